import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { BPS } from './limits.ts';
import type { Address, Hex } from './primitives.ts';

/** Where a case stands, in the order of the contract's enum. */
export const casePhases = ['none', 'drawing', 'voting', 'appealable', 'closed'] as const;
export type CasePhase = (typeof casePhases)[number];

/** Where a juror of a panel stands, in the order of the contract's enum. */
export const seatStates = ['none', 'drawn', 'committed', 'revealed', 'excluded', 'silent'] as const;
export type SeatState = (typeof seatStates)[number];

/**
 * What the court may rule, by the number that contracts use: it refused, the shop's last proposal stands, or the buyer's.
 * A juror votes 1 or 2. A case that is not decided has the ruling 0 too: the phase tells them apart.
 */
export const rulings = ['refused', 'shop', 'buyer'] as const;

/** What a juror votes for. */
export type CourtVote = 1 | 2;

/** Jurors of the first panel, and of the appeal. */
export const panelSizes = [3, 7] as const;
/** The round that a panel belongs to: 0 for the first, 1 for the appeal. */
export type CourtRound = 0 | 1;

/** Times of the court, in seconds. */
export const courtSeconds = {
  /** From a draw to the last commitment. */
  commit: 2 * 86_400,
  /** From the last commitment to the last vote. */
  reveal: 86_400,
  /** From the first ruling to the last appeal. */
  appeal: 2 * 86_400,
  /** From taking a seat until it can be drawn. */
  warmUp: 14 * 86_400,
  /** From giving a seat up until its stake is free. */
  exit: 28 * 86_400,
} as const;

/** Pay of a juror of the first panel, of the order's total, when that is more than the least pay. */
const FEE_BPS = 100n;
const APPEAL_FEE_FACTOR = 2n;
const LOCK_FACTOR = 2n;
const CAP_DIVISOR = 4n;
const SILENT_SLASH_BPS = 2_000n;
const INCOHERENT_SLASH_BPS = 5_000n;

const ceilDivide = (value: bigint, divisor: bigint): bigint => (value + divisor - 1n) / divisor;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const commitmentParameters = [
  { name: 'orderId', type: 'bytes32' },
  { name: 'round', type: 'uint8' },
  { name: 'juror', type: 'address' },
  { name: 'vote', type: 'uint8' },
  { name: 'salt', type: 'bytes32' },
] as const;

/** A vote that only its juror can reveal. */
export interface SecretVote {
  orderId: Hex;
  round: CourtRound;
  juror: Address;
  vote: CourtVote;
  /** 32 random bytes, or derived ones that the juror can make again. */
  salt: Hex;
}

/** What a juror commits to, equal to Court.commitmentOf: nobody else can reveal a copied one. */
export const voteCommitment = ({ orderId, round, juror, vote, salt }: SecretVote): Hex =>
  keccak256(encodeAbiParameters(commitmentParameters, [orderId, round, juror, vote, salt]));

/** The order behind a dispute's number: the court numbers its disputes by their orders' IDs. */
export const orderIdOfDispute = (disputeId: bigint): Hex => `0x${disputeId.toString(16).padStart(64, '0')}`;

/**
 * Pay of a juror of the first panel: 1 % of the order, rounded up, but at least what the settings say.
 * @param leastFeeUnits `JurorTerms.feeUnits` of the order's token
 */
export const jurorFeeUnits = (totalUnits: bigint, leastFeeUnits: bigint): bigint =>
  larger(leastFeeUnits, ceilDivide(totalUnits * FEE_BPS, BPS));

/** What bringing a case costs, as Court.arbitrationCost says. */
export const arbitrationCost = (feeUnits: bigint): bigint => BigInt(panelSizes[0]) * feeUnits;

/** What an appeal costs, as Court.appealCost says. @param feeUnits pay of a juror of the first panel */
export const appealCost = (feeUnits: bigint): bigint => BigInt(panelSizes[1]) * APPEAL_FEE_FACTOR * feeUnits;

/**
 * Stake that each juror of a panel has at risk: the locks of a panel are together at least twice the order, so that a bribe
 * costs more than it wins.
 * @param lock total of the order, stake of one seat, and seats of the panel
 */
export const jurorLockUnits = (lock: { totalUnits: bigint; seatUnits: bigint; panelSize: number }): bigint =>
  larger(lock.seatUnits, ceilDivide(LOCK_FACTOR * lock.totalUnits, BigInt(lock.panelSize)));

/**
 * Largest order that the court hears: a quarter of the stakes behind seats that are kept.
 * @param pool the seats of one token
 */
export function courtValueCap(pool: { keptSeats: number; seatUnits: bigint; stakedUnits: bigint }): bigint {
  const kept = BigInt(pool.keptSeats) * pool.seatUnits;
  return (kept < pool.stakedUnits ? kept : pool.stakedUnits) / CAP_DIVISOR;
}

/** What a juror loses who did not vote in time. */
export const silentSlashUnits = (lockUnits: bigint): bigint => (lockUnits * SILENT_SLASH_BPS) / BPS;

/** What a juror of the first panel loses whose vote an appeal overturned. */
export const overturnedSlashUnits = (lockUnits: bigint): bigint => (lockUnits * INCOHERENT_SLASH_BPS) / BPS;
