import type { NoteChange } from '../../protocol/compose-note.ts';
import { VouchError } from '../../protocol/errors.ts';
import { handleSchema } from '../../protocol/listing.ts';
import type { Note } from '../../protocol/note.ts';
import { type Address, bytes32Schema, type Hex } from '../../protocol/primitives.ts';
import { cleanText, type Localised } from '../../protocol/text.ts';
import type { CommandInput } from './command.ts';
import { accountWord, text } from './options.ts';
import { changeNote, type PersonNote, readNote } from './person-note.ts';

type Run = (input: CommandInput) => Promise<number>;

/** Prints a person: the note is checked here, so that the node need not be believed. */
export const show: Run = async (input) => {
  const { account, client, signed } = await readNote(input, accountWord(input.positionals[0], 'ACCOUNT'));
  const person = await client.person(account);
  if (input.values.json === true) {
    input.console.out(`${JSON.stringify({ ...person, note: signed?.note ?? null }, null, 2)}\n`);
    return 0;
  }
  const { buyer, followers } = person;
  const bought = `${buyer.orders} orders in ${buyer.shops} shops, ${buyer.reviews} reviews, ${buyer.disputed} disputes`;
  const lines = [account, ...(signed === undefined ? ['no note'] : linesOf(signed.note))];
  input.console.out(`${[...lines, `followers  ${followers}`, `bought     ${bought}`].join('\n')}\n`);
  return 0;
};

const linesOf = ({ names, about, followsPeople, followsShops, recommendations, updatedAt }: Note): string[] => [
  ...Object.entries(names).map(([tag, name]) => `name       ${name} (${tag})`),
  ...Object.entries(about).map(([tag, words]) => `about      ${words} (${tag})`),
  ...followsPeople.map((account) => `follows    ${account}`),
  ...followsShops.map((account) => `follows    ${account} (shop)`),
  ...recommendations.map(({ shop, handle, text: words }) => `recommends ${shop}/${handle}: ${words}`),
  `signed     ${new Date(updatedAt * 1_000).toISOString()}`,
];

/** A command that makes one change. */
const changing =
  (changeOf: (input: CommandInput, before: PersonNote) => NoteChange | Promise<NoteChange>): Run =>
  (input) =>
    changeNote(input, (before) => changeOf(input, before));

export const follow = changing(async ({ positionals, values }, { client }) => {
  const account = accountWord(positionals[0], 'ACCOUNT');
  const as = text(values, 'as');
  if (as !== undefined && as !== 'person' && as !== 'shop') {
    throw new VouchError({
      code: 'option.invalid',
      message: '--as must be person or shop.',
      hint: 'Leave it out: an account that has a shop is followed as a shop.',
      details: { field: 'as' },
    });
  }
  return { kind: 'follow', whom: as ?? ((await client.isShop(account)) ? 'shop' : 'person'), account };
});

export const unfollow = changing(({ positionals }) => ({
  kind: 'unfollow',
  account: accountWord(positionals[0], 'ACCOUNT'),
}));

export const recommend = changing((input) => {
  const words = cleanText(text(input.values, 'text') ?? '');
  if (words === '') {
    throw new VouchError({
      code: 'option.missing',
      message: 'A recommendation says why.',
      hint: 'Give --text "It keeps the tea warm."',
      details: { field: 'text' },
    });
  }
  const recommendation = { ...listingOf(input), order: orderOf(input), text: words, language: languageOf(input) };
  return { kind: 'recommend', recommendation };
});

export const withdraw = changing((input) => ({ kind: 'withdraw', ...listingOf(input) }));

export const name = changing((input, { note }) => {
  const language = languageOf(input);
  const told = (texts: Localised, option: 'name' | 'about'): Localised => {
    const { [language]: _, ...others } = texts;
    const words = cleanText(text(input.values, option) ?? '');
    return words === '' ? others : { ...others, [language]: words };
  };
  return { kind: 'name', names: told(note?.names ?? {}, 'name'), about: told(note?.about ?? {}, 'about') };
});

export const takeKeysBack = changing(() => ({ kind: 'take-keys-back' }));

const languageOf = ({ values }: CommandInput): string => text(values, 'language') ?? 'en';

function listingOf({ positionals }: CommandInput): { shop: Address; handle: string } {
  const [shop, handle] = (positionals[0] ?? '').split('/');
  const checked = handleSchema.safeParse(handle);
  if (checked.success) return { shop: accountWord(shop, 'SHOP'), handle: checked.data };
  throw new VouchError({
    code: 'option.invalid',
    message: 'SHOP/HANDLE must be the address of a shop, a slash and the handle of a listing.',
    hint: 'Copy both from the address of the listing.',
    details: { field: 'SHOP/HANDLE' },
  });
}

function orderOf({ values }: CommandInput): Hex | null {
  const given = text(values, 'order');
  if (given === undefined) return null;
  const checked = bytes32Schema.safeParse(given);
  if (checked.success) return checked.data;
  throw new VouchError({
    code: 'option.invalid',
    message: '--order must be the ID of an order: 0x and 64 hex digits.',
    hint: 'Copy it from the page of the order.',
    details: { field: 'order' },
  });
}
