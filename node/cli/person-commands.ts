import type { Command } from './command.ts';

const node = { node: { type: 'string' } } as const;
const nodeHelp = { node: 'HTTP address of the node (or VOUCH_NODE)' };
const language = 'language of the text, such as en or zh-CN; en when left out';

type Run = 'show' | 'follow' | 'unfollow' | 'recommend' | 'withdraw' | 'name' | 'takeKeysBack';

/** A command that reads the note of a person. */
const reading = (parts: Omit<Command, 'load'>, run: Run): Command => ({
  ...parts,
  options: { ...parts.options, ...node },
  help: { ...parts.help, ...nodeHelp },
  load: async () => ({ run: (await import('./run-person.ts'))[run] }),
});

/** A command that changes the account's own note: it loads the newest one, signs the next and publishes it. */
const changing = (parts: Omit<Command, 'load'>, run: Run): Command =>
  reading(
    {
      ...parts,
      options: { ...parts.options, 'key-file': { type: 'string' } },
      help: {
        ...parts.help,
        'key-file': 'file with the private key of the account, readable by its owner alone (or VOUCH_KEY)',
      },
    },
    run,
  );

const account = '0x1111111111111111111111111111111111111111';

/** What an account says in public of itself, of people, shops and listings. Everybody can read it. */
export const personCommands: readonly Command[] = [
  reading(
    {
      name: 'person show',
      summary: 'Print what an account signed about itself and others, checked, and its record as a buyer',
      positionals: ['ACCOUNT'],
      options: { json: { type: 'boolean' } },
      help: { json: 'print JSON' },
      example: `vouch person show ${account}`,
    },
    'show',
  ),
  changing(
    {
      name: 'person follow',
      summary: 'Follow a person or a shop in public',
      positionals: ['ACCOUNT'],
      options: { as: { type: 'string' } },
      help: { as: 'person or shop; shop for an account that has one, when left out' },
      example: `vouch person follow ${account} --key-file my.key`,
    },
    'follow',
  ),
  changing(
    {
      name: 'person unfollow',
      summary: 'Follow a person or a shop no more',
      positionals: ['ACCOUNT'],
      options: {},
      help: {},
      example: `vouch person unfollow ${account} --key-file my.key`,
    },
    'unfollow',
  ),
  changing(
    {
      name: 'person recommend',
      summary: 'Recommend a listing in public, with the order if you bought it',
      positionals: ['SHOP/HANDLE'],
      options: { text: { type: 'string' }, language: { type: 'string' }, order: { type: 'string' } },
      help: { text: 'why, at most 500 characters', language, order: 'ID of the order in which you bought it' },
      example: `vouch person recommend ${account}/blue-cup --text "It keeps the tea warm." --key-file my.key`,
    },
    'recommend',
  ),
  changing(
    {
      name: 'person withdraw',
      summary: 'Take a recommendation back',
      positionals: ['SHOP/HANDLE'],
      options: {},
      help: {},
      example: `vouch person withdraw ${account}/blue-cup --key-file my.key`,
    },
    'withdraw',
  ),
  changing(
    {
      name: 'person name',
      summary: 'Set the name that you show, and a few words about you; without them, show none',
      positionals: [],
      options: { name: { type: 'string' }, about: { type: 'string' }, language: { type: 'string' } },
      help: { name: 'at most 60 characters', about: 'at most 300 characters', language },
      example: 'vouch person name --name Ana --about "Potter in Lisbon" --key-file my.key',
    },
    'name',
  ),
  changing(
    {
      name: 'person take-keys-back',
      summary: 'Let no key that a browser was given before publish in your name any more',
      positionals: [],
      options: {},
      help: {},
      example: 'vouch person take-keys-back --key-file my.key',
    },
    'takeKeysBack',
  ),
];
