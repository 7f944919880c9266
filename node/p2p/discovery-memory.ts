import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KnownPeer } from './discovery-known.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';

const rememberedSchema = z
  .array(
    z.object({
      peerId: z.string().max(128),
      addresses: z.array(z.string().max(networkLimits.addressCharacters)).max(networkLimits.addressesPerPeer),
    }),
  )
  .max(networkLimits.rememberedPeers);

/** Peers that were reached before the last stop, on disk: who starts again finds the market without anybody's list. */
export interface PeerMemory {
  read(): Promise<z.infer<typeof rememberedSchema>>;
  write(peers: readonly KnownPeer[]): Promise<void>;
}

/** @param options `dataDir` is the node's data folder */
export function createPeerMemory({ dataDir, log }: { dataDir: string; log: Log }): PeerMemory {
  const file = join(dataDir, 'known-peers.json');
  return {
    read: async () => {
      try {
        return rememberedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!isAbsent) log.warn({ err: error, file }, 'The peers of the last run cannot be read and are left out.');
        return [];
      }
    },
    write: async (peers) => {
      const rows = peers
        .slice(0, networkLimits.rememberedPeers)
        .map(({ peerId, addresses }) => ({ peerId, addresses }));
      // Written beside and renamed, so that a crash leaves the old list or the new one.
      const handle = await open(`${file}.new`, 'w', 0o600);
      try {
        await handle.writeFile(JSON.stringify(rows));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${file}.new`, file);
    },
  };
}
