import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock, type TestContext, test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import type { Libp2p } from '@libp2p/interface';
import { privateKeyToAccount } from 'viem/accounts';
import { hexToBytes } from 'viem/utils';
import { readFrames } from '../../../node/p2p/frames.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { exchangePolicyLists, listsProtocol } from '../../../node/p2p/policy-lists.ts';
import { startMarketPolicy } from '../../../node/policy/chain-policy.ts';
import { writeList } from '../../../node/policy/list-files.ts';
import type { NodePolicy } from '../../../node/policy/policy.ts';
import { changePolicy } from '../../../node/policy/policy-file.ts';
import { limits } from '../../../protocol/limits.ts';
import { encodePolicyList, policyListTypedData, type SignedPolicyList } from '../../../protocol/policy-list.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { framed } from '../../../protocol/wire/frames.ts';
import { sampleChainId, sampleItems, sampleMarket, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const account = privateKeyToAccount(`0x${'a1'.repeat(32)}`);
const author = account.address.toLowerCase() as Address;
const sample = await sampleShop(`0x${'54'.padStart(64, '0')}`);
const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

async function signed(version: number, shops: Address[]): Promise<SignedPolicyList> {
  const entries = shops.map((shop) => ({ shop, reason: 'A fake', since: 1_800_000_000 }));
  const list = { author, version, name: 'Fakes', entries };
  const signature = await account.signTypedData(policyListTypedData(sampleChainId, sampleMarket, list));
  return { v: 1, type: 'policy-list', list, signature: hexToBytes(signature) };
}

/** Policies over folders that end with the test. */
async function policies(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-policy-'));
  const running: NodePolicy[] = [];
  context.after(async () => {
    await Promise.all(running.map((policy) => policy.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return async (name: string) => {
    const dataDir = join(folder, name);
    await mkdir(dataDir, { recursive: true });
    const authority = { verifyContractSignature: async () => 'no_contract' as const };
    const policy = await startMarketPolicy({ dataDir, authority, chainId: sampleChainId, market: sampleMarket, log });
    running.push(policy);
    return { dataDir, policy };
  };
}

const connectionTo = (from: NodeParts, to: NodeParts) => {
  const found = from.network.libp2p
    .getConnections()
    .find(({ remotePeer }) => remotePeer.toString() === to.network.peerId);
  assert.ok(found);
  return found;
};

test('a subscribed list comes from a peer that has it, replaces an older one, and outlives the peer', async (context) => {
  const [start, open] = [await localNodes(context), await policies(context)];
  const [one, other] = [await open('a'), await open('b')];
  await writeList(one.dataDir, await signed(1, [sample.shop]));
  await until('the list in the folder', () => one.policy.listOf(author)?.version === 1);
  // Whoever only serves a list does not follow it.
  assert.equal(one.policy.shopRefusal(sample.shop), null);
  const a = await start({ port: 21_320, policy: one.policy });
  const b = await start({ port: 21_321, policy: other.policy, bootstrap: a.network.addresses() });
  await publish(a, await sample.version({ version: 1, items: sampleItems(3), now: seconds() }));
  await until('a copy', () => b.network.shopCount() === 1);

  await changePolicy(other.dataDir, (policy) => ({ ...policy, lists: [author] }));
  await until('the list', () => other.policy.subscriptions()[0]?.version === 1);
  assert.deepEqual(b.lists, ['accepted']);
  assert.equal(other.policy.shopRefusal(sample.shop)?.code, 'policy.denied');
  await until('the shop to go', async () => b.network.shopCount() === 0 && (await b.store.count()) === 0);
  assert.equal(a.network.shopCount(), 1);
  // Whoever announces what this node does not carry is none the worse for it.
  for (let version = 2; version < 6; version++)
    await publish(a, await sample.version({ version, items: sampleItems(3), now: seconds() }));
  await until('the announcements', () => b.checked.filter((code) => code === 'policy.denied').length >= 4);
  const score = (await b.network.view()).peers.find(({ peerId }) => peerId === a.network.peerId)?.score;
  assert.ok(score !== undefined && score >= 0, `${score}`);

  await writeList(one.dataDir, await signed(2, []));
  await until('the newer list at its source', () => one.policy.listOf(author)?.version === 2);
  const again = await start({ port: 21_322, policy: other.policy, bootstrap: a.network.addresses() });
  await until('the newer list', () => other.policy.subscriptions()[0]?.version === 2);
  assert.deepEqual(other.policy.view().denials, []);
  await until('the shop at a node of this policy', () => again.network.shopCount() === 1);
  const { policy: restarted } = await open('b');
  assert.equal(restarted.subscriptions()[0]?.version, 2);
});

test('lists that are forged, unasked, old or too large change nothing', async (context) => {
  const [start, open] = [await localNodes(context), await policies(context)];
  const { dataDir, policy } = await open('b');
  await changePolicy(dataDir, (was) => ({ ...was, lists: [author] }));
  await until('the subscription', () => policy.subscriptions().length === 1);
  const good = await signed(5, [sample.shop]);
  const code = async (bytes: Uint8Array) => {
    const taken = await policy.receive(bytes);
    return taken.ok ? 'taken' : taken.error.code;
  };
  const { bytes } = encodePolicyList(good);
  assert.equal(await code(bytes.subarray(1)), 'policy_list.malformed');
  assert.equal(await code(new Uint8Array(limits.policyListBytes + 1)), 'policy_list.too_large');
  const forged = { ...good, list: { ...good.list, version: 6 } };
  assert.equal(await code(encodePolicyList(forged).bytes), 'policy_list.signature_invalid');
  const stranger = { ...good, list: { ...good.list, author: sample.shop } };
  assert.equal(await code(encodePolicyList(stranger).bytes), 'policy_list.unsubscribed');
  assert.deepEqual(policy.view().lists, []);
  assert.equal(await code(bytes), 'taken');
  assert.equal(await code(bytes), 'policy_list.stale');
  assert.equal(await code(encodePolicyList(await signed(4, [])).bytes), 'policy_list.stale');
  assert.equal(policy.view().denials.length, 1);

  // A peer that answers with anything else is only counted.
  const b = await start({ port: 21_323, policy });
  const a = await start({ port: 21_324 });
  await a.network.libp2p.unhandle(listsProtocol);
  await a.network.libp2p.handle(listsProtocol, async (stream) => {
    stream.send(framed(encodePolicyList({ ...good, list: { ...good.list, version: 9 } }).bytes));
    await stream.close();
  });
  await b.network.libp2p.dial(a.network.libp2p.getMultiaddrs());
  await until('the refusal', () => b.lists.includes('policy_list.signature_invalid'));
  assert.equal(policy.subscriptions()[0]?.version, 5);
});

test('a question for lists is answered up to its limits, and then not', async (context) => {
  const start = await localNodes(context);
  const time = { now: seconds() };
  const a = await start({ port: 21_325, clock: () => time.now });
  const b = await start({ port: 21_326, bootstrap: a.network.addresses() });
  await until('a connection', () => b.network.peers().length === 1);
  const ask = async (authors: number) => {
    const stream = await connectionTo(b, a).newStream(listsProtocol);
    const reader = readFrames(stream, { seconds: 60, mostWaiting: 4_096 });
    const wanted = Array.from({ length: authors }, (_, index) => [`0x${index.toString(16).padStart(40, '0')}`, 0]);
    stream.send(framed(dagCbor.encode(wanted)));
    const lengths: number[] = [];
    for (const _ of wanted) {
      const body = await reader.frame(64);
      if (body === null) throw new Error('no answer');
      lengths.push(body.length);
    }
    await stream.close();
    return lengths;
  };
  assert.deepEqual(await ask(limits.policyLists), Array(limits.policyLists).fill(0));
  await assert.rejects(ask(limits.policyLists + 1));
  for (let asked = 1; asked < networkLimits.listRequestsBurst; asked++) await ask(1);
  await assert.rejects(ask(1));
  time.now += 1 / networkLimits.listRequestsPerSecond;
  await ask(1);
  await assert.rejects(ask(1));
});

test('so many peers are asked for lists and not one more', async (context) => {
  const { listPeers } = networkLimits;
  for (const peers of [listPeers, listPeers + 1]) {
    let asked = 0;
    const newStream = async () => {
      asked++;
      throw new Error('no stream');
    };
    const connections = Array.from({ length: peers }, (_, index) => ({
      status: 'open',
      remotePeer: `peer ${index}`,
      newStream,
    }));
    const libp2p = {
      handle: async () => undefined,
      addEventListener: () => undefined,
      getConnections: () => connections,
    };
    const exchange = await exchangePolicyLists({
      libp2p: libp2p as unknown as Libp2p,
      lists: {
        subscriptions: () => [{ author, version: 0 }],
        listOf: () => undefined,
        receive: async () => assert.fail('nobody sent a list'),
      },
      clock: seconds,
      log,
    });
    context.after(() => exchange.stop());
    exchange.now();
    await exchange.stop();
    assert.equal(asked, listPeers);
  }
});

test('a list that is not here is asked for soon again, then less often, and at the usual pace once it came', async (context) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  let [asked, version] = [0, 0];
  const connection = {
    status: 'open',
    remotePeer: 'peer',
    newStream: async () => {
      asked++;
      throw new Error('no stream');
    },
  };
  const libp2p = {
    handle: async () => undefined,
    addEventListener: () => undefined,
    getConnections: () => [connection],
  };
  const exchange = await exchangePolicyLists({
    libp2p: libp2p as unknown as Libp2p,
    lists: {
      subscriptions: () => [{ author, version }],
      listOf: () => undefined,
      receive: async () => assert.fail('nobody sent a list'),
    },
    clock: seconds,
    log,
  });
  context.after(() => exchange.stop());
  const { missingListSeconds, listsEverySeconds } = networkLimits;
  /** Lets so much time pass, and the round that it brings come to its end. */
  const pass = async (time: number): Promise<number> => {
    mock.timers.tick(time * 1_000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return asked;
  };
  assert.equal(await pass(missingListSeconds), 1);
  assert.equal(await pass(missingListSeconds), 1);
  assert.equal(await pass(missingListSeconds), 2);
  // The operator changes something.
  exchange.now();
  assert.equal(await pass(0), 3);
  assert.equal(await pass(missingListSeconds), 4);
  version = 1;
  assert.equal(await pass(2 * missingListSeconds), 5);
  assert.equal(await pass(listsEverySeconds - 1), 5);
  assert.equal(await pass(1), 6);
});
