import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from '../p2p/support/file-sink.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { type NodeParts, seconds, until } from '../p2p/support/node-parts.ts';
import { attack } from './support/attacker.ts';

const sample = await sampleShop(`0x${'67'.repeat(32)}`);
const { shop } = sample;
const hour = 3_600;
const version = (number: number, validSeconds = 86_400) =>
  sample.version({ version: number, items: sampleItems(8 + number), now: seconds(), validSeconds });
const held = (node: NodeParts): number => {
  const hex = node.sink.state.heads[shop];
  return hex === undefined ? 0 : headFromHex(hex).catalogue.version;
};

/** What a node thinks of a peer of its own kind. */
function scoreOf(node: NodeParts, peer: NodeParts): number {
  // Safety: the library's own class, which the network starts under this name, has a score that its interface leaves out.
  const { pubsub } = node.network.libp2p.services as { pubsub: { score: { score(peer: string): number } } };
  return pubsub.score.score(peer.network.peerId);
}

for (const [index, [name, skew]] of [['an hour behind', -hour] as const, ['an hour ahead', hour] as const].entries()) {
  test(`a node whose clock is ${name} takes and gives catalogues, and thinks no worse of its peers`, async (context) => {
    const start = await localNodes(context);
    const right = await start({ port: 21_770 + 2 * index });
    const wrong = await start({
      port: 21_771 + 2 * index,
      bootstrap: right.network.addresses(),
      clock: () => seconds() + skew,
    });
    await until('each other', () => wrong.network.peers().length === 1);
    await publish(right, await version(1));
    await until('the catalogue at the wrong clock', () => held(wrong) === 1);
    await publish(wrong, await version(2));
    await until('the catalogue at the right clock', () => held(right) === 2);

    // What only one of the clocks accepts is neither taken nor held against who forwarded it.
    const edge = skew < 0 ? limits.catalogueValidSeconds : hour / 2;
    await publish(right, await version(3, edge));
    await until('the refusal', () =>
      wrong.checked.some((code) => code === (skew < 0 ? 'head.too_long' : 'head.expired')),
    );
    assert.equal(held(wrong), 2);
    assert.ok(scoreOf(wrong, right) >= 0, 'an honest peer');
    await publish(right, await version(4));
    await until('the next catalogue', () => held(wrong) === 4);
  });
}

test('a shop that shows two catalogues of one version to two nodes is found out by both, which agree on one', async (context) => {
  const start = await localNodes(context);
  const a = await start({ port: 21_776 });
  const b = await start({ port: 21_777 });
  const one = await version(5);
  const other = await sample.version({ version: 5, items: sampleItems(30), now: seconds() });
  const [left, right] = await Promise.all([
    attack(context, a.network.addresses(), { serves: one.blocks }),
    attack(context, b.network.addresses(), { serves: other.blocks }),
  ]);
  await left.gossip(encodeHead(one.head).bytes);
  await right.gossip(encodeHead(other.head).bytes);
  await until('both versions', () => held(a) === 5 && held(b) === 5);
  assert.notEqual(a.sink.state.heads[shop], b.sink.state.heads[shop]);
  await a.network.libp2p.dial(b.network.libp2p.getMultiaddrs());
  await until('agreement', () => a.sink.state.heads[shop] === b.sink.state.heads[shop]);
  await until('evidence', () => [a, b].every(({ sink }) => sink.state.equivocations.includes(`${shop}/5`)));
  // An old version, however often it is said, changes nothing.
  await left.gossip(encodeHead((await version(4)).head).bytes);
  await publish(a, await version(6));
  await until('the next version', () => held(b) === 6);
});
