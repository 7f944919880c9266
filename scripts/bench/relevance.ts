import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../indexer/store/open-store.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { evaluate, meanQuality, OURS, plainRankers } from './relevance/evaluate.ts';
import { hasProductLists } from './relevance/goods.ts';

/**
 * How good the order of a search is: judged queries over the demo market and public product lists, ours beside plain full
 * text of the same database. With `--worst N`, names the queries where ours is worst.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  if (!hasProductLists()) {
    log('skipped: the public product lists are not there');
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'vouch-relevance-'));
  await chmod(folder, 0o755);
  const ignore = () => undefined;
  const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const store = await openStore({ dataDir: folder, log: quiet });
  try {
    const evaluated = await evaluate(store);
    const worst = Number(args[args.indexOf('--worst') + 1] ?? 0);
    if (args.includes('--worst')) {
      const rows = evaluated
        .map(({ query, byRanker }) => ({ query, ours: byRanker.get(OURS) }))
        .sort((a, b) => (a.ours?.ndcg ?? 0) - (b.ours?.ndcg ?? 0))
        .slice(0, worst);
      for (const { query, ours } of rows)
        log(
          `${ours?.ndcg.toFixed(2)} ${ours?.recall.toFixed(2)} ${query.kind} "${query.q}": ${ours?.found.slice(0, 5).join(' ')}`,
        );
    }
    const kinds = [undefined, ...new Set(evaluated.map(({ query }) => query.kind))];
    return kinds.flatMap((kind): BenchmarkRow[] => {
      const ours = meanQuality(evaluated, OURS, kind);
      const peers = plainRankers.map((name) => ({ name, ...meanQuality(evaluated, name, kind) }));
      const count = evaluated.filter(({ query }) => kind === undefined || query.kind === kind).length;
      const named = `${kind ?? 'all'} (${count} queries)`;
      const beside = (pick: 'ndcg' | 'recall') =>
        peers.map((peer) => `${peer.name} ${peer[pick].toFixed(3)}`).join('; ');
      return [
        { case: `${named}: nDCG@10`, value: Number(ours.ndcg.toFixed(3)), unit: '', peer: beside('ndcg') },
        { case: `${named}: recall@50`, value: Number(ours.recall.toFixed(3)), unit: '', peer: beside('recall') },
      ];
    });
  } finally {
    await store.stop();
    await rm(folder, { recursive: true });
  }
};
