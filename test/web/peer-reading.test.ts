import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateKeyToAccount } from 'viem/accounts';
import { hexToBytes } from 'viem/utils';
import { digestOf, encodeDocument } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { catalogueTypedData } from '../../protocol/typed-data.ts';
import { sampleChainId, sampleMarket, sampleShop } from '../../scripts/bench/replicate/sample-shop.ts';
import type { ChainWord } from '../../web/peer/check-head.ts';
import { createPeerMemory, isDialable } from '../../web/peer/known-peers.ts';
import { peerLimits } from '../../web/peer/peer-limits.ts';
import { readShop, type ShopReading } from '../../web/peer/read-shop.ts';
import { addressOfPeer, dialFakes, type FakePeer } from './support/fake-peer.ts';
import { picturedVersion } from './support/pictured-shop.ts';

const sample = await sampleShop(`0x${'71'.repeat(32)}`);
const now = Math.floor(Date.now() / 1_000);
const first = await picturedVersion(sample, { version: 1, count: 8, now });
const second = await picturedVersion(sample, { version: 2, count: 9, now, revision: 1 });
const [alpha, beta] = [addressOfPeer(1), addressOfPeer(2)];

/** Storage as a browser has it. */
const storage = (): Storage => {
  const rows = new Map<string, string>();
  return {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    // Safety: the memory uses these two alone.
  } as unknown as Storage;
};

async function read(
  peers: readonly FakePeer[],
  options: { memory?: ReturnType<typeof createPeerMemory>; chain?: ChainWord } = {},
): Promise<{ last: ShopReading; more: () => Promise<void>; asked: string[]; latest: () => ShopReading }> {
  const { memory = createPeerMemory(storage()), chain = async () => null } = options;
  let last: ShopReading | undefined;
  const { dial, asked } = dialFakes(peers);
  const { more } = await readShop({
    dial,
    addresses: peers.map(({ address }) => address),
    question: { shop: sample.shop, chainId: sampleChainId, market: sampleMarket, now, chain },
    memory,
    urlOf: (bytes, type) => `${type} ${bytes.length}`,
    changed: (reading) => {
      last = reading;
    },
  });
  assert.ok(last !== undefined);
  return { last, more, asked, latest: () => last as ShopReading };
}

const honest = (address: string, version: typeof first): FakePeer => ({
  address,
  head: version.head,
  blocks: [...version.blocks, ...version.pictures],
});

test('a shop is read whole from one peer, with pictures', async () => {
  const { last } = await read([honest(alpha, first)]);
  assert.equal(last.stage, 'done');
  assert.equal(last.found?.signedBy, 'owner');
  assert.equal(last.listings.length, 8);
  assert.equal(last.pictures.size, 8);
  assert.equal(last.catalogue?.profile?.texts.en?.name, 'Sample Ceramics');
  assert.equal(last.error, null);
});

test('a peer that changes a block is refused by name, and another serves the shop', async () => {
  const tamper = (bytes: Uint8Array): Uint8Array => {
    const changed = bytes.slice();
    changed[changed.length - 1]! ^= 1;
    return changed;
  };
  const { last } = await read([{ ...honest(alpha, first), tamper }, honest(beta, first)]);
  assert.equal(last.stage, 'done');
  assert.equal(last.listings.length, 8);
  assert.deepEqual(
    last.peers.map(({ state, error }) => [state, error?.code]),
    [
      ['refused', 'peer.false_block'],
      ['connected', undefined],
    ],
  );
});

test('only what was asked for is shown: a shop whose blocks are all false is not shown at all', async () => {
  const { last } = await read([{ ...honest(alpha, first), tamper: (bytes) => bytes.slice(1) }]);
  assert.equal(last.stage, 'failed');
  assert.equal(last.catalogue, null);
  assert.equal(last.peers[0]?.state, 'refused');
});

test('the newest version wins, and who has an older one is shown', async () => {
  const { last } = await read([honest(alpha, first), honest(beta, second)]);
  assert.equal(last.found?.head.catalogue.version, 2);
  assert.equal(last.listings.length, 9);
  assert.deepEqual(
    last.peers.map(({ version }) => version),
    [1, 2],
  );
});

test('a replayed older version is shown as older than what this browser saw', async () => {
  const memory = createPeerMemory(storage());
  await read([honest(alpha, second)], { memory });
  const { last } = await read([honest(alpha, first)], { memory });
  assert.equal(last.found?.head.catalogue.version, 1);
  assert.equal(last.seenNewer, 2);
  assert.equal(memory.seenVersion(sample.shop), 2);
});

test('two catalogues under one version are evidence, and are shown as such', async () => {
  const other = await picturedVersion(sample, { version: 1, count: 5, now });
  const { last } = await read([honest(alpha, first), honest(beta, other)]);
  assert.equal(last.equivocated, true);
});

test('an expired catalogue is shown as expired', async () => {
  const old = await picturedVersion(sample, { version: 1, count: 3, now, validSeconds: -10 });
  const { last } = await read([honest(alpha, old)]);
  assert.equal(last.stage, 'done');
  assert.equal(last.found?.expired, true);
});

const falseHeads: [string, string, (head: Head) => Head][] = [
  ['with a changed root', 'head.signature_invalid', (head) => change(head, { root: `0x${'01'.repeat(32)}` })],
  ['with a later end', 'head.signature_invalid', (head) => change(head, { validUntil: now + 99_999 })],
  ['of another shop', 'peer.not_asked', (head) => change(head, { shop: `0x${'01'.repeat(20)}` })],
];
const change = (head: Head, part: Partial<Head['catalogue']>): Head => ({
  ...head,
  catalogue: { ...head.catalogue, ...part },
});

for (const [name, code, make] of falseHeads) {
  test(`a head ${name} is refused`, async () => {
    const { last } = await read([{ ...honest(alpha, first), head: make(first.head) }]);
    assert.equal(last.stage, 'failed');
    assert.equal(last.error?.code, code);
    assert.equal(last.peers[0]?.state, 'refused');
  });
}

test('garbage in place of a head is refused', async () => {
  const { last } = await read([{ address: alpha, head: new Uint8Array([1, 2, 3]) }]);
  assert.match(last.error?.code ?? '', /^head\./);
});

test('a publisher is believed as far as the chain says so', async () => {
  const signer = privateKeyToAccount(`0x${'72'.repeat(32)}`);
  const made = await sample.version({ version: 3, items: [{ number: 1, revision: 0 }], now, signer });
  const peer = { address: alpha, head: made.head, blocks: made.blocks };
  const unknown = await read([peer]);
  assert.equal(unknown.last.found?.signedBy, 'unconfirmed');
  const allowed = await read([peer], { chain: async () => ({ mayPublish: true, lowestVersion: 0 }) });
  assert.equal(allowed.last.found?.signedBy, 'publisher');
  const stranger = await read([peer], { chain: async () => ({ mayPublish: false, lowestVersion: 0 }) });
  assert.equal(stranger.last.error?.code, 'head.signer_unknown');
  const cancelled = await read([peer], { chain: async () => ({ mayPublish: true, lowestVersion: 4 }) });
  assert.equal(cancelled.last.error?.code, 'head.cancelled');
});

test('no peer, and no peer with the shop, are told apart', async () => {
  const none = await read([{ address: alpha, unreachable: true }]);
  assert.equal(none.last.error?.code, 'peer.none_reachable');
  const unknown = await read([{ address: alpha }]);
  assert.equal(unknown.last.error?.code, 'peer.shop_unknown');
});

test('listings beyond the first come when they are asked for, and nothing twice', async () => {
  const many = await picturedVersion(sample, { version: 1, count: peerLimits.listingsAtOnce + 1, now });
  const { last, more, asked, latest } = await read([honest(alpha, many)]);
  assert.equal(last.listings.length, peerLimits.listingsAtOnce);
  await more();
  assert.equal(latest().listings.length, peerLimits.listingsAtOnce + 1);
  assert.equal(new Set(asked).size, asked.length);
});

test('a reading dials peerLimits.dials peers, and no more where more are known', async () => {
  const peers = Array.from({ length: peerLimits.dials + 1 }, (_, index) => ({
    address: addressOfPeer(index),
    unreachable: true,
  }));
  const all = await read(peers.slice(0, -1));
  assert.equal(all.last.peers.length, peerLimits.dials);
  const more = await read(peers);
  assert.equal(more.last.peers.length, peerLimits.dials);
});

/** A head over a root block that says so many listings, and nothing behind it. */
async function countingHead(count: number): Promise<FakePeer> {
  const root = encodeDocument({
    v: 1,
    type: 'catalogue',
    shop: sample.shop,
    version: 1,
    previous: null,
    profile: null,
    offers: first.head.catalogue.offers,
    count,
    tree: rootOf(first).tree,
  });
  const catalogue = { ...first.head.catalogue, root: digestOf(root.cid) };
  const signature = await sample.account.signTypedData(catalogueTypedData(sampleChainId, sampleMarket, catalogue));
  const head: Head = { ...first.head, catalogue, signature: hexToBytes(signature) };
  return { address: alpha, head, blocks: [...first.blocks, root] };
}
const rootOf = ({ head, blocks }: typeof first) => {
  const block = blocks.find(({ cid }) => digestOf(cid) === head.catalogue.root);
  assert.ok(block !== undefined);
  return unwrap(decodeCatalogueRoot(block.bytes));
};

test('a catalogue of peerLimits.listings listings is read, a larger one is refused before its tree is', async () => {
  const fits = await read([await countingHead(peerLimits.listings)]);
  assert.equal(fits.last.error?.code, 'catalogue.count_mismatch', 'the tree was read');
  const passes = await read([await countingHead(peerLimits.listings + 1)]);
  assert.equal(passes.last.error?.code, 'catalogue.too_large');
  assert.equal(passes.asked.length, 1, 'nothing but the root was asked for');
});

test('the browser remembers a bounded number of peers, those that answered first', () => {
  const memory = createPeerMemory(storage());
  memory.learn(Array.from({ length: peerLimits.addresses + 1 }, (_, index) => addressOfPeer(index)));
  assert.equal(memory.addresses().length, peerLimits.addresses);
  memory.answered(addressOfPeer(99));
  assert.equal(memory.addresses()[0], addressOfPeer(99));
  assert.equal(memory.addresses().length, peerLimits.addresses);
  memory.learn(['javascript:alert(1)', `/x/${'y'.repeat(peerLimits.addressCharacters)}${addressOfPeer(3)}`]);
  assert.ok(memory.addresses().every((address) => address.startsWith('/ip4/127.0.0.1/')));
});

test('a secure page dials what browsers let it dial', () => {
  const id = addressOfPeer(1).slice(addressOfPeer(1).indexOf('/p2p/'));
  const cases: [string, boolean, boolean][] = [
    [`/ip4/10.0.0.1/tcp/4001${id}`, false, false],
    [`/ip4/10.0.0.1/tcp/4002/ws${id}`, true, false],
    [`/ip4/127.0.0.1/tcp/4002/ws${id}`, true, true],
    [`/dns4/node.example/tcp/443/wss${id}`, true, true],
    [`/dns4/node.example/tcp/443/tls/ws${id}`, true, true],
    [`/ip4/10.0.0.1/udp/4003/webrtc-direct/certhash/uEiAbc${id}`, true, true],
    [`/dns4/relay.example/tcp/443/wss${id}/p2p-circuit${id}`, false, false],
  ];
  for (const [address, plain, secure] of cases) {
    assert.equal(isDialable(address, 'http:'), plain, address);
    assert.equal(isDialable(address, 'https:'), secure, address);
  }
});
