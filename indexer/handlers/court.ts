import { orderIdOfDispute } from '../../protocol/court.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { EventArgs, EventPlace, Handlers } from './events.ts';
import { recordEvidence } from './record-evidence.ts';
import { recordStep } from './record-step.ts';

/** Seats, cases, panels and votes. What a juror earned follows from the votes, so it is not kept. */
export const courtHandlers: Handlers<'court', HandlerContext> = {
  SeatTaken: ({ token, seatId, juror, activeAt, units }, place, { rows }) => {
    rows.upsert('court_seats', seatKey(token, seatId), {
      set: { juror: juror as Address, active_at: activeAt, free_at: null, taken_at: place.time },
    });
    rows.upsert('jurors', jurorKey(juror, token), { set: { taken_at: place.time }, add: { staked_units: units } });
  },
  SeatLeaving: ({ token, seatId, freeAt }, _place, { rows }) =>
    rows.update('court_seats', seatKey(token, seatId), { set: { free_at: freeAt } }),
  SeatFreed: ({ token, seatId, juror, units }, _place, { rows }) => {
    rows.update('court_seats', seatKey(token, seatId), { set: { juror: null, free_at: null } });
    rows.update('jurors', jurorKey(juror, token), { add: { staked_units: -units } });
  },
  RoundOpened: openRound,
  DrawAnnounced: ({ orderId, round, attempt, drawBlock }, place, { rows }) => {
    rows.update('cases', { order_id: orderId }, { set: { phase: 'drawing' } });
    rows.update(
      'court_rounds',
      { order_id: orderId, round },
      { set: { attempt, draw_block: Number(drawBlock), announced_at: place.time, commit_by: null, reveal_by: null } },
    );
  },
  JurorDrawn: ({ orderId, round, seat, juror, lockUnits }, place, { rows, orders }) => {
    rows.insert('panel_seats', {
      order_id: orderId,
      juror: juror as Address,
      round,
      seat,
      state: 'drawn',
      vote: null,
      commitment: null,
      lock_units: lockUnits,
      slashed_units: 0n,
      proof: null,
      drawn_at: place.time,
    });
    const order = orders.get(orderId);
    if (order !== undefined) rows.update('jurors', jurorKey(juror, order.token), { add: { locked_units: lockUnits } });
  },
  JurorExcluded: ({ orderId, juror, proofOrderId }, _place, { rows }) =>
    rows.update('panel_seats', panelKey(orderId, juror), { set: { state: 'excluded', proof: proofOrderId } }),
  VotingStarted: ({ orderId, round, commitBy, revealBy }, _place, { rows }) => {
    rows.update('cases', { order_id: orderId }, { set: { phase: 'voting' } });
    rows.update('court_rounds', { order_id: orderId, round }, { set: { commit_by: commitBy, reveal_by: revealBy } });
  },
  VoteCommitted: ({ orderId, juror, commitment }, _place, { rows }) =>
    rows.update('panel_seats', panelKey(orderId, juror), { set: { state: 'committed', commitment } }),
  VoteRevealed: ({ orderId, juror, vote }, _place, { rows }) =>
    rows.update('panel_seats', panelKey(orderId, juror), { set: { state: 'revealed', vote } }),
  JurorSlashed: ({ orderId, juror, token, units, silent }, _place, { rows }) => {
    rows.update('panel_seats', panelKey(orderId, juror), {
      ...(silent ? { set: { state: 'silent' } } : {}),
      add: { slashed_units: units },
    });
    rows.update('jurors', jurorKey(juror, token), {
      add: { staked_units: -units, locked_units: -units, slashed_units: units },
    });
  },
  JurorReleased: ({ juror, token, units }, _place, { rows }) =>
    rows.update('jurors', jurorKey(juror, token), { add: { locked_units: -units } }),
  RoundDecided: decideRound,
  CaseClosed: ({ orderId, ruling, jurorUnits, returnedUnits }, place, { rows }) =>
    rows.update(
      'cases',
      { order_id: orderId },
      {
        set: {
          phase: 'closed',
          ruling,
          appeal_by: null,
          closed_at: place.time,
          juror_units: jurorUnits,
          returned_units: returnedUnits,
        },
      },
    ),
  Evidence: ({ evidenceGroupId, party, evidence }, place, context) => {
    const orderId = orderIdOfDispute(evidenceGroupId);
    const by = context.orders.get(orderId)?.shop === party ? 'seller' : 'buyer';
    recordEvidence(context, place, { orderId, by, via: 'court', digest: evidence });
    recordStep(context, place, { orderId, event: 'evidence', by, content: evidence });
    touch(context, place, orderId);
  },
};

const seatKey = (token: string, seatId: number) => ({ token: token as Address, seat_id: seatId });
const jurorKey = (juror: string, token: string) => ({ juror: juror as Address, token: token as Address });
const panelKey = (orderId: Hex, juror: string) => ({ order_id: orderId, juror: juror as Address });

/** Notes that an order's last change is in this block. */
const touch = ({ rows }: HandlerContext, { block }: EventPlace, orderId: Hex): void =>
  rows.update('orders', { id: orderId }, { set: { changed_block: block } });

function openRound(
  { orderId, round, by, panelSize, feeUnits, lockUnits, costUnits }: EventArgs<'court', 'RoundOpened'>,
  place: EventPlace,
  context: HandlerContext,
): void {
  const { rows, orders, payers } = context;
  const payer = by as Address;
  payers.set(orderId, payer);
  if (round === 0) {
    rows.insert('cases', {
      order_id: orderId,
      phase: 'drawing',
      round,
      ruling: 0,
      buyer_evidence: 0,
      shop_evidence: 0,
      appeal_by: null,
      opened_at: place.time,
      opened_block: place.block,
      opened_log: place.log,
      closed_at: null,
      juror_units: null,
      returned_units: null,
    });
  } else rows.update('cases', { order_id: orderId }, { set: { round, appeal_by: null } });
  rows.insert('court_rounds', {
    order_id: orderId,
    round,
    payer,
    panel_size: panelSize,
    fee_units: feeUnits,
    lock_units: lockUnits,
    cost_units: costUnits,
    attempt: 0,
    draw_block: null,
    announced_at: null,
    commit_by: null,
    reveal_by: null,
    shop_votes: null,
    buyer_votes: null,
    ruling: null,
    opened_at: place.time,
    decided_at: null,
  });
  const party = orders.get(orderId)?.shop === payer ? 'seller' : 'buyer';
  recordStep(context, place, { orderId, event: 'round_opened', by: party });
  touch(context, place, orderId);
}

function decideRound(
  { orderId, round, ruling, shopVotes, buyerVotes, appealBy }: EventArgs<'court', 'RoundDecided'>,
  place: EventPlace,
  context: HandlerContext,
): void {
  const { rows } = context;
  rows.update(
    'court_rounds',
    { order_id: orderId, round },
    { set: { ruling, shop_votes: shopVotes, buyer_votes: buyerVotes, decided_at: place.time } },
  );
  // An appeal that cannot decide leaves the first ruling; what closes the case says so itself.
  if (appealBy !== 0)
    rows.update('cases', { order_id: orderId }, { set: { phase: 'appealable', ruling, appeal_by: appealBy } });
  recordStep(context, place, { orderId, event: 'decided', by: 'arbitrator' });
  touch(context, place, orderId);
}
