import type { CasePhase, SeatState } from '../court.ts';
import type { Address, Hex } from '../primitives.ts';

/** INVARIANT I4: lockedUnits <= stakedUnits. */
export interface JurorRow {
  stakedUnits: bigint;
  lockedUnits: bigint;
  seats: number;
  takenAt: number;
}

export interface SeatRow {
  juror: Address;
  activeAt: number;
  leavingAt: number;
}

export interface PoolRow {
  seats: number;
  keptSeats: number;
  stakedUnits: bigint;
}

export interface PanelSeatRow {
  juror: Address;
  state: SeatState;
  vote: number;
  commitment: Hex;
}

export interface CaseRow {
  phase: CasePhase;
  round: number;
  ruling: number;
  buyerEvidence: number;
  shopEvidence: number;
  openedAt: number;
  appealBy: number;
}

export interface RoundRow {
  byBuyer: boolean;
  attempt: number;
  panelSize: number;
  uncommitted: number;
  unrevealed: number;
  announcedAt: number;
  commitBy: number;
  revealBy: number;
  seatCount: number;
  drawBlock: number;
  feeUnits: bigint;
  lockUnits: bigint;
}

export const noJuror: JurorRow = { stakedUnits: 0n, lockedUnits: 0n, seats: 0, takenAt: 0 };
export const noSeat: SeatRow = { juror: `0x${'00'.repeat(20)}`, activeAt: 0, leavingAt: 0 };
export const noPool: PoolRow = { seats: 0, keptSeats: 0, stakedUnits: 0n };
export const noCase: CaseRow = {
  phase: 'none',
  round: 0,
  ruling: 0,
  buyerEvidence: 0,
  shopEvidence: 0,
  openedAt: 0,
  appealBy: 0,
};
export const noRound: RoundRow = {
  byBuyer: false,
  attempt: 0,
  panelSize: 0,
  uncommitted: 0,
  unrevealed: 0,
  announcedAt: 0,
  commitBy: 0,
  revealBy: 0,
  seatCount: 0,
  drawBlock: 0,
  feeUnits: 0n,
  lockUnits: 0n,
};
