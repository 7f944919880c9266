import type { Command } from './command.ts';

/** Reads what the parties of an order wrote each other. */
export const orderMessages: Command = {
  name: 'order messages',
  summary: 'Read the messages about an order, as its buyer or its shop',
  positionals: ['ORDER'],
  options: {
    'key-file': { type: 'string' },
    save: { type: 'string' },
    json: { type: 'boolean' },
    node: { type: 'string' },
  },
  help: {
    'key-file': 'file with the private key of the account, readable by its owner alone (or VOUCH_KEY)',
    save: 'folder into which the pictures are saved',
    json: 'print JSON',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: `vouch order messages 0x${'1'.repeat(64)} --key-file seller.key`,
  load: () => import('./run-order-messages.ts'),
};
