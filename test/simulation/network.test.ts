import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../../scripts/simulate/simulation.ts';
import { freePorts } from '../support/free-ports.ts';
import kept from './seeds.json' with { type: 'json' };

/** Seeds that once failed, with the reason, come first. */
const seeds = [...kept.map(({ seed }: { seed: number }) => seed), Number(process.env.SEED ?? 1)];

for (const seed of seeds) {
  test(`30 nodes that stop, start, lose disks and connections agree in the end (seed ${seed})`, async (context) => {
    const outcome = await simulate({
      seed,
      nodes: 30,
      shops: 8,
      steps: 60,
      quietSeconds: 240,
      firstPort: await freePorts({ count: 30 }),
    });
    context.diagnostic(`agreed after ${outcome.convergedSeconds.toFixed(1)} s: ${JSON.stringify(outcome.events)}`);
    assert.deepEqual(outcome.faults, [], `seed ${seed}`);
  });
}
