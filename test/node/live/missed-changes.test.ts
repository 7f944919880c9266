import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLiveHub, type LiveReader } from '../../../node/live/live-hub.ts';
import type { LiveEvent } from '../../../protocol/api/live.ts';
import { listenLive } from '../../support/live-stream.ts';
import { startMarket } from '../../support/market.ts';
import { openShop } from '../../support/shop.ts';
import { until } from '../../support/until.ts';
import { digestOf } from '../../web/fixtures.ts';

const block = (number: number) => ({ number, hash: digestOf(`b${number}`), time: number });
const silent = { warn: () => undefined };

async function hearOf(changes: Parameters<typeof createLiveHub>[0]['changes']): Promise<LiveEvent[]> {
  const events: LiveEvent[] = [];
  const hub = createLiveHub({ changes, log: silent });
  const reader: LiveReader = { filter: {}, address: '', send: (event) => events.push(event), end: () => undefined };
  hub.join(reader, undefined);
  hub.indexed(block(1));
  hub.indexed(block(2));
  await until('both blocks', async () => events.length >= 2);
  return events;
}

const missedOf = (events: readonly LiveEvent[]) =>
  events.flatMap((event) => (event.kind === 'block' ? [event.missed] : []));

test('a block says whether all that changed was told: where not all is known, and where the store fails', async () => {
  assert.deepEqual(missedOf(await hearOf(async () => ({ events: [], isWhole: true }))), [false, false]);
  assert.deepEqual(missedOf(await hearOf(async ({ after }) => ({ events: [], isWhole: after > 0 }))), [true, false]);
  const failing = await hearOf(async () => {
    throw new Error('the store is away');
  });
  assert.deepEqual(missedOf(failing), [true, true]);
});

test('who comes back after blocks that are final by now is told to look', async (context) => {
  const market = await startMarket({ env: { FINALITY_BLOCKS: '1' } });
  context.after(() => market.stop());
  await openShop(market, { stakeUnits: 1_000n });
  const back = await listenLive(market.node.url, { lastEventId: '0' });
  await until('the newest block', async () => back.events.some(({ kind }) => kind === 'block'));
  assert.equal(missedOf(back.events)[0], true);
  back.close();
});
