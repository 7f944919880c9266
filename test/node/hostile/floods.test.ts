import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { encodeHead } from '../../../protocol/head.ts';
import { limits } from '../../../protocol/limits.ts';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { seconds, until } from '../p2p/support/node-parts.ts';
import type { Measured } from '../p2p/support/node-process.ts';
import { holding, type NodeProcess, testNodes } from '../p2p/support/processes.ts';
import { type Attacker, attack } from './support/attacker.ts';
import { forgedHead } from './support/forged.ts';

const key = `0x${'61'.repeat(32)}` as const;
const { shop } = await sampleShop(key);
const flood = 10_000;
const graylisted = -1_000;
/** What a victim may grow by while it is flooded, garbage collected, besides what each open connection takes. */
const growthBytes = 64 * 2 ** 20;
const connectionBytes = 2 ** 20;

async function measure(node: NodeProcess, anew = false): Promise<Measured> {
  const { measured } = await node.ask({ do: 'measure', anew });
  assert.ok(measured);
  return measured;
}

/** A victim and an honest peer of it in processes of their own, and the victim's memory before anything happens. */
async function victimAndFriend(context: TestContext, port: number) {
  const nodes = await testNodes(context);
  const victim = await nodes.start('victim', port, []);
  const honest = await nodes.start('honest', port + 1, victim.addresses);
  await until('the honest peer', async () => (await measure(victim.node)).connections === 1);
  return {
    victim: victim.node,
    target: victim.addresses,
    honest: honest.node,
    before: await measure(victim.node, true),
  };
}

/** Checks that an honest catalogue still arrives, and what the flood cost. */
async function afterFlood(
  context: TestContext,
  { victim, honest, before }: { victim: NodeProcess; honest: NodeProcess; before: Measured },
): Promise<Measured> {
  await honest.ask({ do: 'publish', key, count: 20, version: 1, edited: [] });
  assert.deepEqual((await holding(victim, shop, 1)).faults, []);
  return boundedCost(context, before, await measure(victim));
}

/** Checks the memory that a flood cost, and prints and returns what it cost in all. */
function boundedCost(context: TestContext, before: Measured, after: Measured): Measured {
  const grown = after.usedBytes - before.usedBytes;
  context.diagnostic(
    `lag p99 ${after.lag99Milliseconds.toFixed(0)} ms, most ${after.lagMostMilliseconds.toFixed(0)} ms; processor time of a turn at most ${after.turnMostMilliseconds.toFixed(0)} ms; resident ${mebibytes(before.residentBytes)} -> ${mebibytes(after.residentBytes)} MiB; in use ${mebibytes(before.usedBytes)} -> ${mebibytes(after.usedBytes)} MiB; checked ${JSON.stringify(after.checked)}`,
  );
  const allowed = growthBytes + Math.max(0, after.connections - before.connections) * connectionBytes;
  assert.ok(grown < allowed, `the memory in use grew by ${grown} bytes`);
  return after;
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

async function spam(peer: Attacker, count: number, make: () => Uint8Array): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    await peer.gossip(make());
    // Lets the stream send what was queued, or the attacker chokes on its own flood.
    if (sent % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
  }
}

test('10,000 heads with forged signatures cost their sender its voice, and the victim next to nothing', async (context) => {
  const parts = await victimAndFriend(context, 21_710);
  const peer = await attack(context, parts.target);
  await spam(peer, flood, () => forgedHead());
  const id = peer.libp2p.peerId.toString();
  await until('the sender to be graylisted', async () => {
    const { scores } = await measure(parts.victim);
    return scores[id] === undefined || scores[id] < graylisted;
  });
  const after = await afterFlood(context, parts);
  assert.equal(after.checked.accepted, 1);
});

test('10,000 heads of shops without a deposit cost the victim next to nothing', async (context) => {
  const parts = await victimAndFriend(context, 21_713);
  await parts.victim.ask({ do: 'stake', shops: [shop] });
  const peer = await attack(context, parts.target);
  await spam(peer, flood, () => forgedHead());
  const after = await afterFlood(context, parts);
  assert.equal(after.checked.accepted, 1);
});

test('10,000 messages out of form, too long or of other topics cost their sender its voice', async (context) => {
  const parts = await victimAndFriend(context, 21_716);
  const peer = await attack(context, parts.target);
  const sizes = [0, 1, 100, limits.headBytes, limits.headBytes + 1, 8_192];
  let number = 0;
  await spam(peer, flood, () => Uint8Array.from(randomBytes(sizes[number++ % sizes.length] ?? 1)));
  const id = peer.libp2p.peerId.toString();
  await until('the sender to be graylisted', async () => {
    const { scores } = await measure(parts.victim);
    return scores[id] === undefined || scores[id] < graylisted;
  });
  await afterFlood(context, parts);
});

test('copies of one head, and old versions of a shop, are not looked at again', async (context) => {
  const parts = await victimAndFriend(context, 21_719);
  const sample = await sampleShop(key);
  const version = (number: number) =>
    sample.version({ version: number, items: [{ number: 1, revision: number }], now: seconds() });
  const old = await Promise.all(Array.from({ length: 40 }, (_, index) => version(index + 1)));
  await parts.honest.ask({ do: 'publish', key, count: 5, version: 50, edited: [] });
  await holding(parts.victim, shop, 50);
  const peer = await attack(context, parts.target);
  let number = 0;
  // Noise after the signature would be refused by form, so each replay is the same bytes as once signed.
  await spam(peer, flood, () => encodeHead(atIndex(old, number++).head).bytes);
  await parts.honest.ask({ do: 'publish', key, count: 5, version: 51, edited: [1] });
  await holding(parts.victim, shop, 51);
  const { checked } = boundedCost(context, parts.before, await measure(parts.victim));
  assert.deepEqual(Object.keys(checked).sort(), ['accepted', 'head.stale']);
  assert.equal(checked.accepted, 2);
  assert.ok((checked['head.stale'] ?? 0) <= old.length, JSON.stringify(checked));
});

test('floods of 100 peers at once leave the victim awake, its memory bounded, and an honest catalogue arrives', async (context) => {
  const parts = await victimAndFriend(context, 21_722);
  const peers: Attacker[] = [];
  while (peers.length < 100) {
    // The victim takes only so many new connections a second from one host, so refused ones come again.
    const peer = await attack(context, parts.target, { gossips: false }).catch(() => undefined);
    if (peer !== undefined) peers.push(peer);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await until('all of them', async () => (await measure(parts.victim)).connections >= 100);
  await measure(parts.victim, true);
  await Promise.all(peers.map((peer) => spam(peer, 200, () => forgedHead())));
  const after = await afterFlood(context, parts);
  assert.ok(after.connections <= networkLimits.connections);
});

function atIndex<T>(items: readonly T[], number: number): T {
  // Safety: the remainder is an index of the list.
  return items[number % items.length] as T;
}
