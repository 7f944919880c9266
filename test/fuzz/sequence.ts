import { finalStates } from '../../protocol/order.ts';
import { checkRebuild } from '../invariants/rebuild/check-rebuild.ts';
import { seeded } from '../contracts/setup/random.ts';
import { someAct } from './acts/all.ts';
import { revertTo, takeSnapshot } from './chain.ts';
import { orderAt } from './choosing.ts';
import type { Deployment } from './deployment.ts';
import { compareEverything, newRun, playStep } from './play.ts';
import type { Run } from './run.ts';
import { SETUP_WAIT_SECONDS, setupSteps } from './setup-steps.ts';
import type { Step } from './steps.ts';

/** What went wrong in a sequence, and after which steps. */
export interface Failure {
  steps: Step[];
  problems: string[];
}

/** How often each act ended in which way. */
export type Tally = Map<string, number>;

const FULL_COMPARISON_STEPS = 100;

/** Plays sequences on one chain; each begins with freshly deployed contracts. */
export function createPlayer(deployment: Deployment, fromBlock: number) {
  let snapshot: unknown;
  const begin = async (): Promise<Run> => {
    if (snapshot !== undefined) await revertTo(snapshot);
    snapshot = await takeSnapshot();
    return newRun(deployment);
  };

  /** Plays given steps, then lets every order end. */
  const replay = async (steps: readonly Step[], everyStep = false): Promise<Failure | undefined> => {
    const run = await begin();
    for (const [position, step] of steps.entries()) {
      const { problems } = await playStep(run, step);
      const all = everyStep || position === steps.length - 1 ? await compareEverything(run) : [];
      if (problems.length + all.length > 0) return { steps: steps.slice(0, position + 1), problems: [...problems, ...all] };
    }
    const problems = await finish(run);
    return problems.length > 0 ? { steps: [...steps], problems } : undefined;
  };

  /** Plays random steps. */
  const play = async (seed: number, count: number, tally: Tally): Promise<Failure | undefined> => {
    const run = await begin();
    const random = seeded(seed);
    const steps: Step[] = [];
    while (steps.length < setupSteps.length + count) {
      const step = setupSteps[steps.length] ?? nextStep(run, random, steps.length);
      steps.push(step);
      const { result, problems } = await playStep(run, step);
      const name = `${step.act}: ${result}`;
      tally.set(name, (tally.get(name) ?? 0) + 1);
      const all = steps.length % FULL_COMPARISON_STEPS === 0 ? await compareEverything(run) : [];
      if (problems.length + all.length > 0) return { steps, problems: [...problems, ...all] };
    }
    const problems = await finish(run);
    return problems.length > 0 ? { steps, problems } : undefined;
  };

  /** I3: every order ends once its deadlines pass and someone pokes it. I10: the events tell all of it. */
  const finish = async (run: Run): Promise<string[]> => {
    for (const ref of run.orderIds.keys()) {
      const known = orderAt(run, ref);
      if (known === undefined || finalStates.has(known.state)) continue;
      const time = { of: 'order', ref, offset: 1 } as const;
      const params = { order: ref, refundBps: 0, digest: '0x', secret: 0, costsUnits: 0n };
      const { result, problems } = await playStep(run, { id: -1, act: 'poke 10', by: 'beggar', time, params });
      if (problems.length > 0) return problems;
      const state = orderAt(run, ref)?.state ?? 'none';
      if (!finalStates.has(state)) return [`I3: order ${ref} is ${state} after its deadline and a poke (${result})`];
    }
    return [...(await compareEverything(run)), ...(await checkRebuild(run, fromBlock))];
  };

  return { play, replay };
}
export type Player = ReturnType<typeof createPlayer>;

function nextStep(run: Run, random: ReturnType<typeof seeded>, id: number): Step {
  for (;;) {
    const act = someAct(random);
    const chosen = act.choose({ run, random });
    if (chosen === undefined) continue;
    const time = id === setupSteps.length ? { wait: SETUP_WAIT_SECONDS } : chosen.time;
    return { ...chosen, id, act: act.name, time };
  }
}
