import { finalStates, type Order, orderId } from '../order.ts';
import type { Hex } from '../primitives.ts';
import { zeroBytes32 } from '../primitives.ts';
import { announce, canDecide, choose, type Hearing, roundOf } from './court-draw.ts';
import { noCase } from './court-rows.ts';
import { jurorTermsOf, valueCap } from './court-seats.ts';
import { actOnOrder } from './orders.ts';
import { take } from './tokens.ts';
import { type Call, require } from './transaction.ts';

const FIRST_PANEL = 3;
const APPEAL_PANEL = 7;
const APPEAL_FEE_FACTOR = 2n;
const FEE_BPS = 100n;
const LOCK_FACTOR = 2n;
const MAX_EVIDENCE = 8;
const BPS = 10_000n;
/** Two rounds, each voted on twice and drawn twice, and the appeal window. */
export const LONGEST_CASE_SECONDS = 4 * (3 * 86_400 + 12 * 3_600) + 2 * 86_400;

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Pay of a juror of the first panel: a hundredth of the order, rounded up, and the least pay at least. */
const firstFee = (call: Call, order: Order): bigint =>
  most(jurorTermsOf(call, order.token).feeUnits, (order.totalUnits * FEE_BPS + BPS - 1n) / BPS);

/** The hearing of an order; its case has phase `none` before it is brought. */
export function hearingOf(call: Pick<Call, 'tables'>, order: Order): Hearing {
  const id = orderId(order);
  const found = call.tables.cases.get(id) ?? noCase;
  return { id, order, found, round: roundOf(call, id, found.round) };
}

function byBuyer({ by }: Call, order: Order): boolean {
  require(by === order.buyer || by === order.shop, 'CourtCallerWrong');
  return by === order.buyer;
}

/** Whoever brings the case pays for it. */
export function createDispute(call: Call, order: Order): void {
  const { at, now } = call;
  require(order.arbitrator === at.court, 'CourtNotArbitrator');
  const buyerPays = byBuyer(call, order);
  const hearing = hearingOf(call, order);
  require(hearing.found.phase === 'none', 'CourtCaseExists');
  require(order.parameters.ruleWithinSeconds >= LONGEST_CASE_SECONDS, 'CourtWindowTooShort');
  require(order.totalUnits <= valueCap(call, order.token), 'CourtValueAboveCap');
  const feeUnits = firstFee(call, order);
  const opened = { ...hearing, found: { ...hearing.found, openedAt: now } };
  openRound(call, opened, { panelSize: FIRST_PANEL, byBuyer: buyerPays, feeUnits });
  actOnOrder({ ...call, by: at.court }, hearing.id, { type: 'escalate' });
  take(call, order.token, feeUnits * BigInt(FIRST_PANEL), at.court);
}

/** The side that lost asks for a larger panel, and pays for it. */
export function appeal(call: Call, order: Order): void {
  const hearing = hearingOf(call, order);
  const { id, found } = hearing;
  require(found.phase === 'appealable', 'CourtPhaseWrong');
  const buyerPays = byBuyer(call, order);
  const lost = found.ruling === (buyerPays ? 1 : 2);
  const state = call.tables.progress.get(id)?.state ?? 'none';
  require(lost && !finalStates.has(state), 'CourtAppealRefused');
  require(call.now <= found.appealBy, 'CourtDeadlinePassed');
  const feeUnits = APPEAL_FEE_FACTOR * roundOf(call, id, 0).feeUnits;
  const second = { ...hearing, found: { ...found, round: 1 }, round: roundOf(call, id, 1) };
  openRound(call, second, { panelSize: APPEAL_PANEL, byBuyer: buyerPays, feeUnits });
  take(call, order.token, feeUnits * BigInt(APPEAL_PANEL), call.at.court);
}

/** The locks of a panel together are at least twice the order. */
function openRound(
  call: Call,
  hearing: Hearing,
  terms: { panelSize: number; byBuyer: boolean; feeUnits: bigint },
): void {
  const { order, round } = hearing;
  const size = BigInt(terms.panelSize);
  const lockUnits = most(
    jurorTermsOf(call, order.token).seatUnits,
    (LOCK_FACTOR * order.totalUnits + size - 1n) / size,
  );
  const announced = announce(call, { ...hearing, round: { ...round, ...terms, lockUnits } });
  require(canDecide(choose(call, announced, call.parentHash), announced.round), 'CourtJurorsShort');
}

export function submitEvidence(call: Call, order: Order, evidence: Hex): void {
  const { id, found } = hearingOf(call, order);
  require(found.phase !== 'none' && found.phase !== 'closed', 'CourtPhaseWrong');
  const count = byBuyer(call, order) ? 'buyerEvidence' : 'shopEvidence';
  require(evidence !== zeroBytes32, 'CourtEvidenceEmpty');
  require(found[count] < MAX_EVIDENCE, 'CourtTooMuchEvidence');
  call.tables.cases.set(id, { ...found, [count]: found[count] + 1 });
}
