import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import type { Console } from '../../../node/cli/command.ts';
import { runCli } from '../../../node/cli/main.ts';
import type { Page } from '../../../protocol/api/common.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import {
  type FollowerView,
  type PersonView,
  personView,
  type RecommendationView,
} from '../../../protocol/api/person.ts';
import { addressSchema } from '../../../protocol/primitives.ts';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import type { NodeProcess } from '../../support/node-process.ts';
import { keyOf, person } from '../../support/people.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { buy, listingOf, orderAfter } from '../../support/trade.ts';
import { until } from '../../support/until.ts';
import { type Author, authorOf } from './support/author.ts';

let market: TestMarket;
let nodeA: NodeProcess;
let nodeB: NodeProcess;
let seller: ChainAccount;
let buyer: Author;
let order: OrderDetail;
const now = () => Math.floor(Date.now() / 1_000);
before(async () => {
  market = await startMarket({ nodes: 2 });
  [nodeA, nodeB] = market.nodes as [NodeProcess, NodeProcess];
  seller = await openShop(market);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  const account = market.account('buyer');
  const { block } = await buy(market, account, await listingOf(nodeA.url, seller.address, 'cup'));
  order = await orderAfter(nodeA.url, account.address, block);
  buyer = authorOf({ chainId: market.deployment.chainId, market: market.deployment.contracts.market }, account.account);
});
after(() => market.stop());

type Role = 'buyer' | 'seller' | 'promoter';
/** Runs a command in this process. */
async function vouch(role: Role, node: NodeProcess, command: string, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const console: Console = { out: (text) => out.push(text), err: (text) => err.push(text), interactive: false };
  const code = await runCli(['person', command, ...args], console, { VOUCH_KEY: keyOf(role), VOUCH_NODE: node.url });
  return { code, out: out.join(''), err: err.join('') };
}
const personOn = async (node: NodeProcess, account: string): Promise<PersonView> =>
  personView.parse(await getJson(`${node.url}/api/v1/people/${account}`));

test('what a person says on one node, all nodes tell: by gossip, and to those who were away', async () => {
  const shop = seller.address;
  const named = await vouch('buyer', nodeA, 'name', '--name', 'Ana', '--about', 'Likes cups.');
  assert.equal(named.code, 0, named.err);
  assert.match(named.out, /^0x[0-9a-f]{64}\n$/);
  await until('the name on the other node', async () => (await personOn(nodeB, buyer.address)).names.en === 'Ana');
  const followed = await vouch('buyer', nodeB, 'follow', shop);
  assert.equal(followed.code, 0, followed.err);
  await until('the follow on the first node', async () => (await personOn(nodeA, shop)).followers === 1);
  const followers = await getJson<Page<FollowerView>>(`${nodeA.url}/api/v1/people/${shop}/followers`);
  assert.deepEqual(followers.items, [{ account: buyer.address, names: { en: 'Ana' }, weightUnits: '0' }]);

  // Names of many are asked for at once; who signed none is left out.
  const both = await getJson(
    `${nodeB.url}/api/v1/names?accounts=${buyer.address.toUpperCase().replace('0X', '0x')},${shop}`,
  );
  assert.deepEqual(both, { items: [{ account: buyer.address, names: { en: 'Ana' } }] });
  const tooMany = Array(101).fill(shop).join(',');
  for (const [wrong, field] of [
    ['', 'accounts.0'],
    [`${shop},ana`, 'accounts.1'],
    [tooMany, 'accounts'],
  ] as const) {
    const refused = await fetch(`${nodeB.url}/api/v1/names?accounts=${wrong}`);
    await assertProblem(refused, { status: 400, code: 'request.invalid', field });
  }

  // One node is away; a note that is too long for gossip and a recommendation come to it when it is back.
  await nodeB.stop();
  const said = await vouch('buyer', nodeA, 'recommend', `${shop}/cup`, '--text', 'Keeps warm.', '--order', order.id);
  assert.equal(said.code, 0, said.err);
  const many = Array.from({ length: 400 }, (_, index) =>
    addressSchema.parse(`0x${(index + 1).toString(16).padStart(40, '0')}`),
  );
  const { address: sellerAddress } = seller;
  const place = { chainId: market.deployment.chainId, market: market.deployment.contracts.market };
  const long = await authorOf(place, seller.account).write({ updatedAt: now(), followsPeople: many });
  assert.equal((await send(`${nodeA.url}/api/v1/notes`, long.bytes, types.cbor)).status, 200);
  // Answered means kept, also when the node is cut off at once.
  await nodeA.kill();
  await nodeA.start();
  await nodeB.start();
  assert.equal((await personOn(nodeA, sellerAddress)).followsPeople.length, 400);
  await until('both notes on the second node', async () => {
    const [one, other] = await Promise.all([personOn(nodeB, buyer.address), personOn(nodeB, sellerAddress)]);
    return one.recommendations.length === 1 && other.followsPeople.length === 400;
  });
  const told = await getJson<Page<RecommendationView>>(`${nodeB.url}/api/v1/recommendations?shop=${shop}&handle=cup`);
  assert.deepEqual(
    told.items.map((item) => [item.author, item.authorNames.en, item.titles.en, item.text, item.order]),
    [[buyer.address, 'Ana', 'cup', 'Keeps warm.', order.id]],
  );
  const [a, b] = await Promise.all(
    [nodeA, nodeB].map(async ({ url }) => (await fetch(`${url}/api/v1/people/${buyer.address}/note`)).bytes()),
  );
  assert.deepEqual(a, b);
});

test('a note is read, changed and taken back from the command line', async () => {
  const shown = await vouch('promoter', nodeA, 'show', buyer.address);
  assert.equal(shown.code, 0, shown.err);
  assert.match(
    shown.out,
    /name {7}Ana \(en\)\n.*follows {4}0x[0-9a-f]+ \(shop\)\nrecommends 0x[0-9a-f]+\/cup: Keeps warm\.\n/s,
  );
  assert.match(shown.out, /bought {5}1 orders in 1 shops/);
  const again = await vouch('buyer', nodeA, 'follow', seller.address);
  assert.deepEqual([again.code, again.out, again.err], [0, '', 'Nothing changed.\n']);
  for (const [command, ...args] of [
    ['withdraw', `${seller.address}/cup`],
    ['unfollow', seller.address],
    ['name'],
    ['take-keys-back'],
    ['follow', seller.address, '--as', 'person'],
  ] as [string, ...string[]][]) {
    const done = await vouch('buyer', nodeA, command, ...args);
    assert.equal(done.code, 0, `${command}: ${done.err}`);
  }
  const json = await vouch('buyer', nodeA, 'show', buyer.address, '--json');
  const { note, ...view } = JSON.parse(json.out) as PersonView & { note: { keysFrom: number } };
  assert.deepEqual(
    [view.names, view.about, view.followsShops, view.followsPeople, view.recommendations],
    [{}, {}, [], [seller.address], []],
  );
  assert.ok(note.keysFrom > 0);
  for (const [args, code] of [
    [['follow', 'nobody'], 'option.invalid'],
    [['follow', seller.address, '--as', 'friend'], 'option.invalid'],
    [['follow', buyer.address], 'note.invalid'],
    [['recommend', seller.address, '--text', 'x'], 'option.invalid'],
    [['recommend', `${seller.address}/cup`], 'option.missing'],
    [['recommend', `${seller.address}/cup`, '--text', 'x', '--order', '1'], 'option.invalid'],
    [['name', '--name', 'x'.repeat(61)], 'note.invalid'],
  ] as [[string, ...string[]], string][]) {
    const refused = await vouch('buyer', nodeA, ...args);
    assert.equal(refused.code, 1, args.join(' '));
    assert.match(refused.err, new RegExp(`^${code.replace('.', '\\.')}: `), args.join(' '));
  }
  const stranger = await vouch('promoter', nodeA, 'follow', seller.address);
  assert.match(stranger.err, /^note\.no_standing: /);
});

test('a person whom an operator denies is told no more there, with the reason, and by all others', async () => {
  const { address } = buyer;
  const followers = async (node: NodeProcess) => (await personOn(node, seller.address)).followers;
  assert.equal(await followers(nodeA), 1);
  const env = { DATA_DIR: nodeA.dataDir, DEPLOYMENT: market.deploymentFile };
  const silent: Console = { out: () => undefined, err: () => undefined, interactive: false };
  const policy = (...args: string[]) => runCli(['policy', ...args], silent, env);
  assert.equal(await policy('deny', address, '--reason', 'Court order'), 0);
  const statusOf = async (path: string) => (await fetch(`${nodeA.url}/api/v1/people/${address}${path}`)).status;
  await until('the denial', async () => (await statusOf('')) === 451);
  assert.deepEqual(await Promise.all(['/note', '/followers', '/record'].map(statusOf)), [451, 451, 451]);
  await until('what the person said to go', async () => (await followers(nodeA)) === 0);
  await until('the other node to tell it', async () => (await followers(nodeB)) === 1);
  const again = await buyer.write({ updatedAt: now() + 60 });
  await assertProblem(await send(`${nodeA.url}/api/v1/notes`, again.bytes, types.cbor), {
    status: 451,
    code: 'policy.denied',
    field: 'account',
  });
  assert.equal(await policy('allow', address), 0);
  await until('the person to be back', async () => (await statusOf('')) === 200 && (await followers(nodeA)) === 1);
});

test('the API says what is wrong with a note', async () => {
  const url = `${nodeA.url}/api/v1/notes`;
  const stranger = authorOf(
    { chainId: market.deployment.chainId, market: market.deployment.contracts.market },
    person('promoter'),
  );
  await assertProblem(await send(url, 'no cbor', types.cbor), { status: 400, code: 'note.malformed' });
  await assertProblem(await send(url, (await stranger.write({ updatedAt: now() })).bytes, types.cbor), {
    status: 403,
    code: 'note.no_standing',
    field: 'note.author',
  });
  await assertProblem(await send(url, (await buyer.write({ updatedAt: now() + 9_999 })).bytes, types.cbor), {
    status: 400,
    code: 'note.dated_ahead',
  });
  await assertProblem(await send(url, (await buyer.write({ updatedAt: 1 })).bytes, types.cbor), {
    status: 409,
    code: 'note.stale',
  });
  await assertProblem(await fetch(`${nodeA.url}/api/v1/people/${stranger.address}/note`), {
    status: 404,
    code: 'note.not_found',
  });
  const nobody = await personOn(nodeA, stranger.address);
  assert.deepEqual([nobody.hasStanding, nobody.updatedAt, nobody.buyer.orders], [false, null, 0]);
  await assertProblem(await fetch(`${nodeA.url}/api/v1/recommendations?shop=${seller.address}&cursor=x`), {
    status: 400,
    code: 'cursor.invalid',
  });
});
