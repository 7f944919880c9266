import { failure, type Result, success, VouchError } from '../../protocol/errors.ts';
import { decodeHead, type Head } from '../../protocol/head.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Quota } from '../../protocol/quota.ts';
import { verifyHead } from '../../protocol/signatures.ts';
import type { HeadBook } from './head-book.ts';
import { equivocates, sameHead } from './head-order.ts';
import { networkLimits } from './network-limits.ts';
import type { Anchor, Authority, Clock, ContractSignature, Publishing, Sink } from './ports.ts';
import { recoverNative } from './recover-native.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { createShopRates } from './shop-rates.ts';

/** What became of a head that passed: it is newer, or it proves that the shop signed two catalogues of one version. */
export interface Passed {
  head: Head;
  newer: boolean;
  /** What the shop's deposit carries. */
  quota: Quota;
}

/** Checks every head, from wherever it came, before anything is fetched for it. */
export interface HeadGate {
  /**
   * Decodes and checks a head from a peer, within the shop's rate.
   * @returns `head.too_large`, `head.malformed`, `head.not_canonical`, `head.invalid`, `head.stale`, `head.not_anchored`,
   * `head.rate_exceeded`, `shop.stake_too_small` and those of `verifyHead`, or why the same head was refused before
   */
  fromPeer(bytes: Uint8Array): Promise<Result<Passed>>;
  /** Checks a head that this node is to publish, without a limit of rate. */
  own(head: Head): Promise<Result<Passed>>;
  refusals: Refusals;
}

/** True when only a peer that forwards without checking, or lies, sends such a head. */
export const isPeersFault = (error: VouchError): boolean =>
  ['head.too_large', 'head.malformed', 'head.not_canonical', 'head.invalid'].includes(error.code) ||
  (error.code === 'head.signature_invalid' && error.details.byContract !== true);

/**
 * Makes the gate.
 * @param options `book` decides between heads and is told of anchors; `pending` gives the head of a shop that is being fetched,
 * `awaited` the newest one that is not held, though nobody may have its blocks
 */
export function createHeadGate(options: {
  authority: Authority;
  sink: Pick<Sink, 'equivocation'>;
  clock: Clock;
  chainId: number;
  market: Address;
  book: Pick<HeadBook, 'anchor' | 'anchored' | 'supersedes' | 'held'>;
  pending: (shop: Address) => Head | undefined;
  awaited: (shop: Address) => Head | undefined;
  checked: (code: string) => void;
}): HeadGate {
  const { authority, sink, clock, chainId, market, book, pending, awaited, checked } = options;
  const refusals = createRefusals({
    clock,
    seconds: networkLimits.refusedSeconds,
    most: networkLimits.headsRemembered,
  });
  const rates = createShopRates({ burst: networkLimits.headsBurst, perSecond: networkLimits.headsPerSecond });
  // Each question to a contract account is a call of the chain, so forged signatures in its name must not pile up.
  const questions = createShopRates({ burst: networkLimits.headsBurst, perSecond: networkLimits.headsPerSecond });
  const reported = createRefusals({
    clock,
    seconds: networkLimits.refusedSeconds,
    most: networkLimits.headsRemembered,
  });

  const publishing = async (shop: Address, signer: Address): Promise<Publishing> => {
    const terms = await authority.publishing(shop, signer);
    book.anchor(shop, terms.anchored);
    return terms;
  };

  const verify = async (head: Head): Promise<Result<Quota>> => {
    const quota = await authority.quota(head.catalogue.shop);
    if (quota === null) return stakeTooSmall(head.catalogue.shop);
    let answer: ContractSignature = 'no_contract';
    const verified = await verifyHead({
      head,
      now: clock(),
      chainId,
      market,
      publishing,
      recover: recoverNative,
      verifyContractSignature: async ({ signer, digest, signature }) => {
        if (!questions.take(head.catalogue.shop, clock())) throw rateExceeded(head.catalogue.shop).error;
        answer = await authority.verifyContractSignature(signer, digest, signature);
        return answer === 'valid';
      },
    });
    if (verified.ok) return success(quota);
    if (verified.error.code !== 'head.signature_invalid') return verified;
    // A contract may have accepted the signature a moment ago, so its no is not the peer's fault.
    return failure({
      ...verified.error.toJSON(),
      details: { ...verified.error.details, byContract: answer !== 'no_contract' },
    });
  };

  /** @param better what a head must be newer than, where that is not the held one; `refuse` makes the error when it is not */
  const judge = async (head: Head, better: Head | undefined, refuse: typeof coming): Promise<Result<Passed>> => {
    const { shop } = head.catalogue;
    const held = book.held(shop);
    const known = better ?? held;
    const rival = [awaited(shop), held].find((other) => other !== undefined && equivocates(head, other));
    // Which of the two stands may have been decided on chain since.
    if (rival !== undefined) await publishing(shop, head.signer);
    const newer = known === undefined || book.supersedes(head, known);
    if (!newer && (rival === undefined || reported.of(head) !== undefined))
      return known === held ? stale(head, known) : refuse(head, known);
    const refused = refusals.of(head);
    if (refused !== undefined) return { ok: false, error: refused };
    const verified = await verify(head);
    if (!verified.ok) return verified;
    if (rival !== undefined && reported.of(head) === undefined) {
      await sink.equivocation({ held: rival, other: head });
      reported.remember(head, equivocation(head));
    }
    const unanchored = newer ? againstAnchor(head, book.anchored(shop)) : undefined;
    return unanchored ?? success({ head, newer, quota: verified.value });
  };

  const counted = async (judged: Promise<Result<Passed>>): Promise<Result<Passed>> => {
    const result = await judged.catch((error): Result<Passed> => {
      if (error instanceof VouchError) return { ok: false, error };
      throw error;
    });
    checked(result.ok ? 'accepted' : result.error.code);
    return result;
  };

  return {
    fromPeer: (bytes) =>
      counted(
        (async () => {
          const decoded = decodeHead(bytes);
          if (!decoded.ok) return decoded;
          const { shop } = decoded.value.catalogue;
          const judged = await judge(decoded.value, pending(shop), coming);
          // Counted after the signature, so that no one uses up the rate of another's shop.
          return judged.ok && !rates.take(shop, clock()) ? rateExceeded(shop) : judged;
        })(),
      ),
    own: (head) => {
      const announced = awaited(head.catalogue.shop);
      // What others look for in vain may come from its publisher.
      const isThis = announced !== undefined && sameHead(announced, head);
      return counted(judge(head, isThis ? undefined : announced, overtaken));
    },
    refusals,
  };
}

const notNewer = (head: Head, known: Head | undefined, error: { message: string; retryable?: boolean }) =>
  failure({
    code: 'head.stale',
    hint: 'Publish under a higher version.',
    details: {
      field: 'catalogue.version',
      limit: `above ${known?.catalogue.version}`,
      version: head.catalogue.version,
    },
    ...error,
  });

const stale = (head: Head, known: Head | undefined) =>
  notNewer(head, known, {
    message: `Version ${head.catalogue.version} is not newer than ${known?.catalogue.version}, which this node holds.`,
  });

/** A peer's head, while another is fetched: should that fail, this one may be the newest that can be had. */
const coming = (head: Head, known: Head | undefined) =>
  notNewer(head, known, {
    message: `Version ${head.catalogue.version} is not newer than ${known?.catalogue.version}, which this node fetches.`,
    retryable: true,
  });

/** An own publication, which stands behind what the shop announced elsewhere, however long that takes to come here. */
const overtaken = (head: Head, known: Head | undefined) =>
  notNewer(head, known, {
    message: `The shop announced version ${known?.catalogue.version} elsewhere, and ${head.catalogue.version} is not newer.`,
  });

/** What the shop anchored on chain stands before what it only signed. */
function againstAnchor({ catalogue }: Head, anchor: Anchor | null): Result<never> | undefined {
  if (anchor === null || catalogue.version > anchor.version) return undefined;
  const older = catalogue.version < anchor.version;
  if (!older && catalogue.root === anchor.root) return undefined;
  return failure({
    code: older ? 'head.stale' : 'head.not_anchored',
    message: `The shop anchored another catalogue on chain, of version ${anchor.version}; this is version ${catalogue.version}.`,
    hint: 'Publish under a higher version than the anchored one.',
    details: {
      field: older ? 'catalogue.version' : 'catalogue.root',
      limit: older ? `at least ${anchor.version}` : anchor.root,
      version: catalogue.version,
    },
  });
}

const stakeTooSmall = (shop: Address) =>
  failure({
    code: 'shop.stake_too_small',
    message: `The deposit of ${shop} is below the minimum, or the shop is not open.`,
    hint: 'Open the shop and stake a deposit, then publish again.',
    retryable: true,
    details: { field: 'catalogue.shop', shop },
  });

const rateExceeded = (shop: Address) =>
  failure({
    code: 'head.rate_exceeded',
    message: `The shop ${shop} announces more than ${networkLimits.headsPerSecond} catalogues a second.`,
    hint: 'Collect edits and publish them together.',
    retryable: true,
    details: { field: 'catalogue.shop', limit: `${networkLimits.headsPerSecond} heads a second` },
  });

const equivocation = (head: Head): VouchError =>
  new VouchError({
    code: 'head.equivocation',
    message: `The shop ${head.catalogue.shop} signed two catalogues of version ${head.catalogue.version}.`,
  });
