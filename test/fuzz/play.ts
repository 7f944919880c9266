import { copyTables } from '../../protocol/model/tables.ts';
import { transact } from '../../protocol/model/transaction.ts';
import { checkInvariants } from '../invariants/check-invariants.ts';
import { actors } from './actors.ts';
import { actNamed } from './acts/all.ts';
import { blockAt, errorName, send, setRandomness } from './chain.ts';
import { compareAll, compareChanges } from './compare.ts';
import { type Deployment, errorAbi } from './deployment.ts';
import { resolveTime } from './resolve-time.ts';
import type { Run } from './run.ts';
import type { Step } from './steps.ts';

/** Of how many blocks the chain of the tests knows the hashes: it keeps no history beyond what the EVM gives. */
const HASHES_KEPT = 256;

/** A sequence that has not begun. */
export async function newRun({ at, tables }: Deployment): Promise<Run> {
  return {
    at,
    tables: copyTables(tables),
    latest: await blockAt('latest'),
    orderIds: new Map(),
    groups: new Map(),
    secrets: new Map(),
    coupons: new Map(),
  };
}

export interface Played {
  /** The error that both agree on, `accepted`, or `skipped` when the step names what does not exist. */
  result: string;
  /** Where contract and model differ, and invariants that do not hold. */
  problems: string[];
}

/** Does one step to contract and model, and compares what became of it. */
export async function playStep(run: Run, step: Step): Promise<Played> {
  const act = actNamed.get(step.act);
  if (act === undefined) throw new Error(`there is no act "${step.act}"`);
  const prepared = await act.prepare(run, step);
  if (prepared === undefined) return { result: 'skipped', problems: [] };
  const by = actors[step.by].address;
  const now = resolveTime(run, step.time);
  const { at, tables: before, latest } = run;
  const block = latest.number + 1;
  const places = {
    vault: at.vault,
    market: at.market,
    deposits: at.deposits,
    court: at.court,
    admin: actors.admin.address,
  };
  const call = { tables: before, by, now, block, parentHash: latest.hash, hashesKept: HASHES_KEPT, at: places };
  const reaction = transact(call, prepared.model);
  await setRandomness(block);
  const reverted = await send({ from: by, to: prepared.to, data: prepared.data, at: now });
  run.latest = await blockAt('latest');
  const refusal = reverted === undefined ? undefined : errorName(errorAbi, reverted);
  if (refusal !== reaction.refusal) {
    return {
      result: 'different',
      problems: [`contract: ${refusal ?? 'accepted'}, model: ${reaction.refusal ?? 'accepted'}`],
    };
  }
  if (reaction.refusal !== undefined) {
    return { result: reaction.refusal, problems: checkInvariants({ run, step, before, after: before, refusal }) };
  }
  const { tables: after, value } = reaction;
  run.tables = after;
  prepared.accepted?.(value, { ...call, tables: after });
  const problems = await compareChanges(at, before, after);
  return { result: 'accepted', problems: [...problems, ...checkInvariants({ run, step, before, after, refusal })] };
}

/** Compares everything, as is done now and then. */
export const compareEverything = (run: Run): Promise<string[]> => compareAll(run.at, run.tables);
