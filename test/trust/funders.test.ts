import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseUnits, zeroAddress } from 'viem';
import { connectRpc } from '../../indexer/rpc/rpc.ts';
import { createFunderLook } from '../../indexer/trust/funding/find-funders.ts';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import type { Address } from '../../protocol/primitives.ts';
import { deployVouch } from '../../scripts/deploy/deploy.ts';
import { accountAt, startAnvil } from '../indexer/fixtures/anvil.ts';
import { account, NOW } from '../indexer/fixtures/catalogues.ts';
import { quietLog, TestStores } from '../indexer/fixtures/stores.ts';
import { TradeBook } from './fixtures/trades.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const SHOP = 1;
const STRANGER = 2;
const addressOf = (index: number): Address => accountAt(index).address.toLowerCase() as Address;

test('first funders are read from the transfers of a real token, in final blocks, before the first order', async (t) => {
  const { url, client, walletOf } = await startAnvil(t);
  const { contracts } = await deployVouch({
    rpcUrl: url,
    account: accountAt(0),
    log: () => undefined,
    demoDollar: true,
  });
  const token = contracts.demoDollar!;
  const call = async (from: number, functionName: 'mint' | 'transfer', args: readonly unknown[]) => {
    const hash = await walletOf(from).writeContract({
      address: token,
      abi: demoDollarAbi,
      functionName,
      args,
    } as never);
    assert.equal((await client.waitForTransactionReceipt({ hash })).status, 'success');
  };
  const puppets = [account(0x501), account(0x502)];
  const [early, late] = [account(0x503), account(0x504)];
  for (const who of [SHOP, STRANGER]) await call(who, 'mint', [parseUnits('1000', 6)]);
  for (const puppet of puppets) await call(SHOP, 'transfer', [puppet, 1_000_000n]);
  // A second sender does not change who was first.
  await call(STRANGER, 'transfer', [puppets[0], 1_000_000n]);
  await call(STRANGER, 'transfer', [early, 1_000_000n]);
  const head = Number((await client.getBlock()).number);
  await call(SHOP, 'transfer', [late, 1_000_000n]);

  const store = await stores.store(t);
  const { pool } = store;
  const shop = addressOf(SHOP);
  const book = await TradeBook.open(store, [shop]);
  await pool.query(`insert into tokens values ($1, 'dUSD', 6, true, 1, 1)`, [token.toLowerCase()]);
  const buyers = [...puppets, early, late];
  await book.add(buyers.map((buyer) => ({ shop, buyer, dollars: 20, paidAt: NOW, outcome: 'confirmed', stars: 5 })));
  await pool.query('update orders set paid_block = $1', [head]);
  await book.settle();

  const rpc = connectRpc(url);
  const parts = { pool, rpc: () => rpc, contracts: new Set<string>(), log: quietLog, clock: () => 0 };
  const look = createFunderLook(parts);
  await look(head - 1);
  assert.equal((await pool.query('select from funders')).rowCount, 0, 'blocks that may be undone say nothing');
  await look(head);
  const { rows } = await pool.query<{ account: string; funder: string | null }>('select account, funder from funders');
  const funderOf = new Map(rows.map(({ account: each, funder }) => [each, funder]));
  assert.deepEqual(
    [...buyers, shop].map((each) => funderOf.get(each)),
    [shop, shop, addressOf(STRANGER), null, null],
    'minted money has no sender, and what came after the first order is no first money',
  );
  await book.settle();
  const flags = await pool.query(
    `select account, kind, severity, share_bps, cases from flags where kind = 'funded_buyers'`,
  );
  assert.deepEqual(flags.rows, [
    { account: shop, kind: 'funded_buyers', severity: 'warning', share_bps: 5_000, cases: 2 },
  ]);
  assert.equal((await pool.query('select from stale_trust')).rowCount, 0);
});

test('a chain that does not answer is asked again later, and nothing waits for it', async (t) => {
  const store = await stores.store(t);
  const book = await TradeBook.open(store, [account(0x601)]);
  await book.add([
    { shop: account(0x601), buyer: account(0x602), dollars: 5, paidAt: NOW, outcome: 'confirmed', stars: 4 },
  ]);
  await book.settle();
  let now = 0;
  let asked = 0;
  const rpc = {
    block: () => Promise.resolve(undefined),
    transfersTo: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('the node is ill')) : Promise.resolve([]);
    },
  };
  const look = createFunderLook({
    pool: store.pool,
    rpc: () => rpc,
    contracts: new Set([zeroAddress]),
    log: quietLog,
    clock: () => now,
  });
  await look(10);
  await look(10);
  assert.equal(asked, 1, 'it rests after a failure');
  now = 60_000;
  await look(10);
  const { rows } = await store.pool.query('select account, funder from funders order by account');
  assert.deepEqual(
    rows,
    [account(0x601), account(0x602)].map((each) => ({ account: each, funder: null })),
  );
});
