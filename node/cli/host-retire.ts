import type { Command } from './command.ts';

/** Takes the operator's node off the register. */
export const hostRetire: Command = {
  name: 'host retire',
  summary: 'Take your node off the register of operators',
  positionals: [],
  options: {
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    'key-file': 'file with the private key of the operator (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: 'vouch host retire --key-file operator.key',
  load: () => import('./run-host-retire.ts'),
};
