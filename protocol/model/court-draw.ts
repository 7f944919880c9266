import { concat, encodeAbiParameters, keccak256, numberToHex } from 'viem/utils';
import type { Order } from '../order.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../primitives.ts';
import { type CaseRow, noRound, type PanelSeatRow, type RoundRow } from './court-rows.ts';
import { jurorOf, lockJuror, poolOf, roundKey, seatOf } from './court-seats.ts';
import { type Call, require } from './transaction.ts';

export const DRAW_DELAY_BLOCKS = 4;
const COMMIT_WINDOW_SECONDS = 2 * 86_400;
const REVEAL_WINDOW_SECONDS = 86_400;
const TRIES = 32;

const hashPair = (seed: Hex, position: number): Hex => keccak256(concat([seed, numberToHex(position, { size: 32 })]));

/** A case with its running round. */
export interface Hearing {
  id: Hex;
  order: Order;
  found: CaseRow;
  round: RoundRow;
}

export const panelOf = ({ tables }: Pick<Call, 'tables'>, id: Hex, round: number): readonly PanelSeatRow[] =>
  tables.panels.get(roundKey(id, round)) ?? [];

export function saveHearing({ tables }: Call, { id, found, round }: Hearing): void {
  tables.cases.set(id, found);
  tables.rounds.set(roundKey(id, found.round), round);
}

/** Announces the block whose randomness fills the panel. */
export function announce(call: Call, hearing: Hearing): Hearing {
  const { order, found, round } = hearing;
  const announced: Hearing = {
    ...hearing,
    found: { ...found, phase: 'drawing' },
    round: {
      ...round,
      announcedAt: call.now,
      seatCount: poolOf(call, order.token).seats,
      drawBlock: call.block + DRAW_DELAY_BLOCKS,
    },
  };
  saveHearing(call, announced);
  return announced;
}

interface Panel {
  jurors: Address[];
  /** Seats that revealed in an earlier attempt: they stay. */
  voted: number;
}

/** INVARIANT I8: whoever the order pays is barred, and who sat on this case before. */
export function choose(call: Call, { id, order, found, round }: Hearing, seed: Hex): Panel {
  const panels = [panelOf(call, id, 0), panelOf(call, id, 1)];
  const { buyer, shop, promoter, parent, host, leader, pickup } = order;
  const sat = panels.flat().map(({ juror }) => juror);
  const barred = new Set([buyer, shop, promoter, parent, host, leader, pickup, ...sat]);
  const voted = panels[found.round]?.filter(({ state }) => state === 'revealed').length ?? 0;
  const jurors: Address[] = [];
  for (let place = voted; place < round.panelSize; place += 1) {
    const juror = pick(call, order.token, round, barred, hashPair(seed, place));
    if (juror === undefined) continue;
    barred.add(juror);
    jurors.push(juror);
  }
  return { jurors, voted };
}

export const canDecide = ({ jurors, voted }: Panel, { panelSize }: RoundRow): boolean =>
  voted + jurors.length > Math.floor(panelSize / 2);

function pick(call: Call, token: Address, round: RoundRow, barred: ReadonlySet<Address>, seed: Hex) {
  if (round.seatCount === 0) return undefined;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const picked = Number(BigInt(hashPair(seed, attempt)) % BigInt(round.seatCount));
    const { juror, activeAt, leavingAt } = seatOf(call, token, picked);
    if (juror === zeroAddress || activeAt > round.announcedAt) continue;
    if (leavingAt !== 0 && leavingAt <= round.announcedAt) continue;
    const { takenAt, stakedUnits, lockedUnits } = jurorOf(call, token, juror);
    const fits = takenAt <= round.announcedAt && stakedUnits - lockedUnits >= round.lockUnits;
    if (fits && !barred.has(juror)) return juror;
  }
  return undefined;
}

/** Fills the panel with the randomness of the announced block, or announces another one. */
export function draw(call: Call, hearing: Hearing, header: { fits: boolean; randomness: Hex }): void {
  const { id, order, found, round } = hearing;
  require(found.phase === 'drawing', 'CourtPhaseWrong');
  require(call.block > round.drawBlock, 'CourtDrawAhead');
  if (call.block > round.drawBlock + call.hashesKept) {
    announce(call, hearing);
    return;
  }
  require(header.fits, 'CourtHeaderWrong');
  const parts = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint8' }, { type: 'uint8' }] as const;
  const seed = keccak256(encodeAbiParameters(parts, [header.randomness, id, found.round, round.attempt]));
  const chosen = choose(call, hearing, seed);
  if (found.round === 0 && round.attempt === 0 && !canDecide(chosen, round)) {
    announce(call, hearing);
    return;
  }
  const places = chosen.jurors.map(
    (juror): PanelSeatRow => ({ juror, state: 'drawn', vote: 0, commitment: zeroBytes32 }),
  );
  for (const juror of chosen.jurors) lockJuror(call, order.token, juror, round.lockUnits);
  call.tables.panels.set(roundKey(id, found.round), [...panelOf(call, id, found.round), ...places]);
  const commitBy = call.now + COMMIT_WINDOW_SECONDS;
  saveHearing(call, {
    ...hearing,
    found: { ...found, phase: 'voting' },
    round: {
      ...round,
      uncommitted: places.length,
      unrevealed: places.length,
      commitBy,
      revealBy: commitBy + REVEAL_WINDOW_SECONDS,
    },
  });
}

export const roundOf = ({ tables }: Pick<Call, 'tables'>, id: Hex, round: number): RoundRow =>
  tables.rounds.get(roundKey(id, round)) ?? noRound;
