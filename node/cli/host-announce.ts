import type { Command } from './command.ts';

/** Puts the operator's node into the register, where others find it. */
export const hostAnnounce: Command = {
  name: 'host announce',
  summary: 'Announce your node in the register of operators, so that others find it and know whose share it earns',
  positionals: [],
  options: {
    endpoints: { type: 'string' },
    payout: { type: 'string' },
    'key-file': { type: 'string' },
    node: { type: 'string' },
  },
  help: {
    endpoints: 'multiaddrs and URLs of the node, separated by commas; by default what the node announces to peers',
    payout: "account that gets the host share; by default the node's HOST_PAYOUT, else the operator's own account",
    'key-file': 'file with the private key of the operator (or VOUCH_KEY)',
    node: 'HTTP address of the node (or VOUCH_NODE)',
  },
  example: 'vouch host announce --endpoints /dns4/node.example/tcp/9080,https://node.example --key-file operator.key',
  load: () => import('./run-host-announce.ts'),
};
