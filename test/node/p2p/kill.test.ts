import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { holding, type Nodes, testNodes } from './support/processes.ts';

const seed = Number(process.env.SEED ?? 7);
/** `KILLS=200` kills two hundred times. */
const kills = Number(process.env.KILLS ?? 60);
/** Publishers that run beside one another, each with a shop of its own and so many victims, which die together. */
const lanes = 2;
const victims = 10;
/** Listings of each shop: enough that a kill meets every step of a copy, few enough that ten nodes copy them quickly. */
const listings = 150;

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

/** Starts all victims of a lane in one process. */
async function startVictims(nodes: Nodes, lane: number, bootstrap: string[]) {
  const names = Array.from({ length: victims }, (_, number) => `b${lane}-${number}`);
  const [first = '', ...others] = names;
  const { node, faults } = await nodes.start(first, 0, bootstrap);
  for (const name of others) {
    const started = await node.ask({ do: 'start', dataDir: nodes.folderOf(name), port: 0, bootstrap });
    faults.push(...(started.faults ?? []));
  }
  return { node, faults, folders: names.map(nodes.folderOf) };
}

/** Kills victims again and again while they start, replicate or rest, and checks what each holds after each kill. */
async function killAgainAndAgain(nodes: Nodes, lane: number, times: number): Promise<void> {
  const next = random(seed + lane);
  const key = `0x${(0x22 + lane).toString(16).repeat(32)}` as const;
  const { shop } = await sampleShop(key);
  const a = await nodes.start(`a${lane}`, 18_911 + lane, []);
  let version = 1;
  await a.node.ask({ do: 'publish', key, count: listings, version, edited: [] });
  for (let kill = 0; kill < times; kill++) {
    const b = await startVictims(nodes, lane, a.addresses);
    assert.deepEqual(b.faults, [], `lane ${lane} after ${kill} kills`);
    const settled = next() < 0.3;
    if (settled) await holding(b.node, shop, version, b.folders[kill % victims]);
    version++;
    const edited = Array.from({ length: 1 + Math.floor(next() * (listings / 2)) }, () => Math.floor(next() * listings));
    const published = a.node.ask({ do: 'publish', key, count: listings - Math.floor(next() * 20), version, edited });
    if (settled) await published;
    await pause(Math.floor(next() * 1_000));
    await b.node.kill();
    await published;
  }
  const last = await startVictims(nodes, lane, a.addresses);
  assert.deepEqual(last.faults, []);
  const { shops } = await a.node.ask({ do: 'state' });
  for (const folder of last.folders) {
    const state = await holding(last.node, shop, version, folder);
    assert.deepEqual(state.faults, []);
    assert.deepEqual(state.shops, shops);
  }
}

test(`nodes killed ${kills} times while they replicate hold whole catalogues only (seed ${seed})`, async (context) => {
  const nodes = await testNodes(context);
  const times = Math.ceil(kills / lanes / victims);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => killAgainAndAgain(nodes, lane, times)));
});
