import type { Command } from './command.ts';

/** Reads the encrypted details of an order. */
export const orderDetails: Command = {
  name: 'order details',
  summary: 'Read where an order goes, as its shop or its buyer',
  positionals: ['ORDER'],
  options: {
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    'key-file': 'file with the private key of the account, readable by its owner alone (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: `vouch order details 0x${'1'.repeat(64)} --key-file seller.key`,
  load: () => import('./run-order-details.ts'),
};
