import { simulate } from './simulation.ts';

/**
 * Plays simulated markets until time is up: `SEED=7 MINUTES=10 NODES=40 STEPS=300 node scripts/simulate/network.ts`, by
 * default 30 nodes for five minutes from a seed of the moment. Each seed is printed before it is played.
 */
const firstSeed = Number(process.env.SEED ?? Math.floor(Date.now() / 1_000));
const minutes = Number(process.env.MINUTES ?? 5);
const nodes = Number(process.env.NODES ?? 30);
const steps = Number(process.env.STEPS ?? 300);
const until = performance.now() + minutes * 60_000;
let failed = 0;
let played = 0;
for (let seed = firstSeed; played === 0 || performance.now() < until; seed++) {
  console.log(`seed ${seed}: ${nodes} nodes`);
  const { events, convergedSeconds, faults } = await simulate({
    seed,
    nodes,
    shops: 8,
    steps,
    quietSeconds: 180,
    firstPort: Number(process.env.PORT ?? 21_800),
  });
  played++;
  console.log(
    `  ${faults.length === 0 ? 'agreed' : 'FAILED'} after ${convergedSeconds.toFixed(1)} s: ${JSON.stringify(events)}`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) failed++;
}
const resident = process.memoryUsage.rss() / 2 ** 20;
console.log(`${played} played, ${failed} failed, resident memory ${resident.toFixed(0)} MiB`);
process.exit(failed > 0 ? 1 : 0);
