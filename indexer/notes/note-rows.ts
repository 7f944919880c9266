import type { Note } from '../../protocol/note.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type BatchColumn, type Connection, insertBatch } from '../store/batch-write.ts';

const followColumns: BatchColumn[] = [
  { name: 'author', type: 'text' },
  { name: 'target', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'at', type: 'int8' },
];
const recommendationColumns: BatchColumn[] = [
  { name: 'author', type: 'text' },
  { name: 'position', type: 'int' },
  { name: 'shop', type: 'text' },
  { name: 'handle', type: 'text' },
  { name: 'order_id', type: 'text' },
  { name: 'body', type: 'text' },
  { name: 'language', type: 'text' },
  { name: 'written_at', type: 'int8' },
];

/** Writes what a note says, one row each, in the place of what its author's note said before. */
export async function writeNoteRows(client: Connection, note: Note): Promise<void> {
  const { author, updatedAt, followsPeople, followsShops, recommendations } = note;
  await deleteNoteRows(client, [author]);
  await insertBatch(client, {
    table: 'follows',
    columns: followColumns,
    rows: [
      ...followsPeople.map((target) => [author, target, 'person', updatedAt]),
      ...followsShops.map((target) => [author, target, 'shop', updatedAt]),
    ],
  });
  await insertBatch(client, {
    table: 'recommendations',
    columns: recommendationColumns,
    rows: recommendations.map(({ shop, handle, order, text, language, writtenAt }, position) => [
      author,
      position,
      shop,
      handle,
      order,
      text,
      language,
      writtenAt,
    ]),
  });
}

/** Deletes what notes of these authors say, and leaves the notes. */
export async function deleteNoteRows(client: Connection, authors: readonly Address[]): Promise<void> {
  await client.query('delete from follows where author = any($1)', [authors]);
  await client.query('delete from recommendations where author = any($1)', [authors]);
}
