import type { Address, Hex } from '../primitives.ts';
import { type JurorRow, noJuror, noPool, noSeat, type PoolRow, type SeatRow } from './court-rows.ts';
import { keyOf } from './tables.ts';
import { take } from './tokens.ts';
import { type Call, refuse, require } from './transaction.ts';
import { credit } from './vault.ts';

export const WARM_UP_SECONDS = 14 * 86_400;
export const SEAT_EXIT_SECONDS = 28 * 86_400;
const MAX_SEATS = 20;

type State = Pick<Call, 'tables'>;
export const jurorOf = ({ tables }: State, token: Address, juror: Address): JurorRow =>
  tables.jurors.get(keyOf(token, juror)) ?? noJuror;
export const poolOf = ({ tables }: State, token: Address): PoolRow => tables.pools.get(token) ?? noPool;
export const seatOf = ({ tables }: State, token: Address, seat: number): SeatRow =>
  tables.seats.get(keyOf(token, seat)) ?? noSeat;
export const jurorTermsOf = ({ tables }: State, token: Address) =>
  tables.jurorTerms.get(token) ?? { seatUnits: 0n, feeUnits: 0n };

const countAllowed = (seats: number): void => require(seats > 0 && seats <= MAX_SEATS, 'CourtSeatsInvalid');

/** Takes seats for the caller; the freed ones first. */
export function takeSeats(call: Call, token: Address, seats: number): void {
  const { tables, by, now, at } = call;
  const { seatUnits } = jurorTermsOf(call, token);
  require(seatUnits !== 0n, 'CourtTokenRefused');
  countAllowed(seats);
  let pool = poolOf(call, token);
  const freed = [...(tables.freed.get(token) ?? [])];
  for (let taken = 0; taken < seats; taken += 1) {
    const seat = freed.pop() ?? pool.seats;
    if (seat === pool.seats) pool = { ...pool, seats: pool.seats + 1 };
    tables.seats.set(keyOf(token, seat), { juror: by, activeAt: now + WARM_UP_SECONDS, leavingAt: 0 });
  }
  tables.freed.set(token, freed);
  const units = seatUnits * BigInt(seats);
  const juror = jurorOf(call, token, by);
  tables.jurors.set(keyOf(token, by), {
    ...juror,
    stakedUnits: juror.stakedUnits + units,
    seats: juror.seats + seats,
    takenAt: now,
  });
  tables.pools.set(token, { ...pool, keptSeats: pool.keptSeats + seats, stakedUnits: pool.stakedUnits + units });
  take(call, token, units, at.court);
}

function ownSeat(call: Call, token: Address, seat: number): SeatRow {
  const row = seatOf(call, token, seat);
  require(row.juror === call.by, 'CourtSeatNotYours');
  return row;
}

export function leaveSeats(call: Call, token: Address, seats: readonly number[]): void {
  countAllowed(seats.length);
  for (const seat of seats) {
    const row = ownSeat(call, token, seat);
    require(row.leavingAt === 0, 'CourtSeatLeaving');
    call.tables.seats.set(keyOf(token, seat), { ...row, leavingAt: call.now });
  }
  const pool = poolOf(call, token);
  call.tables.pools.set(token, { ...pool, keptSeats: pool.keptSeats - seats.length });
}

/** Credits the stake that the seats which stay do not need. INVARIANT I4: what stays covers the locks. */
export function freeSeats(call: Call, token: Address, seats: readonly number[]): void {
  countAllowed(seats.length);
  const { tables, by, now } = call;
  const { seatUnits } = jurorTermsOf(call, token);
  const pool = poolOf(call, token);
  let juror = jurorOf(call, token, by);
  let total = 0n;
  for (const seat of seats) {
    const { leavingAt } = ownSeat(call, token, seat);
    require(leavingAt !== 0 && now >= leavingAt + SEAT_EXIT_SECONDS, 'CourtSeatBusy');
    const rest = seatUnits * BigInt(juror.seats - 1);
    const units = juror.stakedUnits > rest ? juror.stakedUnits - rest : 0n;
    juror = { ...juror, seats: juror.seats - 1, stakedUnits: juror.stakedUnits - units };
    tables.seats.delete(keyOf(token, seat));
    tables.freed.set(token, [...(tables.freed.get(token) ?? []), seat]);
    total += units;
  }
  require(juror.lockedUnits <= juror.stakedUnits, 'CourtStakeLocked');
  tables.jurors.set(keyOf(token, by), juror);
  tables.pools.set(token, { ...pool, stakedUnits: pool.stakedUnits - total });
  credit(call, token, [[by, total]], 0n);
}

/** Largest order that the court hears: a quarter of the stakes behind seats that are kept. */
export function valueCap(call: Call, token: Address): bigint {
  const pool = poolOf(call, token);
  const kept = BigInt(pool.keptSeats) * jurorTermsOf(call, token).seatUnits;
  return (kept < pool.stakedUnits ? kept : pool.stakedUnits) / 4n;
}

export function lockJuror(call: Call, token: Address, juror: Address, units: bigint): void {
  const row = jurorOf(call, token, juror);
  call.tables.jurors.set(keyOf(token, juror), { ...row, lockedUnits: row.lockedUnits + units });
}

/** Ends a juror's lock. INVARIANT I4: slashes at most what was locked. */
export function releaseJuror(call: Call, token: Address, juror: Address, units: bigint, slashed: bigint): void {
  const row = jurorOf(call, token, juror);
  const pool = poolOf(call, token);
  if (slashed > units) refuse('Panic');
  call.tables.jurors.set(keyOf(token, juror), {
    ...row,
    lockedUnits: row.lockedUnits - units,
    stakedUnits: row.stakedUnits - slashed,
  });
  call.tables.pools.set(token, { ...pool, stakedUnits: pool.stakedUnits - slashed });
}

/** What names a case's round or panel. */
export const roundKey = (orderId: Hex, round: number): string => keyOf(orderId, round);
