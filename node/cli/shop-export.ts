import type { Command } from './command.ts';

/** Writes a shop's catalogue as a CSV that imports to the same catalogue. */
export const shopExport: Command = {
  name: 'shop export',
  summary: 'Write a shop as a Shopify product CSV that imports to the same catalogue',
  positionals: [],
  options: {
    shop: { type: 'string' },
    out: { type: 'string' },
    node: { type: 'string' },
    language: { type: 'string' },
    'key-file': { type: 'string' },
  },
  help: {
    shop: "address of the shop; by default the key's own",
    out: 'file to write; by default standard output',
    node: 'HTTP address of the node (or VOUCH_NODE)',
    language: 'language of the Shopify columns; all languages are in the Vouch columns',
    'key-file': 'file with the private key, to name the shop by it',
  },
  example: 'vouch shop export --shop 0x… --out products.csv',
  load: () => import('./run-shop-export.ts'),
};
