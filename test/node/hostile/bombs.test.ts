import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { encodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { type NodeParts, seconds, until } from '../p2p/support/node-parts.ts';
import { type Attacker, attack } from './support/attacker.ts';
import { type Bomb, bomb, branch, nowhere } from './support/bombs.ts';

const sample = await sampleShop(`0x${'64'.repeat(32)}`);
const honest = await sampleShop(`0x${'65'.repeat(32)}`);
const version = (number: number, count: number) =>
  sample.version({ version: number, items: sampleItems(count), now: seconds() });

const throwBomb = (peer: Attacker, { head }: Bomb) => peer.gossip(encodeHead(head).bytes);
const widest = 3_500;

/** The root of the tree that a built catalogue's last block but one is. */
async function treeOf(count: number) {
  const { blocks } = await version(1, count);
  const tree = blocks.at(-2);
  assert.ok(tree);
  return { blocks, tree: tree.cid };
}

const refused: [string, string, () => Promise<Bomb>][] = [
  [
    'whose every node has the same child thousands of times',
    'tree.',
    async () => {
      const leaf = await treeOf(3);
      const level1 = branch(1, Array(widest).fill(leaf.tree));
      const level2 = branch(2, Array(widest).fill(level1.cid));
      const level3 = branch(3, Array(widest).fill(level2.cid));
      const blocks = [...leaf.blocks, level1, level2, level3];
      return bomb(sample, { tree: level3.cid, count: limits.catalogueListings, version: 1, blocks });
    },
  ],
  [
    'whose branches never come down to leaves',
    'tree.',
    async () => {
      const blocks = [branch(1, nowhere(1))];
      for (let number = 0; number < 20; number++) blocks.push(branch(1, [blocks.at(-1)?.cid ?? assert.fail()]));
      const tree = blocks.at(-1)?.cid ?? assert.fail();
      return bomb(sample, { tree, count: 10, version: 1, blocks });
    },
  ],
  [
    'that is the root block of another one',
    'tree.',
    async () => {
      const { blocks } = await version(1, 3);
      return bomb(sample, { tree: blocks.at(-1)?.cid ?? assert.fail(), count: 3, version: 2, blocks });
    },
  ],
  [
    'of four thousand listings where the root speaks of one',
    'tree.too_large',
    async () => bomb(sample, { ...(await treeOf(4_000)), count: 1, version: 1 }),
  ],
];

for (const [index, [name, code, make]] of refused.entries()) {
  test(`a catalogue tree ${name} is refused within its budget, and nothing of it stays`, async (context) => {
    const start = await localNodes(context);
    const node = await start({ port: 21_750 + index });
    const made = await make();
    const peer = await attack(context, node.network.addresses(), { serves: made.blocks });
    await throwBomb(peer, made);
    const reason = () => node.network.refused().find((error) => error.code.startsWith(code));
    await until(`the refusal ${code}`, () => reason() !== undefined);
    assert.ok(node.received.bytes < 2 * networkLimits.blocksPerRequest * limits.treeNodeBytes);
    assert.equal(node.sink.state.heads[sample.shop], undefined);
    await swept(node);
  });
}

/** Nothing is left in the store once it was swept. */
async function swept({ store }: NodeParts): Promise<void> {
  for (const shop of await store.sweeper.shops(seconds())) {
    await store.sweeper.sweep(shop, seconds(), async () => false);
  }
  assert.equal(await store.count(), 0);
}

async function honestShopArrives(context: TestContext, node: NodeParts, port: number): Promise<void> {
  const start = await localNodes(context);
  const friend = await start({ port, bootstrap: node.network.addresses() });
  await publish(friend, await honest.version({ version: 1, items: sampleItems(20), now: seconds() }));
  await until('the honest catalogue', () => node.sink.state.heads[honest.shop] !== undefined);
}

test('trees that fan out to thousands of blocks that exist nowhere, of 20 shops at once, hold no honest shop up', async (context) => {
  const start = await localNodes(context);
  const node = await start({ port: 21_756 });
  const shops = await Promise.all(
    Array.from({ length: 20 }, (_, number) => sampleShop(`0x${(0x70 + number).toString(16).repeat(32)}`)),
  );
  const bombs = await Promise.all(
    shops.map((shop) => {
      const tree = branch(1, nowhere(widest));
      return bomb(shop, { tree: tree.cid, count: limits.catalogueListings, version: 1, blocks: [tree] });
    }),
  );
  const peer = await attack(context, node.network.addresses(), { serves: bombs.flatMap(({ blocks }) => blocks) });
  for (const each of bombs) await throwBomb(peer, each);
  await until('the first of them to be looked at', () => node.received.bytes > limits.treeNodeBytes / 2);
  await honestShopArrives(context, node, 21_757);
  assert.deepEqual(Object.keys(node.sink.state.heads), [honest.shop]);
});
