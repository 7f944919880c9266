import type { Command } from './command.ts';

/** Turns a Shopify product export into listings and publishes them. */
export const shopImport: Command = {
  name: 'shop import',
  summary: 'Import a Shopify product CSV into your shop and publish it',
  positionals: ['FILE.csv'],
  options: {
    images: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
    shop: { type: 'string' },
    settings: { type: 'string' },
    language: { type: 'string' },
    commission: { type: 'string' },
    coverage: { type: 'string' },
    arbitrator: { type: 'string' },
    replace: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  help: {
    images: 'folder with the pictures, found by file name; nothing is downloaded',
    'key-file': 'file with the private key of the shop or of a publisher (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
    shop: 'address of the shop, when a publisher signs',
    settings: 'JSON file: language, windows, shares, delivery, place',
    language: 'language of the texts, such as en or zh-CN',
    commission: 'commission of promoters in basis points',
    coverage: 'part of each order that the deposit covers, in basis points',
    arbitrator: 'address that rules disputes; by default the one that the node suggests',
    replace: 'also remove listings that the file does not have',
    'dry-run': 'check everything, publish nothing',
    json: 'print the result as JSON',
  },
  example: 'vouch shop import products.csv --images photos --key-file shop.key',
  load: () => import('./run-shop-import.ts'),
};
