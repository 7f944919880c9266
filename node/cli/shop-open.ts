import type { Command } from './command.ts';

/** Opens a shop: profile, key for order details, and a deposit. */
export const shopOpen: Command = {
  name: 'shop open',
  summary: 'Open your shop on the chain and put down its deposit',
  positionals: [],
  options: {
    name: { type: 'string' },
    tagline: { type: 'string' },
    language: { type: 'string' },
    deposit: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    name: 'name of the shop as buyers see it',
    tagline: 'one line below the name',
    language: 'language of name and tagline, such as en or zh-CN',
    deposit: 'amount to stake in the first accepted token, such as 500',
    'key-file': 'file with the private key of the shop (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: 'vouch shop open --name "Blue Kiln" --deposit 500 --key-file shop.key',
  load: () => import('./run-shop-open.ts'),
};
