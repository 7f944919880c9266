import type pg from 'pg';
import { type BatchColumn, insertBatch } from '../store/batch-write.ts';
import { marks, tokenHash } from './token-hash.ts';
import { neighbours, wrongLetters } from './words.ts';

/** Listings whose changes one transaction takes up: bounds its time and memory. */
const BATCH_CHANGES = 20_000;

const typoColumns: BatchColumn[] = [
  { name: 'deletion', type: 'int' },
  { name: 'hash', type: 'int' },
];

/**
 * Brings the dictionary up to date with the listings: how many hold each token, and what misspellings are near to it. It
 * follows them at a distance, so that writing a catalogue does not wait for it; the search finds new words before that.
 * @returns when nothing is waiting
 */
export async function foldWords(pool: pg.Pool): Promise<void> {
  while (await foldBatch(pool));
}

/** @returns true when more is waiting */
async function foldBatch(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows: waiting } = await client.query('select from search_changes limit 1');
    if (waiting.length === 0) return false;
    // One look at both logs: a text must not come later than the change that counts it.
    await client.query('begin isolation level repeatable read');
    await foldTexts(client);
    const { rows } = await client.query<{ taken: number }>(
      `with taken as (
         delete from search_changes where op_id in (select op_id from search_changes order by op_id limit ${BATCH_CHANGES})
         returning sign, words
       ), delta as (select hash, sum(sign)::int as added from taken, unnest(words) as hash group by hash having sum(sign) <> 0),
       counted as (update search_words w set listings = w.listings + d.added from delta d where w.hash = d.hash returning 1)
       select count(*)::int as taken from taken`,
    );
    const isMore = rows[0]?.taken === BATCH_CHANGES;
    if (!isMore) await client.query('delete from search_words where listings <= 0');
    await client.query('commit');
    return isMore;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function foldTexts(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ hash: number; word: string }>(
    `with taken as (delete from search_texts returning hashes, texts)
     insert into search_words (hash, word) select distinct on (hash) hash, word
     from taken, unnest(hashes, texts) as each (hash, word) order by hash
     on conflict do nothing returning hash, word`,
  );
  const mark = marks.written('');
  const typos: [number, number][] = [];
  for (const { hash, word } of rows) {
    const written = word.startsWith(mark) ? word.slice(mark.length) : '';
    if (wrongLetters(written) === 0) continue;
    const near = new Set([...neighbours(written)].map(tokenHash));
    for (const deletion of near) typos.push([deletion, hash]);
  }
  await insertBatch(client, { table: 'search_typos', columns: typoColumns, rows: typos });
}
