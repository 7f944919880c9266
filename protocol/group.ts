import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { z } from 'zod';
import { limits } from './limits.ts';
import { type Address, bpsSchema, type Hex, positiveUnitsTextSchema, unitsSchema, zeroBytes32 } from './primitives.ts';

/** Bounds of the contract that have no entry in `limits`, because they are lower ones. */
const LEAST_MEMBERS = 2;
const LEAST_WINDOW_SECONDS = 3_600;

/** Terms for several buyers who join one offer before a deadline (pintuan), as a catalogue carries them. */
export const groupTermsSchema = z.strictObject({
  /** Price of one unit, as a decimal string of token units; below the offer's price. */
  priceUnits: positiveUnitsTextSchema,
  /** Orders that fill the group. */
  size: z.int().min(LEAST_MEMBERS).max(limits.groupMembers),
  /** From opening to the deadline. */
  withinSeconds: z.int().min(LEAST_WINDOW_SECONDS).max(limits.groupWindowSeconds),
  /** Share of the leader on the orders of the other members, of what the seller keeps. */
  leaderBps: bpsSchema,
  /** Commission on group sales, instead of the offer's. */
  commissionBps: bpsSchema,
});
export type GroupTermsDocument = z.infer<typeof groupTermsSchema>;

/** The same terms as contracts take them. */
export interface GroupTerms {
  priceUnits: bigint;
  size: number;
  withinSeconds: number;
  leaderBps: number;
  commissionBps: number;
}

/** What a line carries that is bought alone. */
export const noGroupTerms: GroupTerms = { priceUnits: 0n, size: 0, withinSeconds: 0, leaderBps: 0, commissionBps: 0 };

/** ABI shape of `GroupTerms` in Types.sol. */
export const groupTermsParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'priceUnits', type: 'uint128' },
      { name: 'size', type: 'uint32' },
      { name: 'withinSeconds', type: 'uint32' },
      { name: 'leaderBps', type: 'uint16' },
      { name: 'commissionBps', type: 'uint16' },
    ],
  },
] as const;

const groupIdParameters = [
  { name: 'shop', type: 'address' },
  { name: 'sku', type: 'bytes32' },
  { name: 'token', type: 'address' },
  { name: 'terms', type: 'bytes32' },
  { name: 'leader', type: 'address' },
  { name: 'deadline', type: 'uint40' },
] as const;

/** A catalogue's or an API's group terms as contracts take them. */
export const groupTermsOf = (terms: GroupTermsDocument): GroupTerms => ({
  priceUnits: unitsSchema.parse(terms.priceUnits),
  size: terms.size,
  withinSeconds: terms.withinSeconds,
  leaderBps: terms.leaderBps,
  commissionBps: terms.commissionBps,
});

/** `Offer.group`: keccak256(abi.encode(GroupTerms)), or zero where there are none. */
export const groupTermsHash = (terms: GroupTerms | null | undefined): Hex =>
  terms === null || terms === undefined ? zeroBytes32 : keccak256(encodeAbiParameters(groupTermsParameters, [terms]));

/** What defines a group. */
export interface GroupIdentity {
  shop: Address;
  sku: Hex;
  token: Address;
  /** `Offer.group`. */
  terms: Hex;
  /** Who opened it. */
  leader: Address;
  /** Unix seconds until which it can fill up. */
  deadline: number;
}

/** The ID of a group, equal to Groups.idOf. */
export const groupId = ({ shop, sku, token, terms, leader, deadline }: GroupIdentity): Hex =>
  keccak256(encodeAbiParameters(groupIdParameters, [shop, sku, token, terms, leader, deadline]));

/** States of a group, by what lists call them. */
export const groupStates = ['open', 'filled', 'expired'] as const;
export type GroupState = (typeof groupStates)[number];

/**
 * Where a group stands.
 * @param group its fill time, null while it is not full, and its deadline, in Unix seconds
 * @param now Unix seconds of the chain; at the deadline itself a buyer may still join
 */
export function groupState(group: { filledAt: number | null; deadline: number }, now: number): GroupState {
  if (group.filledAt !== null) return 'filled';
  return now > group.deadline ? 'expired' : 'open';
}
