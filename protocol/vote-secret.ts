import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';
import { type CourtRound, type CourtVote, voteCommitment } from './court.ts';
import type { Address, Hex } from './primitives.ts';
import { secretFromSignature } from './signature-secret.ts';
import { courtDomain } from './typed-data.ts';

/** What the wallet shows: the juror must know what the signature opens. */
const PURPOSE =
  'Create the key that seals your votes as a juror, and opens them again. Sign this only on a page you trust: whoever has this signature can see your sealed votes. It moves no money.';

const voteKeyTypes = {
  VoteKey: [
    { name: 'purpose', type: 'string' },
    { name: 'juror', type: 'address' },
  ],
} as const;

/** What the juror's wallet signs to make the key of all votes: pass it to `signTypedData`. */
export const voteKeyTypedData = ({ chainId, court, juror }: { chainId: number; court: Address; juror: Address }) =>
  ({
    domain: courtDomain(chainId, court),
    types: voteKeyTypes,
    primaryType: 'VoteKey',
    message: { purpose: PURPOSE, juror },
  }) as const;

/**
 * Derives the juror's key from the signature of `voteKeyTypedData`, so that a juror who lost the browser can still reveal.
 * @returns 32 secret bytes, or undefined for accounts whose signatures are not 65 bytes: they take random bytes and keep them
 */
export const voteKeyFromSignature = (signature: Hex): Uint8Array | undefined =>
  secretFromSignature(signature, 'vote/1');

/** A juror's place in a panel. */
export interface VotePlace {
  orderId: Hex;
  round: CourtRound;
  /** Place in the panel. */
  seat: number;
}

/**
 * The salt of one vote: HMAC-SHA-256 of the juror's key over order, round and seat (a byte each). A reveal publishes its
 * salt, so no two places share one.
 */
export const voteSalt = (key: Uint8Array, { orderId, round, seat }: VotePlace): Hex => {
  const message = new Uint8Array(34);
  message.set(hexToBytes(orderId.slice(2)), 0);
  message.set([round, seat], 32);
  return `0x${bytesToHex(hmac(sha256, key, message))}`;
};

/**
 * Finds out what a juror voted, from the commitment on the chain.
 * @param sealed the place, its juror and commitment, and the salt
 * @returns undefined when the vote was sealed with another salt
 */
export function openedVote(sealed: {
  orderId: Hex;
  round: CourtRound;
  juror: Address;
  commitment: string;
  salt: Hex;
}): CourtVote | undefined {
  const votes: readonly CourtVote[] = [1, 2];
  return votes.find((vote) => voteCommitment({ ...sealed, vote }) === sealed.commitment);
}
