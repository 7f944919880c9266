import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createSiweMessage, parseSiweMessage, type SiweMessage } from 'viem/siwe';
import { VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';

/** Seconds in which a message must come back signed. */
const CHALLENGE_SECONDS = 300;
/** Messages that came back in that time; each is remembered until it is too old anyway. */
const MOST_USED = 10_000;
const SALT_BYTES = 16;

/** What a message says besides when and for whom. */
const STATEMENT = 'Sign in to this node. This costs nothing and moves no money.';

/** Messages to sign in with. Nothing is kept of those that never come back. */
export interface Challenges {
  /**
   * Writes a message.
   * @param origin one of the node's own
   * @throws VouchError `session.unavailable` when the node has no name that the form of the message (EIP-4361) takes
   */
  write(account: Address, origin: string): string;
  /**
   * Checks that this node wrote the message lately, for this origin, and that it is used for the first time.
   * @returns whose signature it wants
   * @throws VouchError `session.message_invalid`, `session.challenge_expired`, `session.challenge_used`
   */
  take(message: string, origins: readonly string[]): Address;
  /** Takes no second answer to the message. @throws VouchError `session.challenge_used`, `session.rate_exceeded` */
  use(message: string): void;
}

/**
 * Makes the messages of one process: those of an earlier one count no more.
 * @param options chain that the accounts are of; `clock` in Unix seconds
 */
export function createChallenges({ chainId, clock }: { chainId: number; clock: () => number }): Challenges {
  const key = randomBytes(32);
  /** Until when each used nonce is remembered. */
  const used = new Map<string, number>();

  const form = (account: Address, origin: string, issuedAt: number, salt: string): SiweMessage => {
    const mac = createHmac('sha256', key)
      .update(JSON.stringify([account, origin, issuedAt, salt]))
      .digest('hex');
    return {
      address: account,
      chainId,
      domain: new URL(origin).host,
      uri: origin,
      version: '1',
      statement: STATEMENT,
      // The nonce proves that this process wrote the message, so that none has to be kept.
      nonce: `${salt}${mac.slice(0, 32)}`,
      issuedAt: new Date(issuedAt * 1_000),
      expirationTime: new Date((issuedAt + CHALLENGE_SECONDS) * 1_000),
    };
  };

  return {
    write: (account, origin) => {
      try {
        return createSiweMessage(form(account, origin, clock(), randomBytes(SALT_BYTES).toString('hex')));
      } catch (cause) {
        throw new VouchError({
          code: 'session.unavailable',
          message: `Nobody can sign in at ${origin}: a sign-in message takes no such name.`,
          hint: 'Set PUBLIC_URL to an address with a whole domain name, an IPv4 address or localhost.',
          cause,
        });
      }
    },
    take: (message, origins) => {
      const { address, uri, nonce = '', issuedAt, domain, chainId: chain } = parseSiweMessage(message);
      if (address === undefined || uri === undefined || issuedAt === undefined || Number.isNaN(issuedAt.getTime()))
        throw invalid('message', 'a sign-in message (EIP-4361)');
      if (chain !== chainId) throw invalid('chainId', `chain ${chainId}`);
      if (!origins.includes(uri) || domain !== new URL(uri).host) throw invalid('domain', origins.join(', '));
      const seconds = issuedAt.getTime() / 1_000;
      const account = addressSchema.parse(address) as Address;
      const own = Buffer.from(createSiweMessage(form(account, uri, seconds, nonce.slice(0, 2 * SALT_BYTES))));
      const given = Buffer.from(message);
      if (own.length !== given.length || !timingSafeEqual(own, given)) throw invalid('message', 'one of this node');
      if (seconds + CHALLENGE_SECONDS <= clock()) throw expired();
      if (used.has(nonce)) throw usedBefore();
      return account;
    },
    use: (message) => {
      const { nonce = '' } = parseSiweMessage(message);
      // In the order in which they are forgotten, nearly: each lives equally long.
      for (const [each, until] of used) if (until <= clock()) used.delete(each);
      if (used.has(nonce)) throw usedBefore();
      if (used.size >= MOST_USED) throw busy();
      used.set(nonce, clock() + CHALLENGE_SECONDS);
    },
  };
}

const invalid = (field: string, limit: string): VouchError =>
  new VouchError({
    code: 'session.message_invalid',
    message: `This node did not write this sign-in message: ${field} is another.`,
    hint: 'Ask for a new message, and sign it as it is.',
    details: { field, limit },
  });

const expired = (): VouchError =>
  new VouchError({
    code: 'session.challenge_expired',
    message: `The sign-in message is older than ${CHALLENGE_SECONDS} seconds.`,
    hint: 'Sign in again.',
    details: { field: 'message', limit: `${CHALLENGE_SECONDS} seconds` },
  });

const usedBefore = (): VouchError =>
  new VouchError({
    code: 'session.challenge_used',
    message: 'The sign-in message was used before.',
    hint: 'Sign in again; each message counts once.',
    details: { field: 'message' },
  });

const busy = (): VouchError =>
  new VouchError({
    code: 'session.rate_exceeded',
    message: 'Too many people sign in at the same time.',
    hint: 'Try again in a few minutes.',
    retryable: true,
    details: { limit: `${MOST_USED} in ${CHALLENGE_SECONDS} seconds` },
  });
