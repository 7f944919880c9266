import { expect } from 'chai';
import { blockAt, revertTo, takeSnapshot } from '../fuzz/chain.ts';
import { deploy } from '../fuzz/deployment.ts';
import { newRun } from '../fuzz/play.ts';
import type { Run } from '../fuzz/run.ts';
import { setupSteps } from '../fuzz/setup-steps.ts';
import { type Gas, measureEntries } from './i7-entries.ts';
import { makeHistory, perform } from './i7-history.ts';

const DAY = 86_400;
const FEW = 10;
const MANY = 10_000;
/** What other bytes in calldata and logs can cost: numbers that grew have more bytes that are not zero. */
const MOST_DIFFERENCE = 1_500;
/** Draws try seats at random, so they differ by luck: by so many tries of a cold seat and a cold juror at most. */
const MOST_BY_LUCK = 3 * 32 * 7_000;
const byLuck: ReadonlySet<string> = new Set(['draw', 'createDispute']);

/** Shops, a large stake and terms; no seats. */
async function begin(run: Run): Promise<void> {
  for (const { act, by, params } of setupSteps) {
    if (act !== 'take seats') await perform(run, by, act, params);
  }
  await perform(run, 'shopA', 'stake', { token: 'blocking', units: 1n << 60n });
  await perform(run, 'shopA', 'set program', { token: 'blocking', earnBps: 1_000, maxDiscountBps: 5_000 });
}

async function gasAfter(run: Run, records: number): Promise<Gas> {
  await makeHistory(run, records);
  // Seats warm up.
  await perform(run, 'beggar', 'donate', { token: 'blocking', units: 0n }, { wait: 15 * DAY });
  return measureEntries(run);
}

describe('I7: the gas of every entry does not depend on how much happened before', function () {
  this.timeout(0);

  it(`costs the same after ${FEW} and after ${MANY} orders, registrations and seats`, async () => {
    const run = await newRun(await deploy());
    run.latest = await blockAt('latest');
    await begin(run);
    const { tables, latest } = run;
    const snapshot = await takeSnapshot();
    const few = await gasAfter(run, FEW);
    await revertTo(snapshot);
    const again: Run = { ...(await newRun({ at: run.at, tables })), latest };
    const many = await gasAfter(again, MANY);
    const differences = [...few].flatMap(([name, gas]) => {
      const difference = (many.get(name) ?? 0) - gas;
      const most = byLuck.has(name) ? MOST_BY_LUCK : MOST_DIFFERENCE;
      return Math.abs(difference) <= most ? [] : [`${name}: ${gas} and ${gas + difference}`];
    });
    expect(differences).to.deep.equal([]);
    expect(many.size).to.equal(few.size);
  });
});
