import { seeded } from '../contracts/setup/random.ts';
import { blockAt } from './chain.ts';
import { deploy } from './deployment.ts';
import { createPlayer, type Failure, type Player, type Tally } from './sequence.ts';
import { shrink } from './shrink.ts';
import { stepText } from './steps.ts';

/** FUZZ_MINUTES=60 plays for an hour, SEED=7 begins with that seed alone. */
const minutes = Number(process.env.FUZZ_MINUTES ?? '0');
const given = process.env.SEED;
const FIXED_SEED = 1;
const STEPS = Number(process.env.FUZZ_STEPS ?? '500');
const SEQUENCES = 10;
const SHRINK_TRIES = 400;

const report = (seed: number, { steps, problems }: Failure): string =>
  [`seed ${seed} fails after ${steps.length} steps:`, ...problems, 'Steps:', ...steps.map(stepText)].join('\n');

async function playSeed(player: Player, seed: number, tally: Tally): Promise<void> {
  const failure = await player.play(seed, STEPS, tally);
  if (failure === undefined) return;
  console.log(`seed ${seed}: ${failure.problems.join('; ')}; looking for a shorter sequence`);
  throw new Error(report(seed, await shrink(player, failure, SHRINK_TRIES)));
}

const summary = (tally: Tally): string => {
  const count = (suffix: (name: string) => boolean) =>
    [...tally].reduce((sum, [name, times]) => (suffix(name) ? sum + times : sum), 0);
  const accepted = count((name) => name.endsWith(': accepted'));
  return `${count(() => true)} steps, ${accepted} accepted, ${tally.size} kinds of result`;
};

describe('fuzz: contracts and model agree on everything that anyone does, and the invariants hold', function () {
  this.timeout(0);
  const tally: Tally = new Map();
  let player: Player;
  before(async () => {
    const { number } = await blockAt('latest');
    player = createPlayer(await deploy(), number);
  });
  after(() => {
    console.log(summary(tally));
    if (process.env.FUZZ_TALLY === undefined) return;
    for (const [name, times] of [...tally].sort()) console.log(`${String(times).padStart(7)} ${name}`);
  });

  const fresh = seeded(Date.now()).below(1_000_000_000);
  const seeds = given === undefined ? [FIXED_SEED, fresh] : [Number(given)];
  if (minutes > 0) {
    it(`plays for ${minutes} minutes from seed ${seeds.at(-1)}`, async () => {
      const began = Date.now();
      let reported = 0;
      for (let seed = seeds.at(-1) ?? FIXED_SEED; Date.now() < began + minutes * 60_000; seed += 1) {
        await playSeed(player, seed, tally);
        const elapsed = Math.floor((Date.now() - began) / 60_000);
        if (elapsed === reported) continue;
        reported = elapsed;
        console.log(`${elapsed} min, seed ${seed} passed, ${summary(tally)}`);
      }
    });
  } else {
    for (const seed of seeds) {
      it(`plays ${SEQUENCES} sequences of ${STEPS} steps from seed ${seed}`, async () => {
        for (let position = 0; position < SEQUENCES; position += 1) await playSeed(player, seed + position, tally);
      });
    }
  }
});
