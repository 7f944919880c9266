import type { OrderOutcome, PastOrder } from '../shop-content.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export type OrderStepName = 'buy' | 'ship' | 'cancel' | 'confirm' | 'dispute' | 'agree' | 'poke';

/** One action of an order's past: hours after the purchase. */
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
  paid: [['buy', 0]],
  shipped: [
    ['buy', 0],
    ['ship', 20],
  ],
  disputed: [
    ['buy', 0],
    ['ship', 16],
    ['dispute', 40],
  ],
};

/**
 * When each action of a past order happened.
 * @param order the order as the content describes it
 * @param options present in Unix seconds; the position in the list sets the hour of the day; the ship window in seconds
 */
export function planOrder(
  order: PastOrder,
  { now, position, shipWithinSeconds }: { now: number; position: number; shipWithinSeconds: number },
): PlannedStep[] {
  const paidAt = Math.floor(now - order.daysAgo * DAY - ((position * 7) % 20) * HOUR - position * 60);
  const steps = hoursByOutcome[order.outcome].map(([name, hours]) => ({ name, atSeconds: paidAt + hours * HOUR }));
  if (order.outcome === 'not-shipped') steps.push({ name: 'poke', atSeconds: paidAt + shipWithinSeconds + HOUR });
  return steps;
}
