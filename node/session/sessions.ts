import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashMessage } from 'viem';
import type { SignInRequest } from '../../protocol/api/session.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import { isSignedBy } from '../../protocol/signatures.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Authority } from '../p2p/ports.ts';
import { recoverNative } from '../p2p/recover-native.ts';
import { createShopRates } from '../p2p/shop-rates.ts';
import { createChallenges } from './challenges.ts';
import { cookieOf, newSession, openSession, type SignedSession, sealedIn, sealSession } from './cookie.ts';
import { loadEndedSessions } from './ended-sessions.ts';
import { ownOrigins, requireOwnOrigin } from './own-origins.ts';
import { loadSessionKey } from './session-key.ts';

type Headers = Pick<FastifyRequest, 'headers' | 'method'>;

/** Who is signed in with which account. No account is needed to read the market or to trade; desks of the node are. */
export interface Sessions {
  /** Writes a message for an account to sign. @throws VouchError `session.origin_foreign`, `session.unavailable` */
  challenge(request: Headers, account: Address): string;
  /**
   * Opens a session for the account that signed a message of this node, and sets its cookie.
   * @throws VouchError `session.origin_foreign`, `session.message_invalid`, `session.challenge_expired`,
   * `session.challenge_used`, `session.signature_invalid`, `session.rate_exceeded`, `chain.unavailable`
   */
  signIn(request: Headers, reply: FastifyReply, answer: SignInRequest): Promise<Address>;
  /** Ends the session of a request, in this browser and wherever its cookie was copied to. */
  signOut(request: Headers, reply: FastifyReply): Promise<void>;
  /**
   * The account whose session a request carries; null without one. What changes something must come from a page of this
   * node.
   * @throws VouchError `session.origin_foreign`
   */
  signedInAs(request: Headers): Address | null;
  /** @throws VouchError `session.missing`, `session.origin_foreign` */
  requireAccount(request: Headers): Address;
  /** True for an account that the operator of this node named. */
  isOperator(account: Address | null): boolean;
  /** @throws VouchError `session.not_operator`, `session.missing`, `session.origin_foreign` */
  requireOperator(request: Headers): Address;
  /**
   * The account of who may see and run the desk of a shop: the shop itself, or one of its publishers.
   * @throws VouchError `session.not_staff`, `session.missing`, `session.origin_foreign`
   */
  requireDesk(request: Headers, shop: Address): Promise<Address>;
}

export interface SessionOptions {
  dataDir: string;
  authority: Pick<Authority, 'verifyContractSignature' | 'publishing'>;
  chainId: number;
  /** Accounts of the operator, in lower case. */
  operators: readonly string[];
  /** Address of the pages as visitors see it. */
  origin: () => string;
  /** Unix seconds. */
  clock: () => number;
}

/** Reading methods, which a page of another site may cause but whose answer it cannot read. */
const reading = ['GET', 'HEAD'];

/** @throws VouchError `session.key_unreadable`, `session.ended_unreadable` */
export async function createSessions(options: SessionOptions): Promise<Sessions> {
  const { authority, clock, origin } = options;
  const key = await loadSessionKey(options.dataDir);
  const ended = await loadEndedSessions(options.dataDir, clock);
  const challenges = createChallenges(options);
  // Each question to a contract account is a call of the chain, so forged signatures in its name must not pile up.
  const questions = createShopRates({
    burst: networkLimits.questionsBurst,
    perSecond: networkLimits.questionsPerSecond,
  });
  const setCookie = (reply: FastifyReply, value: string) =>
    reply.header('set-cookie', cookieOf(value, origin().startsWith('https:')));
  /** A client that is no browser sends no origin, and has nobody's cookie but its own. */
  const originOf = ({ headers }: Headers): string =>
    headers.origin === undefined ? new URL(origin()).origin : requireOwnOrigin(headers.origin, origin());

  const sessionOf = ({ headers }: Headers): SignedSession | null => {
    const sealed = sealedIn(headers.cookie);
    const session = sealed === undefined ? null : openSession(sealed, key, clock());
    return session === null || ended.has(session.id) ? null : session;
  };
  const signedInAs = (request: Headers): Address | null => {
    const session = sessionOf(request);
    if (session !== null && !reading.includes(request.method)) requireOwnOrigin(request.headers.origin, origin());
    return session?.account ?? null;
  };
  const requireAccount = (request: Headers): Address => {
    const account = signedInAs(request);
    if (account === null) throw missing();
    return account;
  };
  const isOperator = (account: Address | null) => account !== null && options.operators.includes(account);

  return {
    signedInAs,
    requireAccount,
    isOperator,
    challenge: (request, account) => challenges.write(account, originOf(request)),
    signIn: async (request, reply, { message, signature }) => {
      originOf(request);
      const account = challenges.take(message, ownOrigins(origin()));
      const signed = await isSignedBy(
        {
          recover: recoverNative,
          verifyContractSignature: async (each) => {
            if (!questions.take(account, clock())) throw tooOften(account);
            return (await authority.verifyContractSignature(each.signer, each.digest, each.signature)) === 'valid';
          },
        },
        { signer: account, digest: hashMessage(message), signature: Buffer.from(signature.slice(2), 'hex') },
      );
      if (!signed) throw notSigned(account);
      challenges.use(message);
      setCookie(reply, sealSession(newSession(account, clock()), key));
      return account;
    },
    signOut: async (request, reply) => {
      signedInAs(request);
      const session = sessionOf(request);
      if (session !== null) await ended.end(session);
      setCookie(reply, '');
    },
    requireOperator: (request) => {
      const account = requireAccount(request);
      if (!isOperator(account)) throw notOperator(account);
      return account;
    },
    requireDesk: async (request, shop) => {
      const account = requireAccount(request);
      if (account !== shop && !(await authority.publishing(shop, account)).mayPublish) throw notStaff(account, shop);
      return account;
    },
  };
}

const missing = (): VouchError =>
  new VouchError({
    code: 'session.missing',
    message: 'Nobody is signed in.',
    hint: 'Sign in with your wallet; a session lasts 12 hours.',
  });

const notSigned = (account: Address): VouchError =>
  new VouchError({
    code: 'session.signature_invalid',
    message: `The message is not signed by ${account}.`,
    hint: 'Sign in again with the account that you chose.',
    details: { field: 'signature', account },
  });

const tooOften = (account: Address): VouchError =>
  new VouchError({
    code: 'session.rate_exceeded',
    message: `Too many signatures came in the name of ${account}.`,
    hint: 'Try again in a minute.',
    retryable: true,
    details: { field: 'signature', limit: `${networkLimits.questionsBurst} at once` },
  });

const notOperator = (account: Address): VouchError =>
  new VouchError({
    code: 'session.not_operator',
    message: `${account} does not operate this node.`,
    hint: 'Sign in with an account that the node names in OPERATORS.',
    details: { field: 'account', account },
  });

const notStaff = (account: Address, shop: Address): VouchError =>
  new VouchError({
    code: 'session.not_staff',
    message: `${account} is neither the shop ${shop} nor one of its publishers.`,
    hint: "Sign in with the shop's account, or have the shop add yours as a publisher.",
    details: { field: 'account', account, shop },
  });
