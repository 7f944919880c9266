import { numberToHex } from 'viem';
import {
  type CaseRow,
  noCase,
  noJuror,
  noPool,
  noRound,
  type PanelSeatRow,
  type RoundRow,
} from '../../../protocol/model/court-rows.ts';
import { keyOf, type Tables } from '../../../protocol/model/tables.ts';
import { zeroBytes32 } from '../../../protocol/primitives.ts';
import type { Handlers } from './events.ts';

const changeCase = ({ cases }: Tables, id: string, changes: Partial<CaseRow>): unknown =>
  cases.set(id, { ...(cases.get(id) ?? noCase), ...changes });

const changeRound = ({ rounds }: Tables, id: string, round: number, changes: Partial<RoundRow>): unknown =>
  rounds.set(keyOf(id, round), { ...(rounds.get(keyOf(id, round)) ?? noRound), ...changes });

const roundOf = ({ rounds }: Tables, id: string, round: number): RoundRow => rounds.get(keyOf(id, round)) ?? noRound;

function changePlace(
  tables: Tables,
  id: string,
  round: number,
  seat: number,
  changes: Partial<PanelSeatRow>,
): PanelSeatRow {
  const panel = tables.panels.get(keyOf(id, round)) ?? [];
  const place = panel[seat];
  if (place === undefined) throw new Error('an event of a place that nobody was drawn for');
  tables.panels.set(keyOf(id, round), panel.with(seat, { ...place, ...changes }));
  return place;
}

function moveStake(tables: Tables, token: string, juror: string, staked: bigint, locked: bigint, seats = 0): void {
  const row = tables.jurors.get(keyOf(token, juror)) ?? noJuror;
  const pool = tables.pools.get(token) ?? noPool;
  tables.jurors.set(keyOf(token, juror), {
    ...row,
    stakedUnits: row.stakedUnits + staked,
    lockedUnits: row.lockedUnits + locked,
    seats: row.seats + seats,
  });
  tables.pools.set(token, { ...pool, stakedUnits: pool.stakedUnits + staked });
}

const tokenOf = ({ orders }: Tables, id: string): string => orders.get(id)?.token ?? '';

/** Seats, cases and votes. */
export const courtEvents: Handlers = {
  SeatTaken: (tables, { token, seatId, juror, activeAt, units }, time) => {
    tables.seats.set(keyOf(token, seatId), { juror, activeAt, leavingAt: 0 });
    moveStake(tables, token, juror, units, 0n, 1);
    const pool = tables.pools.get(token) ?? noPool;
    tables.pools.set(token, { ...pool, seats: Math.max(pool.seats, seatId + 1), keptSeats: pool.keptSeats + 1 });
    const row = tables.jurors.get(keyOf(token, juror)) ?? noJuror;
    tables.jurors.set(keyOf(token, juror), { ...row, takenAt: time });
  },
  SeatLeaving: (tables, { token, seatId }, time) => {
    const seat = tables.seats.get(keyOf(token, seatId));
    if (seat === undefined) throw new Error('a seat leaves that nobody took');
    tables.seats.set(keyOf(token, seatId), { ...seat, leavingAt: time });
    const pool = tables.pools.get(token) ?? noPool;
    tables.pools.set(token, { ...pool, keptSeats: pool.keptSeats - 1 });
  },
  SeatFreed: (tables, { token, seatId, juror, units }) => {
    tables.seats.delete(keyOf(token, seatId));
    moveStake(tables, token, juror, 0n - units, 0n, -1);
  },
  DisputeCreation: (tables, { disputeId }, time) =>
    changeCase(tables, numberToHex(disputeId, { size: 32 }), { openedAt: time }),
  Evidence: (tables, { evidenceGroupId, party }) => {
    const id = numberToHex(evidenceGroupId, { size: 32 });
    const { buyerEvidence, shopEvidence } = tables.cases.get(id) ?? noCase;
    const byBuyer = tables.orders.get(id)?.buyer === party;
    changeCase(tables, id, byBuyer ? { buyerEvidence: buyerEvidence + 1 } : { shopEvidence: shopEvidence + 1 });
  },
  RoundOpened: (tables, { orderId, round, by, panelSize, feeUnits, lockUnits }) => {
    changeCase(tables, orderId, { round });
    const byBuyer = tables.orders.get(orderId)?.buyer === by;
    changeRound(tables, orderId, round, { byBuyer, panelSize, feeUnits, lockUnits });
  },
  DrawAnnounced: (tables, { orderId, round, attempt, drawBlock }, time) => {
    changeCase(tables, orderId, { phase: 'drawing' });
    const seatCount = tables.pools.get(tokenOf(tables, orderId))?.seats ?? 0;
    changeRound(tables, orderId, round, { attempt, announcedAt: time, seatCount, drawBlock: Number(drawBlock) });
  },
  JurorDrawn: (tables, { orderId, round, juror, lockUnits }) => {
    const place: PanelSeatRow = { juror, state: 'drawn', vote: 0, commitment: zeroBytes32 };
    tables.panels.set(keyOf(orderId, round), [...(tables.panels.get(keyOf(orderId, round)) ?? []), place]);
    moveStake(tables, tokenOf(tables, orderId), juror, 0n, lockUnits);
  },
  VotingStarted: (tables, { orderId, round, commitBy, revealBy }) => {
    changeCase(tables, orderId, { phase: 'voting' });
    const drawn = (tables.panels.get(keyOf(orderId, round)) ?? []).filter(({ state }) => state === 'drawn').length;
    changeRound(tables, orderId, round, { commitBy, revealBy, uncommitted: drawn, unrevealed: drawn });
  },
  VoteCommitted: (tables, { orderId, round, seat, commitment }) => {
    const before = changePlace(tables, orderId, round, seat, { state: 'committed', commitment });
    const { uncommitted } = roundOf(tables, orderId, round);
    if (before.state === 'drawn') changeRound(tables, orderId, round, { uncommitted: uncommitted - 1 });
  },
  VoteRevealed: (tables, { orderId, round, seat, vote }) => {
    changePlace(tables, orderId, round, seat, { state: 'revealed', vote });
    changeRound(tables, orderId, round, { unrevealed: roundOf(tables, orderId, round).unrevealed - 1 });
  },
  JurorExcluded: (tables, { orderId, round, seat }) => {
    const before = changePlace(tables, orderId, round, seat, { state: 'excluded' });
    const { uncommitted, unrevealed } = roundOf(tables, orderId, round);
    changeRound(tables, orderId, round, {
      uncommitted: uncommitted - (before.state === 'drawn' ? 1 : 0),
      unrevealed: unrevealed - (before.state === 'revealed' ? 0 : 1),
    });
  },
  JurorSlashed: (tables, { orderId, juror, token, units, silent }) => {
    moveStake(tables, token, juror, 0n - units, 0n - units);
    if (!silent) return;
    const { round } = tables.cases.get(orderId) ?? noCase;
    const places = tables.panels.get(keyOf(orderId, round)) ?? [];
    const seat = places.findIndex((place) => place.juror === juror);
    changePlace(tables, orderId, round, seat, { state: 'silent' });
  },
  JurorReleased: (tables, { juror, token, units }) => moveStake(tables, token, juror, 0n, 0n - units),
  RoundDecided: (tables, { orderId, round, ruling, appealBy }) => {
    if (round === 0 || ruling !== 0) changeCase(tables, orderId, { ruling });
    if (appealBy !== 0) changeCase(tables, orderId, { phase: 'appealable', appealBy });
  },
  CaseClosed: (tables, { orderId, ruling }) => changeCase(tables, orderId, { phase: 'closed', ruling }),
};
