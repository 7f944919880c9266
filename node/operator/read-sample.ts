import { type Kysely, sql } from 'kysely';
import type { Histogram } from 'prom-client';
import type { Database } from '../../indexer/store/schema.ts';
import type { SampleReading } from './samples.ts';

/** What a reading is made from. */
export interface SampleSources {
  db: Kysely<Database>;
  requests: Pick<Histogram<'route' | 'status'>, 'get'>;
  load: () => { lagMilliseconds: number; residentBytes: number };
  peers: () => number;
  index: () => { block: number; chainHead: number };
  diskBytes: () => Promise<number>;
}

/** Makes the reader of what a node is doing now. */
export function sampleReader(sources: SampleSources): () => Promise<SampleReading> {
  const { db, requests, load, peers, index, diskBytes } = sources;
  let countedTo: number | undefined;

  /** Steps of orders in blocks that were indexed since the last question. */
  const newEvents = async (block: number): Promise<number> => {
    const after = countedTo ?? block;
    countedTo = block;
    if (block <= after) return 0;
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from order_steps where block > ${after} and block <= ${block}`.execute(db);
    return rows[0]?.count ?? 0;
  };

  return async () => {
    const { block, chainHead } = index();
    const [answers, events, disk] = await Promise.all([answeredBy(requests), newEvents(block), diskBytes()]);
    const { lagMilliseconds, residentBytes } = load();
    return {
      lagMilliseconds,
      residentBytes,
      diskBytes: disk,
      peers: peers(),
      behind: Math.max(0, chainHead - block),
      events,
      ...answers,
    };
  };
}

/** Streams of live events last as long as their reader stays, so their time says nothing. */
const endless = '/api/v1/live';

async function answeredBy(requests: SampleSources['requests']): Promise<Pick<SampleReading, 'answered' | 'failures'>> {
  const steps = new Map<number, number>();
  let failures = 0;
  for (const { labels, value, metricName = '' } of (await requests.get()).values) {
    if (labels.route === endless) continue;
    if (metricName.endsWith('_bucket')) {
      // Safety: the library adds this label to every bucket.
      const { le } = labels as { le?: string | number };
      const seconds = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
      steps.set(seconds, (steps.get(seconds) ?? 0) + value);
    }
    if (metricName.endsWith('_count') && Number(labels.status) >= 500) failures += value;
  }
  const answered = [...steps].map(([seconds, count]) => ({ seconds, count })).sort((a, b) => a.seconds - b.seconds);
  return { answered, failures };
}
