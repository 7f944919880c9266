import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBell } from '../../indexer/bell.ts';
import { watchHeads } from '../../indexer/rpc/heads.ts';
import { startAnvil } from './fixtures/anvil.ts';
import { until } from './fixtures/indexing.ts';
import { quietLog } from './fixtures/stores.ts';

test('a subscription by WebSocket tells of every new head, and ends when stopped', async (t) => {
  const { url, client } = await startAnvil(t);
  let heads = 0;
  const watch = watchHeads([url.replace('http', 'ws')], () => (heads += 1), quietLog);
  t.after(() => watch.stop());
  await until(() => watch.live() === 1);
  await client.mine({ blocks: 1 });
  await until(() => heads === 1);
  await client.mine({ blocks: 2 });
  await until(() => heads === 3);
  watch.stop();
  await until(() => watch.live() === 0);
});

test('an endpoint without WebSocket is no subscription, and nothing fails', async () => {
  const watch = watchHeads(['ws://127.0.0.1:9'], () => assert.fail('no head can come'), quietLog);
  await until(() => watch.live() === 0);
  watch.stop();
});

test('a bell ends the pause in hand, or the next one', async () => {
  const bell = createBell();
  const { signal } = new AbortController();
  const HOUR = 3_600_000;
  const pause = bell.pause(HOUR, signal);
  bell.ring();
  await pause;
  bell.ring();
  await bell.pause(HOUR, signal);
  const stop = new AbortController();
  const stopped = bell.pause(HOUR, stop.signal);
  stop.abort();
  await stopped;
});
