import { emptyTables, type Tables } from '../../../protocol/model/tables.ts';
import { zeroAddress } from '../../../protocol/primitives.ts';
import { compareAll } from '../../fuzz/compare.ts';
import type { Run } from '../../fuzz/run.ts';
import { courtEvents } from './court-events.ts';
import { discountEvents } from './discount-events.ts';
import { eventsFrom, type Handlers, type Happened } from './events.ts';
import { moneyEvents } from './money-events.ts';
import { orderEvents } from './order-events.ts';
import { registerEvents } from './register-events.ts';

/** Events that change nothing which a getter gives, or say in other words what another event says. */
const silent: ReadonlySet<string> = new Set([
  'AuthorityUpdated',
  'EIP712DomainChanged',
  'ShopProfileChanged',
  'Ruling',
]);

const noParameters = {
  feeBps: 0,
  minCoverageBps: 0,
  penaltyBps: 0,
  answerWithinSeconds: 0,
  escalateWithinSeconds: 0,
  ruleWithinSeconds: 0,
};

/** Replays events into empty tables. */
function rebuild(events: readonly Happened[]): Tables {
  const tables = emptyTables(noParameters, zeroAddress);
  const handlers: Handlers = {
    ...registerEvents,
    ...moneyEvents,
    ...orderEvents(new Map()),
    ...discountEvents,
    ...courtEvents,
  };
  for (const { name, args, time } of events) {
    const handle = handlers[name];
    if (handle !== undefined) handle(tables, args, time);
    else if (!silent.has(name)) throw new Error(`nothing is rebuilt from ${name}`);
  }
  return tables;
}

/**
 * I10: every change emits an event, and all state can be rebuilt from the events. Replays everything that was logged into
 * plain tables, without the model's state, and compares every getter for every row that either knows.
 * @param run a sequence that was played
 * @param fromBlock the block before the contracts were created
 */
export async function checkRebuild(run: Run, fromBlock: number): Promise<string[]> {
  const rebuilt = rebuild(await eventsFrom(run.at, fromBlock));
  // What tokens count is theirs to log.
  rebuilt.balances = run.tables.balances;
  return (await compareAll(run.at, rebuilt, run.tables)).map((problem) => `I10: by its events, ${problem}`);
}
