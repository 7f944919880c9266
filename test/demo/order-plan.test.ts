import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupOffers } from '../../scripts/demo/group-offers.ts';
import { market } from '../../scripts/demo/market.ts';
import { planOrder } from '../../scripts/demo/seed/order-plan.ts';
import { defaultParameters } from '../../scripts/deploy/defaults.ts';

const DAY = 86_400;
const NOW = 1_795_000_000;

const planned = market.orders.map((order, position) => {
  const listing = market.shops
    .find(({ profile }) => profile.handle === order.shop)
    ?.listings.find(({ handle }) => handle === order.listing);
  assert.ok(listing, order.id);
  const shipWithinSeconds = listing.terms.shipWithinDays * DAY;
  const inspectWithinSeconds = listing.terms.inspectWithinDays * DAY;
  const groupWithinSeconds = (groupOffers.get(order.sku)?.withinHours ?? 0) * 3_600;
  const steps = planOrder(order, {
    now: NOW,
    position,
    shipWithinSeconds,
    inspectWithinSeconds,
    groupWithinSeconds,
  });
  const at = (name: string): number => steps.find((step) => step.name === name)?.atSeconds ?? Number.NaN;
  return { order, steps, at, shipWithinSeconds, inspectWithinSeconds, groupWithinSeconds };
});

test('every running order has its deadline ahead, but for the one that is overdue', () => {
  const deadlineOf = ({ order, at, shipWithinSeconds, inspectWithinSeconds }: (typeof planned)[number]): number => {
    if (order.outcome === 'paid' || order.outcome === 'overdue') return at('buy') + shipWithinSeconds;
    if (order.outcome === 'shipped') return at('ship') + inspectWithinSeconds;
    if (order.outcome === 'disputed') return at('dispute') + defaultParameters.answerWithinSeconds;
    return at('escalate') + defaultParameters.ruleWithinSeconds;
  };
  const running = planned.filter(({ order }) =>
    ['paid', 'overdue', 'shipped', 'disputed', 'escalated'].includes(order.outcome),
  );
  assert.ok(running.length >= 10);
  for (const each of running)
    assert.equal(deadlineOf(each) > NOW + DAY / 2, each.order.outcome !== 'overdue', `${each.order.id}`);
  const opened = running.filter(({ order }) => order.outcome === 'disputed');
  for (const { at } of opened) assert.ok(NOW - at('dispute') < 2 * DAY);
});

test('every open group has its deadline ahead, but for the one that is over and that nobody closed', () => {
  const groups = planned.filter(({ order }) => order.outcome === 'pooling' || order.outcome === 'group-over');
  const ofGroups = Map.groupBy(groups, ({ order }) => order.group);
  for (const [name, [first, ...others]] of ofGroups) {
    assert.ok(first);
    const deadline = first.at('buy') + first.groupWithinSeconds;
    assert.equal(deadline > NOW + DAY / 2, first.order.outcome === 'pooling', name);
    assert.equal(deadline < NOW - DAY / 2, first.order.outcome === 'group-over', name);
    for (const { at, order } of others) {
      assert.ok(at('buy') < Math.min(deadline, NOW), order.id);
      assert.equal(order.outcome, first.order.outcome, order.id);
    }
    for (const { steps, order } of [first, ...others]) {
      assert.deepEqual(
        steps.map((step) => step.name),
        ['buy'],
        order.id,
      );
    }
  }
  assert.ok(groups.some(({ order }) => order.outcome === 'group-over'));
});

test('every step keeps to the window that the one before opened', () => {
  for (const { order, steps, at, shipWithinSeconds, inspectWithinSeconds } of planned) {
    const times = steps.map(({ atSeconds }) => atSeconds);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
      order.id,
    );
    if (!Number.isNaN(at('ship'))) assert.ok(at('ship') - at('buy') < shipWithinSeconds, `${order.id} ships late`);
    if (!Number.isNaN(at('dispute')))
      assert.ok(at('dispute') - at('ship') < inspectWithinSeconds, `${order.id} is disputed late`);
    if (!Number.isNaN(at('answer')))
      assert.ok(at('answer') - at('dispute') < defaultParameters.answerWithinSeconds, `${order.id} is answered late`);
    if (!Number.isNaN(at('escalate')))
      assert.ok(at('escalate') - at('answer') < defaultParameters.escalateWithinSeconds, `${order.id} goes up late`);
    if (order.outcome === 'not-shipped') assert.ok(at('poke') - at('buy') > shipWithinSeconds);
  }
});
