import { join } from 'node:path';
import type { FloorRequest } from './floor.ts';
import { startPeer } from './processes.ts';

interface ForeignRequest {
  do: 'serve' | 'fetch' | 'replicate';
  folder: string;
  port: number;
  file: string;
  address?: string;
  database?: string;
  last?: string;
}
interface ForeignAnswer {
  addresses?: string[];
  database?: string;
  last?: string;
  took?: number;
  count?: number;
}

/** Milliseconds to bring the blocks of a file from one process to another by Helia's bitswap, LevelDB on both sides. */
export async function bitswapMilliseconds(options: { file: string; folder: string; port: number }): Promise<number> {
  const { file, folder, port } = options;
  const script = '../peers/bitswap.mjs';
  const [from, to] = [
    startPeer<ForeignRequest, ForeignAnswer>(script),
    startPeer<ForeignRequest, ForeignAnswer>(script),
  ];
  try {
    const { addresses = [] } = await from.ask({ do: 'serve', file, port, folder: join(folder, 'bitswap-a') });
    const fetch = { do: 'fetch', file, port: port + 1, folder: join(folder, 'bitswap-b') } as const;
    return (await to.ask({ ...fetch, address: addresses[0] ?? '' })).took ?? Number.NaN;
  } finally {
    from.end();
    to.end();
  }
}

/** Milliseconds that OrbitDB takes to write the listings of a file as documents, and to bring them to another process. */
export async function orbitdbMilliseconds(options: {
  file: string;
  folder: string;
  port: number;
  count: number;
}): Promise<{ write: number; replicate: number }> {
  const { file, folder, port, count } = options;
  const script = '../peers/orbitdb.mjs';
  const [from, to] = [
    startPeer<ForeignRequest, ForeignAnswer>(script),
    startPeer<ForeignRequest, ForeignAnswer>(script),
  ];
  try {
    const served = await from.ask({ do: 'serve', file, port, folder: join(folder, 'orbitdb-a') });
    const copied = await to.ask({
      do: 'replicate',
      file,
      port: port + 1,
      folder: join(folder, 'orbitdb-b'),
      address: served.addresses?.[0] ?? '',
      database: served.database ?? '',
      last: served.last ?? '',
    });
    if (copied.count !== count) throw new Error(`OrbitDB brought ${copied.count} of ${count} documents`);
    return { write: served.took ?? Number.NaN, replicate: copied.took ?? Number.NaN };
  } finally {
    from.end();
    to.end();
  }
}

/** Milliseconds of the floor: the same bytes over one TCP connection, hashed in pieces and written to a file. */
export async function floorMilliseconds(options: { file: string; folder: string }): Promise<number> {
  const { file, folder } = options;
  const script = 'floor.ts';
  const from = startPeer<FloorRequest, { port?: number; took?: number }>(script);
  const to = startPeer<FloorRequest, { port?: number; took?: number }>(script);
  try {
    const { port = 0 } = await from.ask({ do: 'serve', file });
    return (await to.ask({ do: 'take', file: join(folder, 'floor'), port })).took ?? Number.NaN;
  } finally {
    from.end();
    to.end();
  }
}
