import { setTimeout as delay } from 'node:timers/promises';
import type { LocalAccount } from 'viem';
import { hexToBytes } from 'viem/utils';
import type { NodeClient } from '../../../node/shop/node-client.ts';
import type { Block } from '../../../protocol/block.ts';
import { composeNote, emptyNote } from '../../../protocol/compose-note.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Note } from '../../../protocol/note.ts';
import { type NotePlace, noteTypedData } from '../../../protocol/note-typed-data.ts';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { known } from '../known.ts';
import { market } from '../market.ts';
import { personaNotes } from '../notes.ts';

const DAY = 86_400;
/** A note is kept once the node has read what gives its author standing. */
const LOOK_MILLISECONDS = 200;
const LONGEST_WAIT_MILLISECONDS = 60_000;

interface NotesOptions {
  accounts: ReadonlyMap<string, LocalAccount>;
  place: NotePlace;
  /** What the chain calls each order of the past, by its ID in `market.orders`. */
  orderIds: ReadonlyMap<string, Hex>;
  /** Unix seconds. */
  now: number;
}

/** IDs of the people whose notes nodes keep: they bought something, sell, or registered as promoters. */
const authors = (): Set<string> =>
  new Set([
    ...market.orders.map(({ buyer }) => buyer),
    ...market.personas.filter(({ role }) => role === 'seller' || role === 'promoter').map(({ id }) => id),
  ]);

/**
 * Signs what the people of the demo market say of themselves and others: their names, whom they follow, what they
 * recommend.
 * @returns signed notes by the account of their author
 * @throws VouchError `note.invalid`; RangeError for a name that the demo market does not have
 */
export async function signNotes({ accounts, place, orderIds, now }: NotesOptions): Promise<Map<Address, Block>> {
  const accountOf = (person: string | undefined): LocalAccount => known(accounts, person ?? '');
  const addressOf = (person: string | undefined): Address => addressSchema.parse(accountOf(person).address);
  const shopOf = (handle: string): Address => addressOf(market.personas.find(({ shop }) => shop === handle)?.id);
  const signed = new Map<Address, Block>();
  const writers = authors();
  for (const { id, name, about } of market.personas.filter((persona) => writers.has(persona.id))) {
    const author = addressOf(id);
    const { people = [], shops = [], words = [] } = personaNotes[id] ?? {};
    const note: Note = {
      ...emptyNote(author),
      updatedAt: now,
      names: { ...name },
      about: { ...about },
      followsPeople: people.map(addressOf).sort(),
      followsShops: shops.map(shopOf).sort(),
      recommendations: words.map(({ shop, listing, order, language, text }, index) => ({
        ...{ shop: shopOf(shop), handle: listing, language, text },
        order: order === undefined ? null : known(orderIds, order),
        writtenAt: now - (index + 1) * DAY,
      })),
    };
    signed.set(
      author,
      await composeNote({
        note,
        key: null,
        sign: async (each) => hexToBytes(await accountOf(id).signTypedData(noteTypedData(place, each))),
      }),
    );
  }
  return signed;
}

/**
 * Hands notes to a node, each as soon as the node knows why its author may write one.
 * @throws VouchError `note.no_standing` when the node does not come to know it, and those of the node
 */
export async function publishNotes(
  client: Pick<NodeClient, 'person' | 'sendNote'>,
  notes: ReadonlyMap<Address, Block>,
): Promise<void> {
  const until = Date.now() + LONGEST_WAIT_MILLISECONDS;
  for (const [author, { bytes }] of notes) {
    while (!(await client.person(author)).hasStanding) {
      if (Date.now() > until)
        throw new VouchError({
          code: 'note.no_standing',
          message: `The node has not read what ${author} did.`,
          hint: 'Delete the data folder and start again.',
        });
      await delay(LOOK_MILLISECONDS);
    }
    await client.sendNote(bytes);
  }
}
