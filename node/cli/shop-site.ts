import type { Command } from './command.ts';

/** Writes a whole shop as a static site. */
export const shopSite: Command = {
  name: 'shop site',
  summary: 'Write a whole shop as a static site that works below any address, and print its CID',
  positionals: ['ADDRESS'],
  options: { out: { type: 'string' }, node: { type: 'string' } },
  help: {
    out: 'folder to write, which must not exist or be empty',
    node: 'HTTP address of the node (or VOUCH_NODE), which the site leads to for buying',
  },
  example: 'vouch shop site 0x… --out my-shop',
  load: () => import('./run-shop-site.ts'),
};
