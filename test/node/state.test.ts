import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { Connection } from '@libp2p/interface';
import { pino } from 'pino';
import { ensureState } from '../../indexer/state/keep-state.ts';
import { networkLimits } from '../../node/p2p/network-limits.ts';
import { compareStates } from '../../node/state/compare-states.ts';
import { askState, type StateTeller } from '../../node/state/state-protocol.ts';
import { stateTeller } from '../../node/state/state-teller.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain } from '../indexer/fixtures/fake-chain.ts';
import { caughtUp, follow } from '../indexer/fixtures/indexing.ts';
import { emptyStory, type Story, storyBeginning, tell } from '../indexer/fixtures/market-story.ts';
import { type TestStore, TestStores } from '../indexer/fixtures/stores.ts';
import { localNodes } from './p2p/support/in-process.ts';
import { type NodeParts, seconds, until } from './p2p/support/node-parts.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** Two indexes of one chain. */
async function twoIndexes(t: TestContext): Promise<[TestStore, TestStore]> {
  const chain = await FakeChain.start(t);
  chain.mine(storyBeginning());
  const random = seededRandom(7);
  for (let story: Story = emptyStory, block = 0; block < 40; block += 1) {
    const next = tell(story, random);
    chain.mine(next.events);
    story = next.story;
  }
  const [left, right] = [await stores.store(t), await stores.store(t)];
  for (const store of [left, right]) {
    const indexer = await follow(store, chain, { finalityBlocks: 8 });
    await caughtUp(indexer, chain);
    await indexer.stop();
  }
  return [left, right];
}

const comparing = async (t: TestContext, node: NodeParts, teller: StateTeller, clock = seconds) => {
  const { libp2p } = node.network;
  const comparison = await compareStates({ libp2p, teller, clock, log: pino({ level: 'silent' }) });
  t.after(() => comparison.stop());
  return comparison;
};
const connectionTo = (from: NodeParts, to: NodeParts): Connection => {
  const connections = from.network.libp2p.getConnections();
  const found = connections.find(({ remotePeer }) => remotePeer.toString() === to.network.peerId);
  assert.ok(found);
  return found;
};

test('two nodes find out that their indexes are equal, and name the first row once one differs', async (t) => {
  const [left, right] = await twoIndexes(t);
  const start = await localNodes(t);
  const a = await start({ port: 25_600 });
  const here = await comparing(t, a, stateTeller(left.db));
  const b = await start({ port: 25_601, bootstrap: a.network.addresses() });
  const there = await comparing(t, b, stateTeller(right.db));
  await until('both to agree', () => {
    here.now();
    there.now();
    return here.peers()[0]?.agrees === true && there.peers()[0]?.agrees === true;
  });

  // Many rows, so that the one that differs is found through parts.
  for (const { pool } of [left, right])
    await pool.query(`insert into credits select 'x' || n, 'token', n, 0 from generate_series(1, 3000) n`);
  await right.pool.query(`update credits set credited_units = 7 where owner = 'x1234'`);
  const { rows } = await left.pool.query<{ schema: string }>('select schema from state_digest');
  for (const { pool } of [left, right]) {
    await pool.query('delete from state_digest');
    await ensureState(pool, rows[0]?.schema ?? '');
  }
  await until('the row that differs', () => {
    here.now();
    return here.peers()[0]?.difference !== null && here.peers()[0]?.agrees === false;
  });
  const [peer] = here.peers();
  assert.equal(peer?.peerId, b.network.peerId);
  assert.equal(peer.difference?.table, 'credits');
  assert.deepEqual(JSON.parse(peer.difference?.key ?? ''), { owner: 'x1234', token: 'token' });

  await right.pool.query(`update credits set credited_units = 1234 where owner = 'x1234'`);
  await right.pool.query('delete from state_digest');
  await ensureState(right.pool, rows[0]?.schema ?? '');
  await until('agreement again', () => {
    here.now();
    return here.peers()[0]?.agrees === true;
  });
});

test('a peer gets so many answers and parts, and no table that is not of the chain', async (t) => {
  const teller: StateTeller = {
    digests: async () => ({ schema: 'x', digests: [] }),
    tables: async () => [],
    part: async () => null,
  };
  const start = await localNodes(t);
  const a = await start({ port: 25_602 });
  // Time stands still, so that no question is earned anew.
  await comparing(t, a, teller, () => 1_000_000);
  const b = await start({ port: 25_603, bootstrap: a.network.addresses() });
  await until('a connection', () => b.network.peers().length === 1);
  const asked = askState(connectionTo(b, a));
  let parts = 0;
  for (; parts <= networkLimits.statePartsBurst; parts += 1) {
    const answer = await asked.part({ table: 'orders', prefix: '' }).catch((error: unknown) => error);
    if (answer !== null) break;
  }
  assert.equal(parts, networkLimits.statePartsBurst);
  let answers = parts + 1;
  for (; answers <= networkLimits.stateBurst + 1; answers += 1) {
    const answer = await asked.digests().catch(() => undefined);
    if (answer === undefined) break;
  }
  assert.equal(answers, networkLimits.stateBurst);
  const other = askState(connectionTo(a, b));
  await assert.rejects(other.digests(), 'who does not serve the protocol does not answer');
});

test('what is no question of the protocol gets no answer', async (t) => {
  const [left] = await twoIndexes(t);
  const own = stateTeller(left.db);
  assert.equal(await own.part({ table: 'notes', prefix: '' }), null);
  assert.equal(await own.part({ table: '__proto__', prefix: '' }), null);
  assert.deepEqual(await own.tables(99_999), []);
  const start = await localNodes(t);
  const a = await start({ port: 25_604 });
  await comparing(t, a, own);
  const b = await start({ port: 25_605, bootstrap: a.network.addresses() });
  await until('a connection', () => b.network.peers().length === 1);
  const asked = askState(connectionTo(b, a));
  await assert.rejects(asked.part({ table: 'orders; drop table orders', prefix: '' }));
  await assert.rejects(asked.part({ table: 'orders', prefix: 'zz' }));
  const part = await asked.part({ table: 'orders', prefix: '' });
  assert.ok(part !== null && (part.rows?.length ?? 0) > 0);
});
