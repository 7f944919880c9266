import { join } from 'node:path';

/** Files of a chain's data folder. */
export interface ChainPaths {
  meta: string;
  snapshot: string;
  journal: string;
  /** The engine's own leftovers; never read. */
  engineHome: string;
}

/** @param dataDir the data folder */
export const chainPaths = (dataDir: string): ChainPaths => ({
  meta: join(dataDir, 'meta.json'),
  snapshot: join(dataDir, 'snapshot.json'),
  journal: join(dataDir, 'journal.ndjson'),
  engineHome: join(dataDir, 'engine'),
});
