import type { Command } from './command.ts';

const folder = { 'data-dir': { type: 'string' } } as const;
const folderHelp = { 'data-dir': 'data folder of the node (or DATA_DIR)' };
const subject = 'SHOP-OR-CID';

/** A command that changes or shows the operator's policy in the node's data folder. */
const policyCommand = (
  parts: Pick<Command, 'name' | 'summary' | 'positionals' | 'example'> & Partial<Pick<Command, 'options' | 'help'>>,
  run: 'show' | 'carry' | 'deny' | 'allow' | 'follow' | 'unfollow' | 'subscribe' | 'unsubscribe' | 'publish',
): Command => ({
  ...parts,
  options: { ...folder, ...parts.options },
  help: { ...folderHelp, ...parts.help },
  load: async () => ({ run: (await import('./run-policy.ts'))[run] }),
});

/** What a node carries: its operator says so in `policy.json`, which these write and a running node reads again by itself. */
export const policyCommands: readonly Command[] = [
  policyCommand(
    {
      name: 'policy show',
      summary: "Print the operator's policy and the lists that the node holds",
      positionals: [],
      example: 'vouch policy show',
    },
    'show',
  ),
  policyCommand(
    {
      name: 'policy carry',
      summary: 'Carry every shop with a sufficient deposit (all), or only chosen ones (followed)',
      positionals: ['all|followed'],
      example: 'vouch policy carry followed',
    },
    'carry',
  ),
  policyCommand(
    {
      name: 'policy deny',
      summary: 'Carry a shop or a block no more: it is deleted here, and everybody can read why',
      positionals: [subject],
      options: { reason: { type: 'string' } },
      help: { reason: 'why; readers of the node see it' },
      example: 'vouch policy deny 0x1111111111111111111111111111111111111111 --reason "Court order 12/2026"',
    },
    'deny',
  ),
  policyCommand(
    {
      name: 'policy allow',
      summary: "Take the operator's denial back; where there is none, carry a shop or a block whatever lists say",
      positionals: [subject],
      example: 'vouch policy allow 0x1111111111111111111111111111111111111111',
    },
    'allow',
  ),
  policyCommand(
    {
      name: 'policy follow',
      summary: 'Choose a shop: it is carried where only chosen ones are, and keeps its place when room is short',
      positionals: ['SHOP'],
      example: 'vouch policy follow 0x1111111111111111111111111111111111111111',
    },
    'follow',
  ),
  policyCommand(
    {
      name: 'policy unfollow',
      summary: 'Choose a shop no more',
      positionals: ['SHOP'],
      example: 'vouch policy unfollow 0x1111111111111111111111111111111111111111',
    },
    'unfollow',
  ),
  policyCommand(
    {
      name: 'policy subscribe',
      summary: 'Take over the denials of a list, now and whenever its author signs a newer version',
      positionals: ['AUTHOR'],
      example: 'vouch policy subscribe 0x2222222222222222222222222222222222222222',
    },
    'subscribe',
  ),
  policyCommand(
    {
      name: 'policy unsubscribe',
      summary: 'Take over the denials of a list no more',
      positionals: ['AUTHOR'],
      example: 'vouch policy unsubscribe 0x2222222222222222222222222222222222222222',
    },
    'unsubscribe',
  ),
  policyCommand(
    {
      name: 'policy publish',
      summary: "Sign the operator's own denials as a list that other operators can subscribe to",
      positionals: [],
      options: {
        name: { type: 'string' },
        version: { type: 'string' },
        'key-file': { type: 'string' },
        deployment: { type: 'string' },
      },
      help: {
        name: 'name of the list',
        version: 'version of the list; by default one more than the newest',
        'key-file': "file with the private key of the list's author (or VOUCH_KEY)",
        deployment: 'file with chain ID and contract addresses (or DEPLOYMENT)',
      },
      example: 'vouch policy publish --name "Phishing shops" --key-file author.key',
    },
    'publish',
  ),
];
