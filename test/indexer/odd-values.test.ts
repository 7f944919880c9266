import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { maxUint256, stringToHex } from 'viem';
import { createQueries } from '../../indexer/queries/queries.ts';
import { account, SHOP, TOKEN } from './fixtures/catalogues.ts';
import { FakeChain } from './fixtures/fake-chain.ts';
import { caughtUp, follow } from './fixtures/indexing.ts';
import { beginning } from './fixtures/market-events.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

/** Later than 32 bits of seconds reach. */
const YEAR_2106 = 4_294_967_296n + 5n;
const MEGABYTE = 1_048_576;
const rich = account(0xa2);

test('texts, amounts and times that nobody expects neither stop the index nor change on the way', async (t) => {
  const chain = await FakeChain.start(t);
  chain.symbol = '\0__proto__\u202e\ud800';
  const announced = (operator: number, endpoints: string[]) => ({
    contract: 'hosts' as const,
    name: 'HostAnnounced',
    args: {
      operator: account(operator),
      payout: account(operator),
      peerId: stringToHex('\0peer'),
      endpoints,
    },
  });
  chain.mine([
    ...beginning(),
    ...beginning(rich).slice(3, 4),
    announced(0xe1, ['\0', 'a\0b', '\ud800', '__proto__', 'https://node.example', 'x'.repeat(MEGABYTE)]),
    announced(0xe2, []),
    { contract: 'deposits', name: 'Staked', args: { shop: rich, token: TOKEN, units: maxUint256 } },
    {
      contract: 'deposits',
      name: 'UnbondingStarted',
      args: { shop: SHOP, token: TOKEN, unbondingUnits: 1n, releaseAt: YEAR_2106 },
    },
  ]);
  const store = await stores.store(t);
  const indexer = await follow(store, chain);
  await caughtUp(indexer, chain);

  const { rows: hosts } = await store.pool.query('select endpoints from hosts order by operator');
  assert.deepEqual(hosts, [{ endpoints: ['__proto__', 'https://node.example'] }, { endpoints: [] }]);
  const { rows: deposits } = await store.pool.query(
    'select shop, staked_units, release_at from deposits order by staked_units desc',
  );
  assert.deepEqual(deposits, [
    { shop: rich, staked_units: String(maxUint256), release_at: 0 },
    { shop: SHOP, staked_units: '5000000000', release_at: Number(YEAR_2106) },
  ]);
  const queries = createQueries({ db: store.reads, searchDb: store.search, clock: () => Number(YEAR_2106) });
  const [token] = JSON.parse(JSON.stringify(await queries.listTokens()));
  assert.match(token.symbol, /^__proto__/, 'an invisible mark is no part of a name');
  assert.equal(Object.getPrototypeOf({}), Object.prototype);
  assert.equal(({} as Record<string, unknown>).endpoints, undefined);

  // All of it can be undone.
  chain.rewind(1);
  chain.mine(beginning());
  chain.mine();
  await caughtUp(indexer, chain);
  assert.deepEqual((await store.pool.query('select * from hosts')).rows, []);
});
