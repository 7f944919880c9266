import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import type { PeerAnswer, PeerRequest } from './replicate/peer.ts';

const firstPort = 18_950;
const edits = 60;

interface Peer {
  ask(request: PeerRequest): Promise<PeerAnswer>;
  end(): void;
}

const peer = (): Peer => {
  const child: ChildProcess = fork(join(import.meta.dirname, 'replicate/peer.ts'));
  return {
    ask: async (request) => {
      const reply = once(child, 'message');
      child.send(request);
      // Safety: the peer process answers each request with one PeerAnswer.
      const [answer] = (await reply) as [PeerAnswer];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    end: () => {
      if (child.exitCode === null) child.kill('SIGKILL');
    },
  };
};

/**
 * Replicates shops of 1,000 and 10,000 listings between two processes with stores on disk, every signature, hash and schema
 * checked; then single edits; and fetches the same listing blocks by bitswap.
 */
export const run: RunBenchmark = async ({ log }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-replicate-'));
  const rows: BenchmarkRow[] = [];
  try {
    for (const count of [1_000, 10_000]) {
      log(`replicating ${count} listings`);
      rows.push(...(await measure(count, folder)));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
};

async function measure(count: number, folder: string): Promise<BenchmarkRow[]> {
  const [seller, replica, reader] = [peer(), peer(), peer()];
  try {
    const { addresses = [] } = await seller.ask({
      do: 'node',
      dataDir: join(folder, `${count}-a`),
      port: firstPort,
      bootstrap: [],
    });
    const { cids = [] } = await seller.ask({ do: 'publish', count, version: 1, edited: null });
    await replica.ask({ do: 'node', dataDir: join(folder, `${count}-b`), port: firstPort + 1, bootstrap: addresses });
    const copied = await replica.ask({ do: 'stored', version: 1 });

    const delays: number[] = [];
    const moved: number[] = [];
    for (let edit = 0; edit < edits; edit++) {
      const version = edit + 2;
      const { at: announced = 0 } = await seller.ask({ do: 'publish', count, version, edited: (edit * 613) % count });
      const { at = 0, bytes = 0 } = await replica.ask({ do: 'stored', version });
      delays.push(at - announced);
      moved.push(bytes);
    }
    const bitswap = await reader.ask({ do: 'bitswap', address: addresses[0] ?? '', cids });
    await Promise.all([seller.ask({ do: 'stop' }), replica.ask({ do: 'stop' })]);

    const named = count.toLocaleString('en');
    const perSecond = (milliseconds = Number.NaN) => Math.round((count / milliseconds) * 1_000);
    const edit = `one edit of ${named}`;
    return [
      {
        case: `copy a shop of ${named} listings`,
        value: perSecond(copied.took),
        unit: 'listings/s',
        goal: { atLeast: 8_000 },
        peer: `Helia bitswap, blocks alone, in memory: ${perSecond(bitswap.took)} blocks/s in this run`,
      },
      {
        case: `processor time of that copy, receiving node`,
        value: Math.round(((copied.cpu ?? 0) * 1_000) / count),
        unit: 'µs a listing',
      },
      { case: `bytes of that copy`, value: copied.bytes ?? 0, unit: 'bytes' },
      { case: `${edit}: bytes moved, mean`, value: Math.round(mean(moved)), unit: 'bytes', goal: { atMost: 15_000 } },
      { case: `${edit}: bytes moved, most`, value: Math.max(...moved), unit: 'bytes', goal: { atMost: 15_000 } },
      { case: `${edit}: announced to stored, p50`, value: centile(delays, 0.5), unit: 'ms', goal: { atMost: 50 } },
      { case: `${edit}: announced to stored, p95`, value: centile(delays, 0.95), unit: 'ms', goal: { atMost: 100 } },
    ];
  } finally {
    for (const each of [seller, replica, reader]) each.end();
  }
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function centile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
}
