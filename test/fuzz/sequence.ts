import { finalStates } from '../../protocol/order.ts';
import { seeded } from '../contracts/setup/random.ts';
import { checkRebuild } from '../invariants/rebuild/check-rebuild.ts';
import { type Focus, someAct } from './acts/all.ts';
import { revertTo, takeSnapshot } from './chain.ts';
import { orderAt } from './choosing.ts';
import type { Deployment } from './deployment.ts';
import { compareEverything, newRun, playStep } from './play.ts';
import type { Choosing, Run } from './run.ts';
import { SETUP_WAIT_SECONDS, setupSteps } from './setup-steps.ts';
import type { Step, TimeRef } from './steps.ts';

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
      if (problems.length + all.length > 0)
        return { steps: steps.slice(0, position + 1), problems: [...problems, ...all] };
    }
    const problems = await finish(run);
    return problems.length > 0 ? { steps: [...steps], problems } : undefined;
  };

  /** Plays random steps. */
  const play = async (seed: number, count: number, tally: Tally): Promise<Failure | undefined> => {
    const run = await begin();
    const random = seeded(seed);
    const focus: Focus = random.below(2) === 0 ? 'court' : 'everything';
    const steps: Step[] = [];
    while (steps.length < setupSteps.length + count) {
      const step = setupSteps[steps.length] ?? nextStep({ run, random }, focus, steps.length);
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
    for (const [ref, id] of run.orderIds) {
      const phase = run.tables.cases.get(id)?.phase ?? 'none';
      if (phase === 'none' || phase === 'closed') continue;
      const step: Step = { id: -1, act: 'advance', by: 'beggar', time: { wait: 1 }, params: { order: ref } };
      const { result, problems } = await playStep(run, step);
      if (problems.length > 0 || result !== 'accepted')
        return [...problems, `I3: the case of ${ref} does not end: ${result}`];
    }
    return [...(await compareEverything(run)), ...(await checkRebuild(run, fromBlock))];
  };

  return { play, replay };
}
export type Player = ReturnType<typeof createPlayer>;

/** A time that does not jump over the votes of a case, mostly. */
function calmed(time: TimeRef, { random }: Choosing): TimeRef {
  const short =
    'wait' in time ? time.wait <= 3_600 : time.of === 'commit' || time.of === 'reveal' || time.of === 'appeal';
  return short || random.below(12) === 0 ? time : { wait: 1 + random.below(200) };
}

function nextStep(context: Choosing, focus: Focus, id: number): Step {
  for (;;) {
    const act = someAct(context.random, focus);
    const chosen = act.choose(context);
    if (chosen === undefined) continue;
    const time = focus === 'court' ? calmed(chosen.time, context) : chosen.time;
    return { ...chosen, id, act: act.name, time: id === setupSteps.length ? { wait: SETUP_WAIT_SECONDS } : time };
  }
}
