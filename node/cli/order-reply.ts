import type { Command } from './command.ts';

/** Writes to the other party of an order. */
export const orderReply: Command = {
  name: 'order reply',
  summary: 'Write to the other side of an order; only the two can read it',
  positionals: ['ORDER'],
  options: {
    text: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    text: 'what to say, at most 4000 characters',
    'key-file': 'file with the private key of the account, readable by its owner alone (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: `vouch order reply 0x${'1'.repeat(64)} --text "The parcel is on its way." --key-file seller.key`,
  load: () => import('./run-order-reply.ts'),
};
