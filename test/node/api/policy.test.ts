import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ChainAccount } from '../../../node/chain/chain-account.ts';
import { connectNode } from '../../../node/shop/node-client.ts';
import type { Page } from '../../../protocol/api/common.ts';
import type { ListingDetail, ListingSummary } from '../../../protocol/api/listing.ts';
import { networkView } from '../../../protocol/api/network.ts';
import type { PolicyView } from '../../../protocol/api/policy.ts';
import type { ReplicasView } from '../../../protocol/api/replica.ts';
import type { ShopSummary } from '../../../protocol/api/shop.ts';
import { runCli } from '../../support/cli.ts';
import { assertProblem, getJson } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import type { NodeProcess } from '../../support/node-process.ts';
import { addressOf, keyOf, person } from '../../support/people.ts';
import { draft, openShop, publish } from '../../support/shop.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let seller: ChainAccount;
let shop: string;
let a: NodeProcess;
let b: NodeProcess;
before(async () => {
  market = await startMarket({ nodes: 2 });
  [a, b] = market.nodes as [NodeProcess, NodeProcess];
  seller = await openShop(market);
  shop = seller.address;
  await publish(market, seller.account, [
    draft(market, { shop: seller.address, handle: 'cup', title: 'Blue cup' }),
    draft(market, { shop: seller.address, handle: 'bowl', title: 'Green bowl' }),
  ]);
  await until('a copy on the other node', async () => (await listings(b)).length === 2);
});
after(() => market.stop());

const listings = async (node: NodeProcess) =>
  (await getJson<Page<ListingSummary>>(`${node.url}/api/v1/listings`)).items;
const shops = async (node: NodeProcess) => (await getJson<Page<ShopSummary>>(`${node.url}/api/v1/shops`)).items;
const networkOf = async (node: NodeProcess) => networkView.parse(await getJson<unknown>(`${node.url}/api/v1/network`));
const policyOf = (node: NodeProcess) => getJson<PolicyView>(`${node.url}/api/v1/policy`);
const vouch = async (node: NodeProcess, args: string[], env: NodeJS.ProcessEnv = {}) => {
  const done = await runCli(['policy', ...args], { DATA_DIR: node.dataDir, DEPLOYMENT: market.deploymentFile, ...env });
  assert.equal(done.code, 0, done.err);
  return done;
};
const statusAt = async (url: string, accept = '*/*') => (await fetch(url, { headers: { accept } })).status;

test('each node tells what it sees of the network, by API and metrics', async () => {
  const [ofA, ofB] = [await networkOf(a), await networkOf(b)];
  assert.deepEqual(
    [ofA, ofB].map(({ peers }) => peers.map(({ peerId, path }) => [peerId, path])),
    [[[ofB.peerId, 'direct']], [[ofA.peerId, 'direct']]],
  );
  assert.deepEqual(
    new Set([...ofA.peers, ...ofB.peers].map(({ direction }) => direction)),
    new Set(['inbound', 'outbound']),
  );
  assert.ok(ofA.peers.every(({ agent, score }) => agent.startsWith('vouch/') && score >= 0));
  assert.equal(ofA.relay.reservations, 0);
  await until('a place in the table', async () => (await networkOf(a)).routingTablePeers === 1);
  const metrics = await (await fetch(`${a.url}/metrics`)).text();
  assert.match(metrics, /^vouch_peers_by_path\{direction="(inbound|outbound)",path="direct"\} 1$/m);
  assert.match(metrics, /^vouch_table_peers 1$/m);
  // One of the two began to compare the heads that both hold.
  await until('an exchange of heads', async () => {
    const texts = await Promise.all([a, b].map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return texts.some((text) => /^vouch_reconciliations_total\{set="heads",result="complete"\} [1-9]/m.test(text));
  });
});

test('a denied shop is gone from this node with the reason, lives on the other one, and comes back when allowed', async () => {
  const reason = 'Court order 12/2026';
  const [{ cid } = { cid: '' }] = await listings(a);
  assert.equal(await statusAt(`${a.url}/ipfs/${cid}?format=raw`), 200);
  await vouch(a, ['deny', shop, '--reason', reason]);
  await until('the shop to go', async () => (await listings(a)).length === 0);
  await until('its blocks to go', async () => (await statusAt(`${a.url}/ipfs/${cid}?format=raw`)) === 404);

  const [denial] = (await policyOf(a)).denials;
  assert.deepEqual([denial?.shop, denial?.cid, denial?.reason, denial?.list], [shop, null, reason, null]);
  for (const of of [
    `shops/${shop}`,
    `shops/${shop}/sales`,
    `shops/${shop}/replicas`,
    `heads/${shop}`,
    `listings?shop=${shop}`,
  ]) {
    const answer = await fetch(`${a.url}/api/v1/${of}`);
    const problem = await assertProblem(answer, { status: 451, code: 'policy.denied' });
    assert.match(JSON.stringify(problem), /Court order/, of);
  }
  assert.deepEqual(await shops(a), []);
  const page = await fetch(`${a.url}/shop/${shop}`, { headers: { accept: 'text/html' } });
  assert.equal(page.status, 451);
  assert.match(await page.text(), /Court order 12\/2026/);
  await assert.rejects(publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'plate' })]), {
    code: 'policy.denied',
  });

  // The other node is not concerned, and takes new catalogues.
  assert.equal(await statusAt(`${b.url}/ipfs/${cid}?format=raw`), 200);
  assert.equal(await statusAt(`${b.url}/shop/${shop}`, 'text/html'), 200);
  const client = connectNode(b.url);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'plate' })], { client });
  assert.equal((await listings(b)).length, 3);
  assert.deepEqual(await listings(a), []);

  await vouch(a, ['allow', shop]);
  await until('the shop to be back', async () => (await listings(a)).length === 3);
  assert.equal(await statusAt(`${a.url}/ipfs/${cid}?format=raw`), 200);
  assert.deepEqual((await policyOf(a)).denials, []);
  const replicas = await getJson<ReplicasView>(`${a.url}/api/v1/shops/${shop}/replicas`);
  assert.deepEqual(
    replicas.replicas.map(({ state, complete }) => [state, complete]),
    [
      ['current', true],
      ['current', true],
    ],
  );
  const told = await runCli(['shop', 'replicas', shop], { VOUCH_NODE: a.url });
  assert.match(told.err, /^2 of 2 copies have version 2; 1 peers asked\.\n$/);
  assert.match(told.out, /version 2 {2}current {2}complete .* the node asked\n/);
});

test('one denied listing goes alone, and comes back', async () => {
  const [one, ...others] = await listings(a);
  assert.ok(one);
  const detail = await getJson<ListingDetail>(`${a.url}/api/v1/listings/${one.cid}`);
  await vouch(a, ['deny', one.cid, '--reason', 'A fake']);
  await until('the listing to go', async () => (await listings(a)).length === others.length);
  for (const url of [`api/v1/listings/${one.cid}`, `ipfs/${one.cid}?format=raw`, `image/${one.cid}`])
    await assertProblem(await fetch(`${a.url}/${url}`), { status: 451, code: 'policy.denied' });
  const raw = await (await fetch(`${b.url}/ipfs/${one.cid}?format=raw`)).arrayBuffer();
  assert.ok(raw.byteLength > 0);
  // A newer catalogue that still has it is taken without it.
  const handles = (await listings(b)).map(({ handle }) => handle);
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'tray' })], {
    client: connectNode(b.url),
  });
  await until('the new listing', async () => (await listings(a)).some(({ handle }) => handle === 'tray'));
  assert.equal((await listings(a)).length, handles.length);
  assert.ok(!(await listings(a)).some(({ handle }) => handle === detail.handle));
  await vouch(a, ['allow', one.cid]);
  await until('the listing to be back', async () => (await listings(a)).length === handles.length + 1);
  assert.equal(await statusAt(`${a.url}/ipfs/${one.cid}?format=raw`), 200);
});

test('a signed list travels from node to node and is enforced by those who subscribe to it', async () => {
  const author = addressOf(person('operator', 7));
  const env = { VOUCH_KEY: keyOf('operator', 7) };
  await vouch(b, ['deny', shop, '--reason', 'Sells fakes']);
  await until('the shop to go from its denier', async () => (await listings(b)).length === 0);
  await vouch(b, ['publish', '--name', 'Fakes'], env);
  await vouch(a, ['subscribe', author]);
  await until('the list', async () => (await policyOf(a)).lists[0]?.version === 1);
  await until('the shop to go', async () => (await listings(a)).length === 0);
  const { lists, denials } = await policyOf(a);
  assert.deepEqual(lists, [{ author, name: 'Fakes', version: 1, denials: 1 }]);
  assert.deepEqual(
    denials.map(({ reason, list }) => [reason, list]),
    [['Sells fakes', author]],
  );
  const page = await fetch(`${a.url}/shop/${shop}`, { headers: { accept: 'text/html' } });
  assert.equal(page.status, 451);

  // The operator's own word counts before the list.
  await vouch(a, ['allow', shop]);
  await vouch(b, ['allow', shop]);
  for (const { url } of [a, b])
    await until('the shop to be allowed', async () => (await statusAt(`${url}/api/v1/shops/${shop}`)) !== 451);
  // Nobody holds the shop any more, so its owner publishes it again.
  await publish(market, seller.account, [draft(market, { shop: seller.address, handle: 'cup' })]);
  await until('the shop on both', async () => (await listings(a)).length > 0 && (await listings(b)).length > 0);

  const list = await readFile(path.join(b.dataDir, 'policy-lists', `${author}.list`));
  const post = (body: Uint8Array) =>
    fetch(`${a.url}/api/v1/policy/lists`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.ipld.dag-cbor' },
      body: Buffer.from(body),
    });
  await assertProblem(await post(list), { status: 409, code: 'policy_list.stale' });
  await assertProblem(await post(list.subarray(1)), { status: 400, code: 'policy_list.malformed' });
  await vouch(a, ['unsubscribe', author]);
  await until('the list to be left', async () => (await policyOf(a)).lists.length === 0);
  await assertProblem(await post(list), { status: 403, code: 'policy_list.unsubscribed' });
});

test('a policy file that is not valid leaves the one before in force, and says so', async () => {
  const file = path.join(a.dataDir, 'policy.json');
  const good = await readFile(file, 'utf8');
  const before = await policyOf(a);
  await writeFile(file, '{ "v": 1, "denied": [{ "shop": "0x12", "reason": "x", "since": 1 }] }');
  await until('the problem', async () => (await policyOf(a)).problem?.code === 'policy.invalid');
  assert.match((await policyOf(a)).problem?.message ?? '', /denied\.0\.shop/);
  const { problem: _problem, ...still } = await policyOf(a);
  assert.deepEqual(still, before);
  assert.match(await a.log(), /the one before stays in force/);
  await writeFile(file, good);
  await until('no problem', async () => (await policyOf(a)).problem === undefined);
});

test('a node that carries only chosen shops lets the others go and says why', async () => {
  await vouch(a, ['carry', 'followed']);
  await vouch(a, ['unfollow', shop]);
  // It was allowed above, which counts as chosen; without that it goes.
  assert.equal((await listings(a)).length, 1);
  const file = path.join(a.dataDir, 'policy.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), allowed: [] }));
  await until('the shop to go', async () => (await listings(a)).length === 0);
  await assertProblem(await fetch(`${a.url}/api/v1/shops/${shop}`), { status: 404, code: 'policy.not_followed' });
  assert.equal((await policyOf(a)).carries, 'followed');
  await vouch(a, ['follow', shop]);
  await until('the shop to be back', async () => (await listings(a)).length > 0);
});
