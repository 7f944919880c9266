import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createAskAgain } from '../../../node/p2p/ask-again.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { seconds, until } from './support/node-parts.ts';
import { openAuthority } from './support/open-authority.ts';

const sample = await sampleShop(`0x${'41'.repeat(32)}`);
const { shop } = sample;

test('a shop that a peer told of too early is taken as soon as the chain bears it out', async (context) => {
  const start = await localNodes(context);
  const first = await start({ port: 18_961 });
  await publish(first, await sample.version({ version: 1, items: sampleItems(12), now: seconds() }));
  // Begun anew it gossips of nothing: what b hears of the shop, it hears when the two compare what they have.
  await first.stop();
  const a = await start({ port: 18_961 });
  const authority = openAuthority();
  authority.quotas.set(shop, null);
  // Its clock stands, so what was turned away for a time stays so.
  const now = seconds();
  const b = await start({ port: 18_962, bootstrap: a.network.addresses(), authority, clock: () => now });
  await until('the head is turned away', () => b.checked.includes('shop.stake_too_small'));
  authority.quotas.delete(shop);
  b.network.chainRead();
  await until('the shop', () => b.sink.state.heads[shop] !== undefined);
});

test('peers are asked only while something waits, and not more often than the pause', (context) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  let now = 0;
  context.mock.method(performance, 'now', () => now);
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    mock.timers.tick(milliseconds);
  };
  let asked = 0;
  const askAgain = createAskAgain(() => {
    asked++;
  });
  const pause = networkLimits.askAgainSeconds * 1_000;
  askAgain.chainRead();
  pass(pause);
  assert.equal(asked, 0, 'nothing waits');
  for (const code of ['accepted', 'head.stale', 'head.signature_invalid']) askAgain.checked(code);
  askAgain.chainRead();
  pass(pause);
  assert.equal(asked, 0, 'no block changes these');
  askAgain.checked('shop.stake_too_small');
  pass(pause);
  assert.equal(asked, 0, 'no block was read since');
  askAgain.chainRead();
  askAgain.chainRead();
  pass(1_000);
  assert.equal(asked, 1);
  // The block is read first, the head that asked for it is turned away after it.
  askAgain.chainRead();
  askAgain.checked('head.signer_unknown');
  pass(pause - 1_000);
  assert.equal(asked, 1, 'within the pause');
  pass(1_000);
  assert.equal(asked, 2);
  askAgain.checked('head.signer_unknown');
  askAgain.chainRead();
  askAgain.stop();
  pass(2 * pause);
  assert.equal(asked, 2, 'stopped');
});
