import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Block } from '../../../protocol/block.ts';
import { encodeHead } from '../../../protocol/head.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { headFromHex } from '../p2p/support/file-sink.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { type NodeParts, seconds, until } from '../p2p/support/node-parts.ts';
import { type Attacker, attack } from './support/attacker.ts';

const sample = await sampleShop(`0x${'66'.repeat(32)}`);
const { shop } = sample;
const version = (number: number) =>
  sample.version({ version: number, items: sampleItems(10 + number), now: seconds() });
const held = (node: NodeParts): number => {
  const hex = node.sink.state.heads[shop];
  return hex === undefined ? 0 : headFromHex(hex).catalogue.version;
};

/** Twenty bad peers of a node. A busy machine may be too slow for a handshake, which is then made again. */
async function attackers(context: TestContext, victim: NodeParts, serves: readonly Block[]): Promise<Attacker[]> {
  const bad: Attacker[] = [];
  while (bad.length < 20) {
    const peer = await attack(context, victim.network.addresses(), { serves }).catch(() => undefined);
    if (peer !== undefined) bad.push(peer);
  }
  return bad;
}

test('a node with 20 bad peers that know an old head alone, and one honest peer, gets the newest head', async (context) => {
  const start = await localNodes(context);
  const honest = await start({ port: 21_760 });
  const victim = await start({ port: 21_761, bootstrap: honest.network.addresses() });
  const old = await version(1);
  const bad = await attackers(context, victim, old.blocks);
  for (const peer of bad) await peer.gossip(encodeHead(old.head).bytes);
  await until('the old head', () => held(victim) === 1);
  // A handshake that failed on the other side may be known here a moment longer.
  await until('all of them', () => victim.network.peers().length === 21);
  for (const number of [2, 3, 4]) {
    await publish(honest, await version(number));
    for (const peer of bad) await peer.gossip(encodeHead(old.head).bytes);
    await until(`version ${number}`, () => held(victim) === number);
  }
  assert.ok(victim.network.peers().some(({ peerId }) => peerId === honest.network.peerId));
});

test('a node that has met 20 bad peers only, which hold a head back, gets it when one honest peer comes', async (context) => {
  const start = await localNodes(context);
  const victim = await start({ port: 21_762 });
  const old = await version(1);
  const bad = await attackers(context, victim, old.blocks);
  for (const peer of bad) await peer.gossip(encodeHead(old.head).bytes);
  await until('the old head', () => held(victim) === 1);
  const honest = await start({ port: 21_763 });
  // Published before the two meet, so that gossip does not bring it: reconciling does.
  await publish(honest, await version(7));
  await honest.network.libp2p.dial(victim.network.libp2p.getMultiaddrs());
  await until('the newest head', () => held(victim) === 7);
});
