import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { holding, testNodes } from './support/processes.ts';

const seed = Number(process.env.SEED ?? 7);
const kills = Number(process.env.KILLS ?? 5);
const key = `0x${'22'.repeat(32)}` as const;
const { shop } = await sampleShop(key);

/** A small seeded generator (mulberry32): the same kills for the same seed. */
function random(state: number): () => number {
  let now = state;
  return () => {
    now = (now + 0x6d2b79f5) | 0;
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`a node killed ${kills} times while it replicates holds whole catalogues only (seed ${seed})`, async (context) => {
  const next = random(seed);
  const nodes = await testNodes(context);
  const a = await nodes.start('a', 18_911, []);
  let version = 1;
  await a.node.ask({ do: 'publish', key, count: 800, version, edited: [] });
  for (let kill = 0; kill < kills; kill++) {
    const b = await nodes.start('b', 18_912 + kill, a.addresses);
    assert.deepEqual(b.faults, [], `after ${kill} kills`);
    const settled = next() < 0.5;
    if (settled) await holding(b.node, shop, version);
    version++;
    const edited = Array.from({ length: 1 + Math.floor(next() * 300) }, () => Math.floor(next() * 800));
    const published = a.node.ask({ do: 'publish', key, count: 750 + Math.floor(next() * 50), version, edited });
    if (settled) await published;
    await pause(Math.floor(next() * 700));
    await b.node.kill();
    await published;
  }
  const last = await nodes.start('b', 18_930, a.addresses);
  assert.deepEqual(last.faults, []);
  const state = await holding(last.node, shop, version);
  assert.deepEqual(state.faults, []);
  assert.deepEqual(state.shops, (await a.node.ask({ do: 'state' })).shops);
});
