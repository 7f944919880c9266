import type pg from 'pg';
import { type BatchColumn, insertBatch } from '../store/batch-write.ts';
import { marks, tokenHash } from './token-hash.ts';
import { neighbours, wrongLetters } from './words.ts';

/** Listings whose changes one transaction takes up: bounds its time and what it puts aside. */
const BATCH_CHANGES = 50_000;

const typoColumns: BatchColumn[] = [
  { name: 'deletion', type: 'int' },
  { name: 'hash', type: 'int' },
];

/**
 * Brings the dictionary up to date with the listings: how many hold each token, and what misspellings are near to it. It
 * follows them at a distance, so that writing a catalogue does not wait for it; the search finds new words before that.
 * @param isStopping ends it after the batch in hand
 * @returns when nothing is waiting
 */
export async function foldWords(pool: pg.Pool, isStopping: () => boolean = () => false): Promise<void> {
  while (!isStopping() && (await foldBatch(pool)));
}

/** @returns true when more is waiting */
async function foldBatch(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows: waiting } = await client.query('select from search_changes limit 1');
    if (waiting.length === 0) return false;
    // One look at both logs: a text must not come later than the change that counts it.
    await client.query('begin isolation level repeatable read');
    const { rows: taken } = await client.query<{ changes: number; hashes: number[] | null; words: string[] | null }>(
      `with taken as (
         delete from search_changes where op_id in (select op_id from search_changes order by op_id limit ${BATCH_CHANGES})
         returning sign, words
       ), delta as materialized (
         select hash, sum(sign)::int as added from taken, unnest(words) as hash group by hash having sum(sign) <> 0
       ), named as (delete from search_texts returning hashes, texts),
       added as (
         insert into search_words (hash, word, listings)
         select distinct on (n.hash) n.hash, n.word, coalesce(d.added, 0)
         from (select unnest(hashes) as hash, unnest(texts) as word from named) n left join delta d using (hash) order by n.hash
         on conflict do nothing returning hash, word
       ),
       -- Sees the words that were there before, and so counts none twice.
       counted as (update search_words w set listings = w.listings + d.added from delta d where w.hash = d.hash)
       select (select count(*)::int from taken) as changes, array_agg(hash) as hashes, array_agg(word) as words
       from added where starts_with(word, $1)`,
      [marks.written('')],
    );
    const [batch] = taken;
    await writeTypos(client, batch?.hashes ?? [], batch?.words ?? []);
    const isMore = batch?.changes === BATCH_CHANGES;
    // Words whose changes are still waiting are held by none yet.
    if (!isMore)
      await client.query(
        `with gone as (delete from search_words where listings <= 0 returning hash)
         delete from search_typos t using gone where t.hash = gone.hash`,
      );
    await client.query('commit');
    return isMore;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Writes what remains of new words, as shops write them, when letters are left out. */
async function writeTypos(client: pg.PoolClient, hashes: readonly number[], words: readonly string[]): Promise<void> {
  const typos: [number, number][] = [];
  for (const [index, marked] of words.entries()) {
    const word = marked.slice(marks.written('').length);
    const hash = hashes[index];
    if (hash === undefined || wrongLetters(word) === 0) continue;
    for (const deletion of new Set([...neighbours(word)].map(tokenHash))) typos.push([deletion, hash]);
  }
  await insertBatch(client, { table: 'search_typos', columns: typoColumns, rows: typos });
}
