import type { Command } from './command.ts';

/** Tells which nodes hold a shop. */
export const shopReplicas: Command = {
  name: 'shop replicas',
  summary: 'Show which nodes signed for holding a shop, and whose copies are stale or without pictures',
  positionals: ['ADDRESS'],
  options: {
    node: { type: 'string' },
    json: { type: 'boolean' },
  },
  help: {
    node: 'HTTP address of the node that asks the others (or VOUCH_NODE)',
    json: 'print the answer as the API gives it',
  },
  example: 'vouch shop replicas 0x1111111111111111111111111111111111111111',
  load: () => import('./run-shop-replicas.ts'),
};
