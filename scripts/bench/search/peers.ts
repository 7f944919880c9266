import { DatabaseSync } from 'node:sqlite';
import type pg from 'pg';
import { indexTokens } from '../../../indexer/search/tokens.ts';
import { type BatchColumn, insertBatch } from '../../../indexer/store/batch-write.ts';
import { benchListing, type Vocabulary } from './corpus.ts';

/** Another engine over the same texts, cut into the same words; it ranks by them alone and gives the first twenty. */
export interface Peer {
  name: string;
  /** Megabytes of its index with the texts that it needs. */
  megabytes(): Promise<number>;
  search(words: string): Promise<number>;
  close(): Promise<void>;
}

const BATCH = 2_000;

function* batches(words: Vocabulary, count: number): Generator<{ number: number; title: string; text: string }[]> {
  for (let start = 0; start < count; start += BATCH) {
    yield Array.from({ length: Math.min(BATCH, count - start) }, (_, index) => {
      const { listing } = benchListing(words, start + index);
      const texts = Object.values(listing.texts);
      const cut = (text: string) => indexTokens(text).join(' ');
      return {
        number: start + index,
        title: cut(texts.map(({ title }) => title).join(' ')),
        text: cut([...texts.map(({ description }) => description), ...listing.tags].join(' ')),
      };
    });
  }
}

/** Plain PostgreSQL: one weighed vector for each listing, a GIN index, ts_rank. */
export async function postgresPeer(pool: pg.Pool, words: Vocabulary, count: number): Promise<Peer> {
  await pool.query('create table plain_text (number int primary key, vector tsvector)');
  const columns: BatchColumn[] = [
    { name: 'number', type: 'int' },
    { name: 'vector', type: 'text', cast: 'tsvector' },
  ];
  for (const batch of batches(words, count)) {
    const rows = batch.map(({ number, title, text }) => {
      const placed = [...title.split(' ').map((word) => [word, 'A']), ...text.split(' ').map((word) => [word, 'C'])];
      return [number, placed.map(([word, weight], at) => `'${word}':${Math.min(at + 1, 16_000)}${weight}`).join(' ')];
    });
    await insertBatch(pool, { table: 'plain_text', columns, rows });
  }
  await pool.query('create index on plain_text using gin (vector)');
  await pool.query('analyze plain_text');
  return {
    name: 'PostgreSQL full text',
    megabytes: async () =>
      (await pool.query<{ mb: number }>(`select pg_total_relation_size('plain_text') / 1e6::float8 as mb`)).rows[0]
        ?.mb ?? 0,
    search: async (query) => {
      const asked = indexTokens(query).map((word) => `'${word}'`);
      const { rows } = await pool.query(
        'select number from plain_text where vector @@ $1::tsquery order by ts_rank(vector, $1::tsquery) desc limit 20',
        [asked.join(' & ')],
      );
      return rows.length;
    },
    close: async () => undefined,
  };
}

/** SQLite's FTS5 in this process, with its BM25. */
export async function sqlitePeer(file: string, words: Vocabulary, count: number): Promise<Peer> {
  const db = new DatabaseSync(file);
  db.exec(`pragma journal_mode = off; create virtual table texts using fts5(title, text, tokenize = 'unicode61')`);
  const insert = db.prepare('insert into texts (rowid, title, text) values (?, ?, ?)');
  for (const batch of batches(words, count)) {
    db.exec('begin');
    for (const { number, title, text } of batch) insert.run(number, title, text);
    db.exec('commit');
  }
  const select = db.prepare('select rowid from texts where texts match ? order by bm25(texts, 9, 1) limit 20');
  return {
    name: 'SQLite FTS5, in process',
    megabytes: async () => {
      const row = db
        .prepare('select page_count * page_size / 1e6 as mb from pragma_page_count(), pragma_page_size()')
        .get();
      return Number(row?.mb ?? 0);
    },
    search: async (query) => {
      const asked = indexTokens(query).map((word) => `"${word}"`);
      return asked.length === 0 ? 0 : select.all(asked.join(' ')).length;
    },
    close: async () => db.close(),
  };
}
