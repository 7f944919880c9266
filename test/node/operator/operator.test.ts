import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createClient, http, type LocalAccount } from 'viem';
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import type { Page } from '../../../protocol/api/common.ts';
import {
  type HeldShop,
  hostEarnings,
  type LogLine,
  type OperatorPolicy,
  operatorView,
  samplesView,
} from '../../../protocol/api/operator.ts';
import { assertProblem } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import type { NodeProcess } from '../../support/node-process.ts';
import { addressOf, person } from '../../support/people.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, confirm, listingOf, orderAfter, ship, termsOf } from '../../support/trade.ts';
import { until } from '../../support/until.ts';

const operator = person('operator');
let market: TestMarket;
let node: NodeProcess;
let seller: ChainAccount;
let cookie: string;
before(async () => {
  market = await startMarket({ nodes: 2, env: { OPERATORS: addressOf(operator) } });
  node = market.node;
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup', title: 'Blue cup' })]);
  cookie = await signIn(operator.address, (message) => operator.signMessage({ message }));
});
after(() => market.stop());

const send = (name: string, body: object, headers: Record<string, string> = { cookie, origin: node.url }) =>
  fetch(`${node.url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Signs in. @returns the cookie */
async function signIn(address: string, sign: (message: string) => Promise<string>): Promise<string> {
  const { message } = (await (await send('session/challenge', { address })).json()) as { message: string };
  const answer = await send('session', { message, signature: await sign(message) }, { origin: node.url });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const ask = (name: string, as = cookie) => fetch(`${node.url}/api/v1/operator${name}`, { headers: { cookie: as } });
const read = async <T>(name: string): Promise<T> => {
  const answer = await ask(name);
  assert.equal(answer.status, 200, name);
  // Safety: tests look at the members that they name.
  return (await answer.json()) as T;
};

test('the operator sees the health of the node, and nobody else does', async () => {
  const view = operatorView.parse(await read(''));
  assert.equal(view.network.peers.length, 1);
  assert.equal(view.shops, 1);
  assert.ok(view.storage.diskBytes > 0 && view.storage.freeBytes > 0 && (view.storage.databaseBytes ?? 0) > 0);
  assert.ok(view.load.residentBytes > 0 && view.load.residentMostBytes === 768 * 2 ** 20);
  assert.equal(samplesView.parse(await read('/samples?range=day')).everySeconds, 300);
  const stranger: LocalAccount = person('buyer');
  const other = await signIn(stranger.address, (message) => stranger.signMessage({ message }));
  for (const name of ['', '/samples', '/log', '/shops', '/earnings', '/policy']) {
    await assertProblem(await ask(name, ''), { status: 401, code: 'session.missing' });
    await assertProblem(await ask(name, other), { status: 403, code: 'session.not_operator' });
  }
});

test('an account made of code signs in as its code says', async () => {
  // Code that says yes to every signature: it returns the word of ERC-1271.
  const runtime = '7f1626ba7e0000000000000000000000000000000000000000000000000000000060005260206000f3';
  const client = createClient({ account: person('buyer', 3), transport: http(market.chain.url) });
  const hash = await sendTransaction(client, {
    chain: null,
    data: `0x602980600b6000396000f3${runtime}`,
  });
  const { contractAddress } = await waitForTransactionReceipt(client, { hash });
  assert.ok(contractAddress);
  const account = await signIn(contractAddress, async () => `0x${'11'.repeat(65)}`);
  const answer = await fetch(`${node.url}/api/v1/session`, { headers: { cookie: account } });
  assert.deepEqual(await answer.json(), { account: contractAddress.toLowerCase(), operator: false });
});

test('held shops are told with their size, what their deposit carries, and their copies', async () => {
  const shop = await until('the copy on the other node', async () => {
    const { items } = await read<Page<HeldShop>>('/shops');
    return items[0]?.copies?.current === 1 && items[0];
  });
  assert.equal(shop.shop, seller.address);
  assert.ok(shop.bytes > 0 && shop.listings === 1 && (shop.quota?.listings ?? 0) >= 1_000);
  assert.deepEqual([shop.copies?.stale, shop.copies?.ahead, shop.followed], [0, 0, false]);
  const after = await read<Page<HeldShop>>(`/shops?cursor=${seller.address}`);
  assert.deepEqual(after, { items: [], nextCursor: null });
});

test('what the node earned as a host is told from the chain, with what waits in the vault', async () => {
  const buyer = market.account('buyer');
  const { block } = await buy(market, buyer, await listingOf(node.url, seller.address, 'cup'), {
    host: addressOf(operator),
  });
  const order = await orderAfter(node.url, buyer.address, block);
  await ship(market, seller, termsOf(order));
  await confirm(market, buyer, termsOf(order));
  const earned = await until('the share of the sale', async () => {
    const view = hostEarnings.parse(await read('/earnings'));
    const { orders, ...parts } = view;
    // Each part is read by a statement of its own, so that a block may come between two of them.
    const isWhole = [parts.sums, parts.days, parts.recent, parts.credits].every(({ length }) => length === 1);
    return orders.closed === 1 && isWhole && view;
  });
  const [sum] = earned.sums;
  assert.ok(BigInt(sum?.earnedUnits ?? 0) > 0n);
  assert.equal(earned.days[0]?.units, sum?.earnedUnits);
  assert.deepEqual([earned.recent[0]?.order, earned.recent[0]?.units], [order.id, sum?.earnedUnits]);
  assert.equal(earned.credits[0]?.creditUnits, sum?.earnedUnits);
  assert.equal(earned.payout, addressOf(operator));
});

test('the operator changes what the node carries, with the reason, as the command line does', async () => {
  const shop = seller.address;
  const change = async (body: object) => (await (await send('operator/policy', body)).json()) as OperatorPolicy;
  await assertProblem(await send('operator/policy', { act: 'deny', subject: shop, reason: ' ' }), {
    status: 400,
    code: 'request.invalid',
    field: 'reason',
  });
  await assertProblem(await send('operator/policy', { act: 'deny', subject: 'no shop', reason: 'Spam' }), {
    status: 400,
    code: 'cid.invalid',
  });
  const foreign = { cookie, origin: 'https://evil.example' };
  const denial = { act: 'deny', subject: shop, reason: 'Court order 12/2026' };
  await assertProblem(await send('operator/policy', denial, foreign), { status: 403, code: 'session.origin_foreign' });
  const { own, names } = await change(denial);
  assert.deepEqual([own.denied[0]?.shop, own.denied[0]?.reason], [shop, 'Court order 12/2026']);
  assert.ok(names[shop]?.names.en, 'the shop is told by its name too');
  await until('the denial to be in force', async () => {
    const page = await fetch(`${node.url}/api/v1/shops/${shop}`);
    return page.status === 451;
  });
  const list = addressOf(person('arbitrator'));
  await Promise.all([
    change({ act: 'allow', subject: shop }),
    change({ act: 'subscribe', author: list }),
    change({ act: 'follow', shop }),
    change({ act: 'carry', carries: 'followed' }),
  ]);
  const file = JSON.parse(await readFile(path.join(node.dataDir, 'policy.json'), 'utf8'));
  assert.deepEqual(file, { v: 1, carries: 'followed', followed: [shop], denied: [], allowed: [], lists: [list] });
  await change({ act: 'unsubscribe', author: list });
  await change({ act: 'unfollow', shop });
  const { own: last } = await change({ act: 'carry', carries: 'all' });
  assert.deepEqual([last.lists, last.followed, last.carries], [[], [], 'all']);
});

test('lines of the log that matter are there, without who visits', async () => {
  await appendFile(path.join(node.dataDir, 'policy.json'), '?');
  const line = await until('the complaint about the file', async () => {
    const { lines } = await read<{ lines: LogLine[] }>('/log');
    return lines.find(({ part }) => part === 'policy') ?? false;
  });
  assert.deepEqual([line.level, line.code], ['error', 'policy.unreadable']);
  assert.match(line.hint ?? '', /Correct the file/);
  await assertProblem(await send('operator/policy', { act: 'carry', carries: 'all' }), {
    status: 400,
    code: 'policy.unreadable',
  });
});
