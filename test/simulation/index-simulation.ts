import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Indexer, startIndexer } from '../../indexer/start-indexer.ts';
import { journaledTables } from '../../indexer/store/migrations/journaled-tables.ts';
import type { Store } from '../../indexer/store/open-store.ts';
import { seededRandom } from '../../scripts/economics/random.ts';
import { FakeChain, type FakeLog, type Faults, fakeDeployment, honest } from '../indexer/fixtures/fake-chain.ts';
import { emptyStory, type Story, storyBeginning, tell } from '../indexer/fixtures/market-story.ts';
import { quietLog, type TestStore, type TestStores } from '../indexer/fixtures/stores.ts';
import { faultyPool, type StoreFaults } from './index-store-faults.ts';

/** A reorganisation is at most one less deep. */
const FINALITY = 12;
/** Endpoints and quarantines are timed by a clock that runs so much faster than this machine's. */
const HASTE = 200;
const MOST_QUIET_MILLISECONDS = 120_000;

/** What a run did, and in which tables it differs from a clean run; none, when all went well. */
export interface SimulationOutcome {
  events: Record<string, number>;
  differing: string[];
}

/** All rows that follow from the chain, table by table. */
const comparedTables = [
  ...Object.keys(journaledTables),
  'shop_scores',
  'listing_scores',
  'version_scores',
  'review_parts',
  'shop_reviewers',
  'shop_facts',
  'shop_months',
  'buyer_records',
  'promoter_records',
  'flags',
];

/**
 * Plays a market on a chain that reorganises, read through endpoints that fail, lag, limit ranges, repeat, shuffle and lie,
 * into a database whose statements fail, by an indexer that is stopped at any time. The seed decides what happens; the
 * machine decides how far the indexer has come by then. In the end all is let be, and the tables must equal those of an
 * indexer that read the chain once, without any fault (I12).
 */
export async function simulateIndex(
  t: TestContext,
  stores: TestStores,
  { seed, steps }: { seed: number; steps: number },
): Promise<SimulationOutcome> {
  const random = seededRandom(seed);
  // What goes wrong is drawn apart, so that the machine's speed changes nothing of what the chain does.
  const accident = seededRandom(seed + 1_000_000);
  const below = (bound: number) => Math.floor(random() * bound);
  const events: Record<string, number> = {};
  const count = (event: string) => {
    events[event] = (events[event] ?? 0) + 1;
  };
  const story = await startStory(t, random);
  const faults = drawEndpoints(accident);
  const urls = await Promise.all(faults.map((one) => story.chain.endpoint(t, one)));
  const store = await stores.store(t);
  const storeFaults: StoreFaults = { rate: 0, counts: { before: 0, after: 0, commit: 0 } };
  const began = Date.now();
  const start = () =>
    startIndexer({
      store: { pool: faultyPool(store, storeFaults, accident) },
      rpcUrls: urls,
      deployment: fakeDeployment,
      log: { ...quietLog, error: (_, message) => count(message) },
      options: {
        pollMilliseconds: 5,
        finalityBlocks: FINALITY,
        clock: () => began + (Date.now() - began) * HASTE,
        draw: accident,
      },
    });
  let indexer = await start();
  store.endings.push(() => indexer.stop());

  story.go(FINALITY);
  for (let step = 0; step < steps; step += 1) {
    storeFaults.rate = random() < 0.6 ? 0.03 : 0;
    const act = below(10);
    if (act < 4) {
      story.go(1 + below(6));
      count('blocks');
    } else if (act < 7) {
      story.retell(1 + below(FINALITY - 1), 1 + below(FINALITY));
      count('reorganisations');
    } else if (act === 7) {
      storeFaults.rate = 0;
      await indexer.stop();
      if (random() < 0.5) story.go(FINALITY + below(20));
      indexer = await start();
      count('restarts');
    } else if (act === 8) {
      for (const one of faults) one.lag = random() < 0.3 ? 1 + below(4) : 0;
      count('lags');
    } else {
      const one = faults[below(faults.length)];
      if (one !== undefined) one.failing = random() < 0.3;
      count('outages');
    }
    await worked(story.chain, below(120));
  }

  storeFaults.rate = 0;
  for (const one of faults) Object.assign(one, { failing: false, lag: 0 });
  // What is new is provisional; what is compared is final.
  for (let block = 0; block < 2 * FINALITY; block += 1) story.chain.mine();
  await settled(indexer, story.chain);
  Object.assign(events, storeFaults.counts);
  await indexer.stop();
  const [dirty, clean] = [await rowsOf(store), await rowsOf(await cleanRun(t, stores, story.chain))];
  const differing = comparedTables.filter((table) => dirty[table] !== clean[table]);
  return { events, differing };
}

/** A market that goes on, and may be told otherwise from any of its newest blocks. */
async function startStory(t: TestContext, random: () => number) {
  const chain = await FakeChain.start(t);
  const stories: Story[] = [emptyStory, emptyStory];
  chain.mine(storyBeginning());
  const go = (blocks: number) => {
    for (let block = 0; block < blocks; block += 1) {
      const { events, story } = tell(stories.at(-1)!, random);
      chain.mine(events);
      stories.push(story);
    }
  };
  let highest = 0;
  const retell = (deepest: number, blocks: number) => {
    highest = Math.max(highest, chain.head.number);
    // What was final once stays so, also after a reorganisation to a shorter chain.
    const depth = Math.max(0, Math.min(deepest, chain.head.number - (highest - FINALITY + 1)));
    chain.rewind(depth);
    stories.length -= depth;
    go(blocks);
  };
  return { chain, go, retell };
}

/** One to three endpoints with faults of their own. Most of those that are asked are honest, or receipts prove who is. */
function drawEndpoints(random: () => number): Faults[] {
  const total = 1 + Math.floor(random() * 3);
  const liar = total > 1 && random() < 0.6 ? Math.floor(random() * total) : -1;
  return Array.from({ length: total }, (_, number): Faults => {
    const errors = random() < 0.5 ? 0.02 : 0;
    const faults: Faults = {
      ...honest(),
      repeatsLogs: random() < 0.3,
      withTimes: random() < 0.7,
      mostRange: random() < 0.4 ? 1 + Math.floor(random() * 10) : Number.POSITIVE_INFINITY,
      withReceipts: total !== 3 || random() < 0.5,
      stumbles: () => random() < errors,
    };
    const isShuffled = random() < 0.3;
    return {
      ...faults,
      forge: (logs) => {
        const given = number === liar && random() < 0.1 ? lie(logs, random) : logs;
        return isShuffled ? shuffled(given, random) : given;
      },
    };
  });
}

/** Hides, changes or invents a log. */
function lie(logs: FakeLog[], random: () => number): FakeLog[] {
  const at = Math.floor(random() * logs.length);
  const log = logs[at];
  if (log === undefined) return logs;
  const kind = random();
  if (kind < 0.4) return logs.toSpliced(at, 1);
  const data = `0x${log.data.slice(2).replaceAll('1', '2')}` as FakeLog['data'];
  if (kind < 0.8) return logs.with(at, { ...log, data });
  return logs.toSpliced(at, 0, { ...log, data, logIndex: '0x400' });
}

const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** Waits until the indexer has asked the chain so often, or for half a second: it may have stopped for the moment. */
async function worked(chain: FakeChain, requests: number): Promise<void> {
  const [enough, ends] = [chain.requests + requests, Date.now() + 500];
  while (chain.requests < enough && Date.now() < ends) await delay(2);
}

/** Waits until all that the chain has is indexed. */
async function settled(indexer: Indexer, chain: FakeChain): Promise<void> {
  const ends = Date.now() + MOST_QUIET_MILLISECONDS;
  for (;;) {
    const { synced, block, chainHead, finalized, lastError } = indexer.status();
    if (synced && block === chain.head.number && chainHead === block && finalized >= block - FINALITY) return;
    if (Date.now() > ends)
      throw new Error(
        `the index stays at block ${block} of ${chain.head.number}: ${lastError?.stack} ${lastError?.cause}`,
      );
    await delay(5);
  }
}

async function cleanRun(t: TestContext, stores: TestStores, chain: FakeChain): Promise<TestStore> {
  const store = await stores.store(t);
  const indexer = await startIndexer({
    store,
    rpcUrls: [chain.url],
    deployment: fakeDeployment,
    log: quietLog,
    options: { pollMilliseconds: 5, finalityBlocks: FINALITY },
  });
  await settled(indexer, chain);
  await indexer.stop();
  return store;
}

/** The rows of each table as one text. */
async function rowsOf(store: Pick<Store, 'pool'>): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const table of comparedTables) {
    const answer = await store.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`);
    rows[table] = answer.rows
      .map(({ row }) => row)
      .sort()
      .join('\n');
  }
  return rows;
}
