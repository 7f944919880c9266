import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import { marks, tokenHash } from './token-hash.ts';
import { distance, neighbours, wrongLetters } from './words.ts';

/** Words that one beginning stands for at most. */
const MOST_ENDINGS = 8;

/** How many listings hold each of some tokens, by number; those that none holds are left out. */
export async function countTokens(db: Kysely<Database>, hashes: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ hash: number; listings: number }>`
    select hash, listings from search_words where hash = any(${hashes}::int[]) and listings > 0`.execute(db);
  return new Map(rows.map(({ hash, listings }) => [hash, listings]));
}

/** Which of some tokens occur at all: the dictionary may not know the newest yet, and does not know names of shops. */
export async function occurring(db: Kysely<Database>, hashes: readonly number[]): Promise<Set<number>> {
  if (hashes.length === 0) return new Set();
  const { rows } = await sql<{ hash: number }>`
    select hash from unnest(${hashes}::int[]) as hash,
      lateral (select from search_rows where words @> array[hash] limit 1) row`.execute(db);
  return new Set(rows.map(({ hash }) => hash));
}

/** Words as shops write them that begin with some letters, the most common first. */
export async function wordsBeginning(db: Kysely<Database>, start: string, most = MOST_ENDINGS): Promise<string[]> {
  const from = marks.written(start);
  const { rows } = await sql<{ word: string }>`
    select word from search_words where word >= ${from} and word < ${`${from}\u{10ffff}`} and listings > 0
    order by listings desc, word limit ${most}`.execute(db);
  return rows.map(({ word }) => word.slice(1));
}

/**
 * The written word that a misspelt one most likely means: the fewest wrong letters, then the same first letter, then the
 * most common.
 */
export async function correctionOf(db: Kysely<Database>, word: string): Promise<string | undefined> {
  const most = wrongLetters(word);
  if (most === 0) return undefined;
  const near = [...neighbours(word)].map(tokenHash);
  const { rows } = await sql<{ word: string; listings: number }>`
    select w.word, w.listings from search_words w
    where w.listings > 0 and w.hash in (select hash from search_typos where deletion = any(${near}::int[]))`.execute(
    db,
  );
  const candidates = rows
    .map(({ word: marked, listings }) => ({ word: marked.slice(1), listings }))
    .map((each) => ({ ...each, wrong: distance(word, each.word), isOther: each.word[0] === word[0] ? 0 : 1 }))
    .filter(({ wrong }) => wrong <= most)
    .sort(
      (a, b) => a.wrong - b.wrong || a.isOther - b.isOther || b.listings - a.listings || (a.word < b.word ? -1 : 1),
    );
  return candidates[0]?.word;
}
