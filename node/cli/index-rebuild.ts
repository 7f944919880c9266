import type { Command } from './command.ts';

/** Makes the index anew, where the chain turned out to be another one than was followed. */
export const indexRebuild: Command = {
  name: 'index rebuild',
  summary: 'Empty all tables of a stopped node that follow from the chain, and read the chain again',
  positionals: [],
  options: { 'data-dir': { type: 'string' } },
  help: {
    'data-dir':
      'data folder of the node (or DATA_DIR); RPC_URL, DEPLOYMENT, DATABASE_URL and FINALITY_BLOCKS count as for the node',
  },
  example: 'vouch index rebuild --data-dir data/node',
  load: async () => ({ run: (await import('./run-index-rebuild.ts')).runIndexRebuild }),
};
