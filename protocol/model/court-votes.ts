import type { Order, OrderState } from '../order.ts';
import { orderId } from '../order.ts';
import { type Address, type Hex, zeroAddress } from '../primitives.ts';
import { partOf } from '../split.ts';
import { type Hearing, panelOf, saveHearing } from './court-draw.ts';
import type { PanelSeatRow } from './court-rows.ts';
import { releaseJuror, roundKey } from './court-seats.ts';
import { type Call, refuse, require } from './transaction.ts';

const placeOf = (call: Call, { id, found }: Hearing, seat: number): PanelSeatRow | undefined =>
  panelOf(call, id, found.round)[seat];

function savePlace(call: Call, { id, found }: Hearing, seat: number, place: PanelSeatRow): void {
  const panel = panelOf(call, id, found.round).with(seat, place);
  call.tables.panels.set(roundKey(id, found.round), panel);
}

function ownPlace(call: Call, hearing: Hearing, seat: number): PanelSeatRow {
  require(hearing.found.phase === 'voting', 'CourtPhaseWrong');
  const place = placeOf(call, hearing, seat);
  if (place?.juror !== call.by) refuse('CourtNotJuror');
  return place;
}

export function commit(call: Call, hearing: Hearing, seat: number, commitment: Hex): void {
  const place = ownPlace(call, hearing, seat);
  const { round } = hearing;
  // Once all committed the first may reveal, and nobody may answer to that with another commitment.
  const changing = place.state === 'committed' && round.uncommitted !== 0;
  require(place.state === 'drawn' || changing, 'CourtSeatStateWrong');
  require(call.now <= round.commitBy, 'CourtDeadlinePassed');
  savePlace(call, hearing, seat, { ...place, state: 'committed', commitment });
  const uncommitted = round.uncommitted - (changing ? 0 : 1);
  saveHearing(call, { ...hearing, round: { ...round, uncommitted } });
}

export function reveal(call: Call, hearing: Hearing, seat: number, revealed: { vote: number; commitment: Hex }): void {
  const place = ownPlace(call, hearing, seat);
  const { round } = hearing;
  require(place.state === 'committed', 'CourtSeatStateWrong');
  require(round.uncommitted === 0 || call.now > round.commitBy, 'CourtDeadlineAhead');
  require(call.now <= round.revealBy, 'CourtDeadlinePassed');
  require(revealed.vote === 1 || revealed.vote === 2, 'CourtVoteInvalid');
  require(revealed.commitment === place.commitment, 'CourtRevealMismatch');
  savePlace(call, hearing, seat, { ...place, state: 'revealed', vote: revealed.vote });
  saveHearing(call, { ...hearing, round: { ...round, unrevealed: round.unrevealed - 1 } });
}

/** Removes a juror whom an order older than the case ties to a party. INVARIANT I8. */
export function exclude(call: Call, hearing: Hearing, seat: number, proof: Order): void {
  const { order, found, round } = hearing;
  require(found.phase === 'voting', 'CourtPhaseWrong');
  const place = placeOf(call, hearing, seat);
  if (place === undefined) refuse('CourtSeatStateWrong');
  require(place.state !== 'excluded' && place.state !== 'silent', 'CourtSeatStateWrong');
  const state = call.tables.progress.get(orderId(proof))?.state ?? 'none';
  const tie = { proof, state, juror: place.juror, by: call.by, token: order.token, leastUnits: round.feeUnits };
  const tied =
    ties({ ...tie, party: order.shop, opponent: order.buyer }) ||
    ties({ ...tie, party: order.buyer, opponent: order.shop });
  require(state !== 'none' && proof.paidAt < BigInt(found.openedAt) && tied, 'CourtProofInvalid');
  savePlace(call, hearing, seat, { ...place, state: 'excluded' });
  saveHearing(call, {
    ...hearing,
    round: {
      ...round,
      uncommitted: round.uncommitted - (place.state === 'drawn' ? 1 : 0),
      unrevealed: round.unrevealed - (place.state === 'revealed' ? 0 : 1),
    },
  });
  releaseJuror(call, order.token, place.juror, round.lockUnits, 0n);
}

export interface Tie {
  proof: Order;
  state: OrderState;
  juror: Address;
  by: Address;
  party: Address;
  opponent: Address;
  token: Address;
  leastUnits: bigint;
}

/** True when an order makes a juror a counterparty of a party, and the caller may say so. */
export function ties({ proof, state, juror, by, party, opponent, token, leastUnits }: Tie): boolean {
  if (proof.buyer === juror && proof.shop === party) return true;
  if (by !== opponent) return false;
  if (proof.shop === juror && proof.buyer === party) return true;
  if (proof.shop !== party && proof.buyer !== party) return false;
  if (state !== 'completed' || proof.token !== token) return false;
  const earned = partOf(proof.totalUnits, shareBps(proof, juror));
  return earned !== 0n && earned >= leastUnits;
}

/** Parts of the price that a juror got in any role. */
function shareBps(proof: Order, juror: Address): number {
  const parentBps = proof.parent === zeroAddress ? 0 : Number(partOf(BigInt(proof.commissionBps), proof.parentBps));
  const shares: [Address, number][] = [
    [proof.promoter, proof.commissionBps - parentBps],
    [proof.parent, parentBps],
    [proof.host, proof.hostBps],
    [proof.leader, proof.leaderBps],
    [proof.pickup, proof.pickupBps],
  ];
  return shares.reduce((sum, [payee, bps]) => (payee === juror ? sum + bps : sum), 0);
}
