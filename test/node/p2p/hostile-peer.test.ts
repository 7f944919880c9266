import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { type GossipSub, gossipsub, StrictNoSign } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import type { Libp2p, Stream } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { CID } from 'multiformats/cid';
import { identity } from 'multiformats/hashes/identity';
import { hexToBytes } from 'viem/utils';
import { readFrames } from '../../../node/p2p/frames.ts';
import { headsTopic } from '../../../node/p2p/gossip-options.ts';
import { type Block, digestOf, encodeDocument, rawBlock } from '../../../protocol/block.ts';
import { buildCatalogue } from '../../../protocol/catalogue-build.ts';
import { encodeHead, type Head } from '../../../protocol/head.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';
import { blocksProtocol } from '../../../protocol/wire/blocks.ts';
import { sampleChainId, sampleItems, sampleMarket, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from './support/in-process.ts';
import { type NodeParts, seconds, until } from './support/node-parts.ts';

const sample = await sampleShop(`0x${'41'.repeat(32)}`);
const { shop } = sample;
const msgIdFn = ({ data }: { data: Uint8Array }) => hash('sha256', data, 'buffer');
type Hostile = Libp2p<{ pubsub: GossipSub; identify: unknown }>;

/** A peer that speaks the protocols and answers requests for blocks as a test wants. */
async function hostilePeer(
  context: TestContext,
  target: NodeParts,
  answer: (stream: Stream, digests: string[]) => Promise<void>,
): Promise<Hostile> {
  const peer: Hostile = await createLibp2p({
    transports: [tcp()],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: {
      identify: identify(),
      pubsub: gossipsub({ allowPublishToZeroTopicPeers: true, globalSignaturePolicy: StrictNoSign, msgIdFn }),
    },
  });
  context.after(() => peer.stop());
  await peer.handle(blocksProtocol, async (stream) => {
    const reader = readFrames(stream, { seconds: 60, mostWaiting: 2 ** 20 });
    for (let request = await reader.frame(2 ** 20); request !== null; request = await reader.frame(2 ** 20)) {
      const digests = Array.from({ length: request.length / 32 }, (_, index) =>
        Buffer.from(request.subarray(index * 32, index * 32 + 32)).toString('hex'),
      );
      await answer(stream, digests);
    }
  });
  peer.services.pubsub.subscribe(headsTopic);
  await peer.dial(target.network.libp2p.getMultiaddrs());
  await until('gossip', () => peer.services.pubsub.getSubscribers(headsTopic).length === 1);
  return peer;
}

const send = (stream: Stream, bytes: Uint8Array) => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes.length);
  stream.send(Buffer.concat([header, bytes]));
};

const serve = (blocks: readonly Block[]) => {
  const known = new Map(blocks.map((block) => [digestOf(block.cid).slice(2), block.bytes]));
  return async (stream: Stream, digests: string[]) => {
    for (const digest of digests) {
      const bytes = known.get(digest);
      if (bytes === undefined) stream.send(Buffer.from('ffffffff', 'hex'));
      else send(stream, bytes);
    }
  };
};

const announce = (peer: Hostile, head: Head) => peer.services.pubsub.publish(headsTopic, encodeHead(head).bytes);
const version = (number: number, count = 30) =>
  sample.version({ version: number, items: sampleItems(count), now: seconds() });

/** Signs a root block that the ordinary tool would not make. */
async function signed(root: object, number: number, offers: `0x${string}`): Promise<{ head: Head; rootBlock: Block }> {
  const rootBlock = encodeDocument(root);
  const catalogue = { shop, version: number, root: digestOf(rootBlock.cid), offers, validUntil: seconds() + 1_000 };
  const signature = await sample.account.signTypedData(catalogueTypedData(sampleChainId, sampleMarket, catalogue));
  return { rootBlock, head: { v: 1, type: 'head', catalogue, signer: shop, signature: hexToBytes(signature) } };
}

test('a peer that sends false blocks is left, and the catalogue comes from another', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_941 });
  const good = await version(1);
  let asked = 0;
  const liar = await hostilePeer(context, node, async (stream, digests) => {
    asked += digests.length;
    for (const _ of digests) send(stream, new Uint8Array(500).fill(asked));
  });
  await announce(liar, good.head);
  await until('the liar to be left', () => asked > 0 && node.network.peers().length === 0);
  // The refusal may come after the handshake, from the liar's side a connection that is closed at once.
  await liar.dial(node.network.libp2p.getMultiaddrs()).catch(() => undefined);
  await until('the door to be shut', () => liar.getConnections().length === 0);
  assert.deepEqual(node.network.peers(), []);
  const honest = await start({ port: 18_942, bootstrap: node.network.addresses() });
  await publish(honest, good);
  await until('the catalogue', () => node.sink.state.heads[shop] !== undefined);
});

test('a peer that answers with too large a block, garbage, or nothing does not stop an honest one', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_943 });
  const good = await version(1);
  const oversized = await hostilePeer(context, node, async (stream) => {
    stream.send(Buffer.from('7fffffff', 'hex'));
  });
  await hostilePeer(context, node, async (stream) => stream.abort(new Error('no')));
  await announce(oversized, good.head);
  await hostilePeer(context, node, serve(good.blocks));
  await until('the catalogue', () => node.sink.state.heads[shop] !== undefined);
});

test('a peer that announces and then says nothing holds up neither this catalogue nor the next', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_940 });
  let asked = 0;
  const silent = await hostilePeer(context, node, async () => {
    asked++;
  });
  const [first, second] = [await version(1), await version(2, 31)];
  await hostilePeer(context, node, serve([...first.blocks, ...second.blocks]));
  await announce(silent, first.head);
  await until('the first catalogue', () => node.sink.state.heads[shop] !== undefined);
  assert.equal(asked, 1);
  await announce(silent, second.head);
  const { bytes } = encodeHead(second.head);
  await until('the second', () => node.sink.state.heads[shop] === Buffer.from(bytes).toString('hex'));
  assert.equal(asked, 1, 'the silent peer was asked before the one that answers');
});

test('an image that is larger than its listing says is not kept and not asked for again', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 18_949 });
  const oversized = rawBlock(new Uint8Array(5_000).fill(1));
  const images = [{ sources: [{ cid: oversized.cid, width: 10, height: 10, bytes: 10, type: 'image/webp' as const }] }];
  const made = await sample.version({ version: 1, items: [{ number: 1, revision: 0, images }], now: seconds() });
  let sent = 0;
  const answer = serve([...made.blocks, oversized]);
  const peer = await hostilePeer(context, node, async (stream, digests) => {
    if (digests.includes(digestOf(oversized.cid).slice(2))) sent++;
    await answer(stream, digests);
  });
  await announce(peer, made.head);
  await until('the image to be given up', async () => sent === 1 && (await node.store.images.wanted(1)).length === 0);
  assert.equal(await node.store.has(oversized.cid), false);
  assert.ok(node.sink.state.heads[shop]);
});

/** A catalogue of so many listings, of which one is not what its schema asks for. */
async function withBadListing(count: number): Promise<{ head: Head; blocks: Block[] }> {
  const made = await version(1, count);
  const bad = encodeDocument({ v: 1, type: 'listing', shop, handle: made.entries[count - 2]?.handle });
  const entries = made.entries.map((each, index) => (index === count - 2 ? { ...each, listing: bad.cid } : each));
  const built = buildCatalogue({ shop, version: 1, previous: null, profile: null, entries });
  const { head } = await signed(built.root, 1, built.signed.offers);
  return { head, blocks: [...made.listings, bad, ...built.blocks] };
}

const refusals: [string, string, () => Promise<{ head: Head; blocks: Block[] }>][] = [
  ['a listing out of form', 'listing.invalid', () => withBadListing(10)],
  ['a listing out of form among many', 'listing.invalid', () => withBadListing(200)],
  [
    'offers that are not those of the signature',
    'catalogue.offers_mismatch',
    async () => {
      const made = await version(1);
      const root = {
        v: 1,
        type: 'catalogue',
        shop,
        version: 1,
        previous: null,
        profile: null,
        offers: `0x${'00'.repeat(32)}`,
        count: 30,
        tree: treeOf(made.blocks),
      };
      const { head, rootBlock } = await signed(root, 1, `0x${'00'.repeat(32)}`);
      return { head, blocks: [...made.blocks, rootBlock] };
    },
  ],
  [
    'a number of listings that is not that of the tree',
    'catalogue.count_mismatch',
    async () => {
      const made = await version(1);
      const { offers } = made.head.catalogue;
      const root = {
        v: 1,
        type: 'catalogue',
        shop,
        version: 1,
        previous: null,
        profile: null,
        offers,
        count: 29,
        tree: treeOf(made.blocks),
      };
      const { head, rootBlock } = await signed(root, 1, offers);
      return { head, blocks: [...made.blocks, rootBlock] };
    },
  ],
  [
    'a tree that is deeper than allowed',
    'tree',
    async () => {
      const made = await version(1, 4);
      const blocks: Block[] = [...made.blocks];
      let child = { first: made.entries[0]?.handle ?? '', cid: treeOf(made.blocks) };
      for (let level = 1; level <= 9; level++) {
        const block = encodeDocument({ v: 1, type: 'branch', level, children: [child] });
        blocks.push(block);
        child = { first: child.first, cid: block.cid };
      }
      const { offers } = made.head.catalogue;
      const root = {
        v: 1,
        type: 'catalogue',
        shop,
        version: 1,
        previous: null,
        profile: null,
        offers,
        count: 4,
        tree: child.cid,
      };
      const { head, rootBlock } = await signed(root, 1, offers);
      return { head, blocks: [...blocks, rootBlock] };
    },
  ],
  [
    'a tree under an identity hash',
    'catalogue.invalid',
    async () => {
      const made = await version(1, 4);
      const { offers } = made.head.catalogue;
      const tree = CID.createV1(0x71, identity.digest(new Uint8Array([0xa0])));
      const root = { v: 1, type: 'catalogue', shop, version: 1, previous: null, profile: null, offers, count: 4, tree };
      const { head, rootBlock } = await signed(root, 1, offers);
      return { head, blocks: [...made.blocks, rootBlock] };
    },
  ],
  [
    'a tree under an unknown codec',
    'catalogue.invalid',
    async () => {
      const made = await version(1, 4);
      const { offers } = made.head.catalogue;
      const tree = CID.createV1(0x70, treeOf(made.blocks).multihash);
      const root = { v: 1, type: 'catalogue', shop, version: 1, previous: null, profile: null, offers, count: 4, tree };
      const { head, rootBlock } = await signed(root, 1, offers);
      return { head, blocks: [...made.blocks, rootBlock] };
    },
  ],
];

/** The tree that a built catalogue's root block, its last, names. */
function treeOf(blocks: readonly Block[]): CID {
  const root = blocks.at(-2);
  if (root === undefined) throw new Error('a catalogue has blocks');
  return root.cid;
}

for (const [index, [name, code, make]] of refusals.entries()) {
  test(`a catalogue with ${name} is refused, leaves nothing behind, and is not asked for again`, async (context) => {
    const start = await localNodes(context);
    const node = await start({ port: 18_970 + index });
    const { head, blocks } = await make();
    const peer = await hostilePeer(context, node, serve(blocks));
    await announce(peer, head);
    const refused = () => node.network.refused().find((error) => error.code.startsWith(code));
    await until(`the refusal ${code}`, () => refused() !== undefined);
    assert.equal(node.sink.state.heads[shop], undefined);
    for (const each of await node.store.sweeper.shops(seconds())) {
      await node.store.sweeper.sweep(each, seconds(), async () => false);
    }
    assert.equal(await node.store.count(), 0);
  });
}
