import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Abi, LocalAccount } from 'viem';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { createPublisherKeys } from '../../../node/publishers/publisher-keys.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { HeldHeadView } from '../../../protocol/api/listing.ts';
import type { PublisherView } from '../../../protocol/api/publisher.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { signedCatalogue } from '../../support/catalogue.ts';
import { assertProblem, getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { addressOf, person } from '../../support/people.ts';
import { draft, indexed, openShop } from '../../support/shop.ts';

let market: TestMarket;
let seller: ChainAccount;
let staff: LocalAccount;
const cookies = new Map<string, string>();
before(async () => {
  market = await startMarket();
  seller = await openShop(market);
  staff = person('buyer');
});
after(() => market.stop());

const call = (method: string, at: string, { as, body }: { as?: LocalAccount; body?: object } = {}) =>
  fetch(`${market.node.url}/api/v1/${at}`, {
    method,
    headers: {
      origin: market.node.url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === undefined ? {} : { cookie: cookies.get(as.address) ?? '' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function signIn(account: LocalAccount): Promise<void> {
  const challenge = await call('POST', 'session/challenge', { body: { address: account.address } });
  const { message } = (await challenge.json()) as { message: string };
  const signature = await account.signMessage({ message });
  const answer = await call('POST', 'session', { body: { message, signature } });
  assert.equal(answer.status, 200);
  cookies.set(account.address, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
}

const keyPath = () => `desk/${seller.address}/publisher`;
const view = async (response: Response): Promise<PublisherView> => {
  assert.equal(response.status, 200);
  return (await response.json()) as PublisherView;
};

async function allow(publisher: Address, allowed: boolean): Promise<void> {
  const { block } = await seller.send({
    address: market.deployment.contracts.shops,
    abi: shopsAbi as Abi,
    functionName: 'setPublisher',
    args: [publisher, allowed],
  });
  await indexed(market.client, block);
}

/** Uploads the blocks of a catalogue, and gives what the node is asked to sign. */
async function prepared(version: number, title: string) {
  const drafts = [draft(market, { shop: seller.address, handle: 'cup', title })];
  const { head, blocks } = await signedCatalogue(market, {
    shop: seller.address,
    signer: seller.account,
    drafts,
    version,
  });
  await market.client.upload(blocks);
  const { root, offers } = head.catalogue;
  return { version, root, offers };
}
const publishAs = (as: LocalAccount | undefined, body: object) =>
  call('POST', `desk/${seller.address}/catalogues`, { body, ...(as === undefined ? {} : { as }) });

test('a key is made for the owner of a shop with a deposit alone, once, in a file for the node alone', async () => {
  await signIn(seller.account);
  await signIn(staff);
  await assertProblem(await call('GET', keyPath()), { status: 401, code: 'session.missing' });
  await assertProblem(await call('PUT', keyPath()), { status: 401, code: 'session.missing' });
  await assertProblem(await call('GET', keyPath(), { as: staff }), { status: 403, code: 'session.not_staff' });
  await assertProblem(await call('PUT', keyPath(), { as: staff }), { status: 403, code: 'publisher.owner_only' });
  await assertProblem(await call('PUT', `desk/${addressOf(staff)}/publisher`, { as: staff }), {
    status: 403,
    code: 'publisher.shop_uncovered',
  });
  const none = await view(await call('GET', keyPath(), { as: seller.account }));
  assert.deepEqual(none, { publisher: null, allowed: false, createdAt: null });
  const body = await prepared(1, 'cup');
  await assertProblem(await publishAs(seller.account, body), { status: 404, code: 'publisher.missing' });

  const made = await view(await call('PUT', keyPath(), { as: seller.account }));
  assert.match(made.publisher ?? '', /^0x[0-9a-f]{40}$/);
  assert.equal(made.allowed, false);
  assert.deepEqual(await view(await call('PUT', keyPath(), { as: seller.account })), made);
  const file = path.join(market.folder, 'node-1', 'publishers', `${seller.address}.json`);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test('the node signs for the shop and its staff while the chain allows the key, and no longer', async () => {
  const { publisher } = await view(await call('GET', keyPath(), { as: seller.account }));
  // Safety: the test before made it.
  const key = publisher as Address;
  const first = await prepared(1, 'cup');
  await assertProblem(await publishAs(seller.account, first), { status: 403, code: 'publisher.not_allowed' });
  await allow(key, true);
  await assertProblem(await publishAs(undefined, first), { status: 401, code: 'session.missing' });
  await assertProblem(await publishAs(staff, first), { status: 403, code: 'session.not_staff' });

  assert.deepEqual(await (await publishAs(seller.account, first)).json(), {
    shop: seller.address,
    version: 1,
    changed: 1,
    removed: 0,
  });
  const head = await getJson<HeldHeadView>(`${market.node.url}/api/v1/heads/${seller.address}`);
  assert.deepEqual([head.signer, head.catalogue.version], [key, 1]);
  const unheld = { version: 2, root: `0x${'12'.repeat(32)}`, offers: first.offers };
  const refusal = await publishAs(seller.account, unheld);
  assert.equal(refusal.ok, false, 'a catalogue without blocks is refused');

  await allow(addressOf(staff), true);
  assert.equal((await publishAs(staff, await prepared(2, 'mug'))).status, 200);
  await assertProblem(await publishAs(seller.account, first), { status: 409, code: 'head.stale' });
  await allow(addressOf(staff), false);
  await assertProblem(await publishAs(staff, await prepared(3, 'jug')), { status: 403, code: 'session.not_staff' });
  await allow(key, false);
  await assertProblem(await publishAs(seller.account, await prepared(3, 'jug')), {
    status: 403,
    code: 'publisher.not_allowed',
  });
  await allow(key, true);
});

test('what is asked of a key is bounded, and a key that was taken back is gone', async () => {
  const old = await prepared(1, 'cup');
  const codes: string[] = [];
  // Each costs one of the shop's signings, also what nodes then refuse.
  while (codes.at(-1) !== 'publisher.rate_exceeded' && codes.length < 40) {
    const refused = (await (await publishAs(seller.account, old)).json()) as { code: string };
    codes.push(refused.code);
  }
  assert.equal(codes.at(-1), 'publisher.rate_exceeded');
  assert.ok(codes.length > 10);

  await assertProblem(await call('DELETE', keyPath(), { as: staff }), { status: 403, code: 'publisher.owner_only' });
  const gone = await view(await call('DELETE', keyPath(), { as: seller.account }));
  assert.deepEqual(gone, { publisher: null, allowed: false, createdAt: null });
  await assertProblem(await publishAs(seller.account, old), { status: 404, code: 'publisher.missing' });
});

test('a node keeps so many keys and no more', async () => {
  const keys = createPublisherKeys(path.join(market.folder, 'few'), 2);
  const shops = [1, 2, 3].map((digit) => `0x${`0${digit}`.repeat(20)}` as Address);
  const made = await Promise.all(shops.slice(0, 2).map((shop) => keys.make(shop, 1)));
  assert.notEqual(made[0]?.address, made[1]?.address);
  const full = (error: unknown) => error instanceof VouchError && error.code === 'publisher.keys_full';
  await assert.rejects(keys.make(shops[2] as Address, 1), full);
  assert.equal(await keys.remove(shops[0] as Address), true);
  assert.ok((await keys.make(shops[2] as Address, 1)).createdAt === 1);
});
