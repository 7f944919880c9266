import { setTimeout as delay } from 'node:timers/promises';
import { startIndexer } from '../../../indexer/start-indexer.ts';
import { openStore } from '../../../indexer/store/open-store.ts';
import type { Deployment } from '../../../protocol/deployment.ts';
import { type ThreadTimes, watchMainThread } from './main-thread.ts';
import { ownUsage } from './measured-process.ts';
import { postgresCpu } from './postgres-cpu.ts';
import { type StatementTimes, timeStatements } from './statements.ts';

/** Indexes a chain as a node does, into a database that is empty or not there yet. */
export interface OurInput {
  url: string;
  deployment: Deployment;
  /** Number of the chain's newest block. */
  blocks: number;
  lastEventBlock: number;
  dataDir: string;
  databaseUrl: string;
  /** Process ID of the database server's first process. */
  postmaster: number;
  /** Looks at where the loop's time goes, which takes some itself. */
  profile: boolean;
}

export interface OurFigures {
  cpu: number;
  peak: number;
  /** Milliseconds from the indexer's start until the rows of the last event are committed. */
  loop: number;
  /** The same from the start of the process: then there is what the others have when they say that they are ready. */
  committed: number;
  /** Milliseconds until the blocks after it are read and the scores that follow from all of them are known. */
  untilScores: number;
  /** The same from the start of the process. */
  ready: number;
  /** Milliseconds of processor time until then, its own and PostgreSQL's. */
  readyCpu: number;
  /** Milliseconds of processor time in the loop, its own and PostgreSQL's. */
  loopCpu: number;
  loopPostgresCpu: number;
  rows: Record<string, number>;
  /** What the main thread did in the loop, and how long its statements ran. */
  profile: { thread: ThreadTimes; statements: StatementTimes } | undefined;
}

const input = JSON.parse(process.argv[2] ?? '') as OurInput;
const silent = () => undefined;
const log = {
  debug: silent,
  info: silent,
  warn: (...words: unknown[]) => console.error(...words),
  error: console.error,
};
const store = await openStore({ dataDir: input.dataDir, databaseUrl: input.databaseUrl, log });
const statements = input.profile ? timeStatements(store.pool) : {};
const endWatch = input.profile ? await watchMainThread() : undefined;
const before = ownUsage().cpu;
const postgresBefore = await postgresCpu(input.postmaster);
const began = performance.now();
const indexer = await startIndexer({ store, rpcUrls: [input.url], deployment: input.deployment, log });
const announced = new Promise<void>((resolve) => {
  indexer.onBlock(({ number }) => {
    if (number >= input.blocks) resolve();
  });
});
while (indexer.status().block < input.lastEventBlock) await delay(2);
const committed = performance.now();
const loop = committed - began;
const { cpu, peak } = ownUsage();
const thread = await endWatch?.();
const profile = thread === undefined ? undefined : { thread, statements: structuredClone(statements) };
const loopPostgresCpu = (await postgresCpu(input.postmaster)) - postgresBefore;
await announced;
const ready = performance.now();
const untilScores = ready - began;
const readyCpu = ownUsage().cpu + (await postgresCpu(input.postmaster)) - postgresBefore;
await indexer.stop();
const { rows } = await store.pool.query<{ relname: string; rows: number }>(
  `select c.relname, (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || quote_ident(c.relname), false, true, '')))[1]::text::int as rows
   from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
);
await store.stop();
process.send?.({
  cpu,
  peak,
  loop,
  committed,
  untilScores,
  ready,
  readyCpu,
  loopCpu: cpu - before,
  loopPostgresCpu,
  profile,
  rows: Object.fromEntries(
    rows.filter(({ rows: count }) => count > 0).map(({ relname, rows: count }) => [relname, count]),
  ),
} satisfies OurFigures);
process.disconnect();
