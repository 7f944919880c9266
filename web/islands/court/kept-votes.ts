import { z } from 'zod';
import { type CourtRound, voteCommitment } from '../../../protocol/court.ts';
import type { Result } from '../../../protocol/errors.ts';
import { type Address, addressSchema, bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { validate } from '../../../protocol/validate.ts';

const KEY = 'vouch.votes';
const MOST = 100;

/** A sealed vote as its juror keeps it. */
const keptVoteSchema = z.strictObject({
  type: z.literal('vouch-vote'),
  orderId: bytes32Schema,
  round: z.union([z.literal(0), z.literal(1)]),
  seat: z.int().min(0).max(255),
  juror: addressSchema,
  vote: z.union([z.literal(1), z.literal(2)]),
  salt: bytes32Schema,
});
export type KeptVote = z.infer<typeof keptVoteSchema>;

/** A juror's place on a panel. */
export interface JurorPlace {
  orderId: Hex;
  round: CourtRound;
  seat: number;
  juror: Address;
}

type VoteStorage = Pick<Storage, 'getItem' | 'setItem'>;

const listIn = (storage: VoteStorage): KeptVote[] => {
  let kept: unknown;
  try {
    kept = JSON.parse(storage.getItem(KEY) ?? '[]');
  } catch {
    // Someone else wrote there; the next vote replaces it.
    return [];
  }
  return Array.isArray(kept) ? kept.flatMap((each) => keptVoteSchema.safeParse(each).data ?? []) : [];
};

/** Keeps a sealed vote in this browser, beside those of earlier commitments: the chain says which one counts. */
export function keepVote(storage: VoteStorage, vote: Omit<KeptVote, 'type'>): void {
  const others = listIn(storage).filter((each) => each.salt !== vote.salt || each.vote !== vote.vote);
  storage.setItem(KEY, JSON.stringify([...others, { type: 'vouch-vote', ...vote }].slice(-MOST)));
}

/** True when a kept vote is the one that the chain holds sealed. */
export const fitsSeal = (vote: KeptVote, place: JurorPlace, commitment: string): boolean =>
  vote.orderId === place.orderId &&
  vote.round === place.round &&
  vote.juror === place.juror &&
  voteCommitment(vote) === commitment;

/**
 * The kept vote behind a commitment.
 * @returns undefined when this browser keeps none that fits
 */
export const findVote = (storage: VoteStorage, place: JurorPlace, commitment: string): KeptVote | undefined =>
  listIn(storage).find((vote) => fitsSeal(vote, place, commitment));

/** The text of a saved copy. */
export const voteText = (vote: KeptVote): string => `${JSON.stringify(vote, null, 2)}\n`;

/**
 * Reads a saved copy.
 * @returns the vote, or `vote.invalid`
 */
export function readVoteText(text: string): Result<KeptVote> {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    written = null;
  }
  return validate(keptVoteSchema, written, 'vote');
}
