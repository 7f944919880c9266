import type { OrderOutcome, PastOrder } from '../shop-content.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export type OrderStepName =
  | 'buy'
  | 'ship'
  | 'cancel'
  | 'confirm'
  | 'dispute'
  | 'answer'
  | 'agree'
  | 'escalate'
  | 'rule'
  | 'bring'
  | 'draw'
  | 'hand-over'
  | 'poke';

/** One action of an order's past. */
export interface PlannedStep {
  name: OrderStepName;
  atSeconds: number;
}

const hoursByOutcome: Record<OrderOutcome, [name: OrderStepName, hours: number][]> = {
  completed: [
    ['buy', 0],
    ['ship', 26],
    ['confirm', 140],
  ],
  'not-shipped': [['buy', 0]],
  'refunded-by-seller': [
    ['buy', 0],
    ['cancel', 9],
  ],
  settled: [
    ['buy', 0],
    ['ship', 30],
    ['dispute', 120],
    ['agree', 150],
  ],
  ruled: [
    ['buy', 0],
    ['ship', 16],
    ['dispute', 70],
    ['answer', 82],
    ['escalate', 100],
    ['rule', 170],
  ],
  paid: [['buy', 0]],
  overdue: [['buy', 0]],
  shipped: [
    ['buy', 0],
    ['ship', 20],
  ],
  disputed: [
    ['buy', 0],
    ['ship', 16],
    ['dispute', 40],
  ],
  escalated: [
    ['buy', 0],
    ['ship', 16],
    ['dispute', 40],
    ['answer', 52],
    ['escalate', 66],
  ],
  pooling: [['buy', 0]],
  'group-expired': [['buy', 0]],
  'group-over': [['buy', 0]],
  'in-court': [
    ['buy', 0],
    ['ship', 16],
    ['dispute', 40],
    ['answer', 52],
    ['bring', 58],
    ['draw', 59],
  ],
  'handed-over': [
    ['buy', 0],
    ['hand-over', 31],
  ],
};

export interface PlanOptions {
  /** The present in Unix seconds. */
  now: number;
  /** Place in the list: sets the hour of the day. */
  position: number;
  shipWithinSeconds: number;
  inspectWithinSeconds: number;
  /** How long the order's group has to fill up; 0 for an order that is bought alone. */
  groupWithinSeconds: number;
}

/** How long ago the last step of an order that is still running happened at most: its deadline lies ahead. */
function mostSecondsSince(
  outcome: OrderOutcome,
  { shipWithinSeconds, inspectWithinSeconds, groupWithinSeconds }: PlanOptions,
): number {
  if (outcome === 'pooling') return 0.4 * groupWithinSeconds;
  if (outcome === 'in-court') return 0.5 * DAY;
  if (outcome === 'paid') return 0.7 * shipWithinSeconds;
  if (outcome === 'shipped') return 0.7 * inspectWithinSeconds;
  if (outcome === 'disputed') return 1.5 * DAY;
  return outcome === 'escalated' ? 2.5 * DAY : Number.POSITIVE_INFINITY;
}

/**
 * When each action of a past order happened. An order that is still running is moved towards the present until its
 * deadline lies ahead; those that are `overdue` or whose group is over are not.
 * @param order the order as the content describes it
 */
export function planOrder(order: PastOrder, options: PlanOptions): PlannedStep[] {
  const { now, position, shipWithinSeconds } = options;
  const hours = hoursByOutcome[order.outcome];
  const lastHours = hours.at(-1)?.[1] ?? 0;
  // Members of a group join a quarter of an hour after each other, everybody else at some hour of the day.
  const hour = order.group === undefined ? ((position * 7) % 20) * HOUR + position * 60 : DAY - (position * HOUR) / 4;
  const told = now - order.daysAgo * DAY - hour;
  const earliest = now - mostSecondsSince(order.outcome, options) - lastHours * HOUR;
  const paidAt = Math.floor(Math.max(told, earliest));
  const steps = hours.map(([name, after]) => ({ name, atSeconds: paidAt + after * HOUR }));
  if (order.outcome === 'group-expired') {
    steps.push({ name: 'poke', atSeconds: paidAt + options.groupWithinSeconds + HOUR });
  }
  if (order.outcome === 'not-shipped') steps.push({ name: 'poke', atSeconds: paidAt + shipWithinSeconds + HOUR });
  return steps;
}
