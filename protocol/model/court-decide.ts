import { finalStates } from '../order.ts';
import type { Address } from '../primitives.ts';
import { partOf } from '../split.ts';
import { announce, type Hearing, panelOf, roundOf, saveHearing } from './court-draw.ts';
import type { PanelSeatRow } from './court-rows.ts';
import { releaseJuror, roundKey } from './court-seats.ts';
import { actOnOrder } from './orders.ts';
import { type Call, require } from './transaction.ts';
import { credit } from './vault.ts';

const APPEAL_WINDOW_SECONDS = 2 * 86_400;
const SILENT_SLASH_BPS = 2_000;
const INCOHERENT_SLASH_BPS = 5_000;

/** How a case ends, and what that moves. */
interface Ending {
  ruling: number;
  /** The order was final before. */
  moot: boolean;
  /** The appeal decided, so the first panel is measured by it. */
  measured: boolean;
  slashedUnits: bigint;
}

/** Moves a case on: counts a round, executes a ruling, or ends a case whose order is final. */
export function advance(call: Call, hearing: Hearing): void {
  const { id, order, found } = hearing;
  require(found.phase !== 'none' && found.phase !== 'closed', 'CourtPhaseWrong');
  const moot = finalStates.has(call.tables.progress.get(id)?.state ?? 'none');
  const ending: Ending = { ruling: 0, moot, measured: false, slashedUnits: 0n };
  require(moot || found.phase !== 'drawing', 'CourtPhaseWrong');
  if (moot) end(call, hearing, ending);
  else if (found.phase === 'appealable') {
    require(call.now > found.appealBy, 'CourtDeadlineAhead');
    end(call, hearing, { ...ending, ruling: found.ruling });
  } else {
    const counted = count(call, hearing);
    if (counted.over) end(call, counted.hearing, { ...ending, ...counted.ending });
    else credit(call, order.token, [], counted.ending.slashedUnits);
  }
}

/** Counts the votes of the running round. */
function count(call: Call, hearing: Hearing) {
  const { found, round } = hearing;
  require(round.unrevealed === 0 || call.now > round.revealBy, 'CourtDeadlineAhead');
  const { shopVotes, buyerVotes, slashedUnits } = tally(call, hearing);
  const ruling = majority(shopVotes, buyerVotes, round.panelSize, round.attempt);
  if (ruling === 0 && round.attempt === 0) {
    announce(call, { ...hearing, round: { ...round, attempt: 1 } });
    return { over: false, hearing, ending: { ruling: 0, measured: false, slashedUnits } };
  }
  const appealable = found.round === 0 && ruling !== 0;
  // An appeal that cannot decide leaves the first ruling.
  const standing = found.round === 0 || ruling !== 0 ? ruling : found.ruling;
  const decided: Hearing = {
    ...hearing,
    found: {
      ...found,
      ruling: standing,
      ...(appealable ? { phase: 'appealable', appealBy: call.now + APPEAL_WINDOW_SECONDS } : {}),
    },
  };
  saveHearing(call, decided);
  const measured = found.round === 1 && ruling !== 0;
  return { over: !appealable, hearing: decided, ending: { ruling: standing, measured, slashedUnits } };
}

/** Counts who revealed, and slashes and releases who did not. */
function tally(call: Call, { id, order, found, round }: Hearing) {
  const slashed = partOf(round.lockUnits, SILENT_SLASH_BPS);
  let [shopVotes, buyerVotes, slashedUnits] = [0, 0, 0n];
  const panel = panelOf(call, id, found.round).map((place): PanelSeatRow => {
    if (place.state === 'revealed') {
      if (place.vote === 1) shopVotes += 1;
      else buyerVotes += 1;
    }
    if (place.state !== 'drawn' && place.state !== 'committed') return place;
    slashedUnits += slashed;
    releaseJuror(call, order.token, place.juror, round.lockUnits, slashed);
    return { ...place, state: 'silent' };
  });
  call.tables.panels.set(roundKey(id, found.round), panel);
  return { shopVotes, buyerVotes, slashedUnits };
}

/** More than half of the panel decides; in the second attempt of those who voted, when more than half of the panel did. */
export function majority(shopVotes: number, buyerVotes: number, panelSize: number, attempt: number): number {
  const half = Math.floor(panelSize / 2);
  if (attempt === 1 && shopVotes + buyerVotes <= half) return 0;
  const needed = attempt === 1 ? Math.floor((shopVotes + buyerVotes) / 2) : half;
  if (shopVotes > needed) return 1;
  return buyerVotes > needed ? 2 : 0;
}

/** Closes the case, rules the order unless it is final, and pays everyone. INVARIANT I8: the same for either vote. */
function end(call: Call, hearing: Hearing, ending: Ending): void {
  const { id, order, found } = hearing;
  const { tables, at } = call;
  tables.cases.set(id, { ...found, phase: 'closed', ruling: ending.ruling });
  const credits: [Address, bigint][] = [];
  let { slashedUnits } = ending;
  let buyerCosts = 0n;
  for (let number = 0; number <= found.round; number += 1) {
    const round = roundOf(call, id, number);
    let earned = 0n;
    for (const place of panelOf(call, id, number)) {
      if (place.state !== 'drawn' && place.state !== 'committed' && place.state !== 'revealed') continue;
      const coherent = !ending.measured || number !== 0 || place.vote === ending.ruling;
      const slashed = coherent ? 0n : partOf(round.lockUnits, INCOHERENT_SLASH_BPS);
      slashedUnits += slashed;
      releaseJuror(call, order.token, place.juror, round.lockUnits, slashed);
      if (place.state !== 'revealed') continue;
      credits.push([place.juror, round.feeUnits]);
      earned += round.feeUnits;
    }
    credits.push([round.byBuyer ? order.buyer : order.shop, round.feeUnits * BigInt(round.panelSize) - earned]);
    if (round.byBuyer) buyerCosts += earned;
  }
  if (!ending.moot) execute({ ...call, by: at.court }, hearing, ending.ruling, buyerCosts);
  credit(call, order.token, credits, slashedUnits);
}

function execute(call: Call, { id }: Hearing, ruling: number, costsUnits: bigint): void {
  const progress = call.tables.progress.get(id);
  const [sellerBps, buyerBps] = [progress?.sellerBps ?? 0, progress?.buyerBps ?? 0];
  if (ruling === 1) actOnOrder(call, id, { type: 'rule', refundBps: sellerBps, costsUnits: 0n });
  else if (ruling === 2) actOnOrder(call, id, { type: 'rule', refundBps: buyerBps, costsUnits });
  else actOnOrder(call, id, { type: 'refuse' });
}
