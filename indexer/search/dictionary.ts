import { type Kysely, sql } from 'kysely';
import { prepared } from '../store/prepared.ts';
import type { Database } from '../store/schema.ts';
import { heldRows } from './matching.ts';
import { marks, tokenHash } from './token-hash.ts';
import { distance, neighbours, wrongLetters } from './words.ts';

/** Words that one beginning stands for at most. */
const MOST_ENDINGS = 8;

/** How many listings hold each of some tokens, by number; those that none holds are left out. */
export async function countTokens(db: Kysely<Database>, hashes: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await prepared(sql<{ hash: number; listings: number }>`
    select hash, listings from search_words where hash = any(${hashes}::int[]) and listings > 0`).execute(db);
  return new Map(rows.map(({ hash, listings }) => [hash, listings]));
}

/** Words as shops write them that begin with some letters, the most common first. */
export async function wordsBeginning(db: Kysely<Database>, start: string, most = MOST_ENDINGS): Promise<string[]> {
  const from = marks.written(start);
  const { rows } = await sql<{ word: string }>`
    select word from search_words where word >= ${from} and word < ${`${from}\u{10ffff}`} and listings > 0
    order by listings desc, word limit ${most}`.execute(db);
  return rows.map(({ word }) => word.slice(1));
}

/** What is known of a word that the dictionary does not hold. */
export interface LookedUp {
  /** A listing holds it after all: the dictionary may not know the newest words yet, nor names of shops. */
  isHeld: boolean;
  /** Words that it may become, the most common first; none where it is not being typed. */
  endings: string[];
  /** The written word that it most likely means. */
  correction: string | undefined;
}

/**
 * Looks up a word that the dictionary does not hold, in one statement.
 * @param forms numbers under which listings may hold it
 */
export async function lookUp(
  db: Kysely<Database>,
  word: string,
  { forms, isLast }: { forms: readonly number[]; isLast: boolean },
): Promise<LookedUp> {
  const near = wrongLetters(word) === 0 ? [] : [...neighbours(word)].map(tokenHash);
  const from = isLast ? marks.written(word) : null;
  const { rows } = await prepared(sql<{ found: 'held' | 'ending' | 'near'; word: string; listings: number }>`
    select 'held' as found, '' as word, 0 as listings
    where exists (${heldRows(sql`words && (select ${forms}::int[])`, 1)})
    union all (
      select 'ending', word, listings from search_words
      where word >= ${from} and word < ${from === null ? null : `${from}\u{10ffff}`} and listings > 0
      order by listings desc, word limit ${sql.lit(MOST_ENDINGS)})
    union all (
      select 'near', word, listings from search_words
      where listings > 0 and hash in (select hash from search_typos where deletion = any(${near}::int[])))`).execute(
    db,
  );
  const plain = (found: string) =>
    rows.filter((row) => row.found === found).map((row) => ({ word: row.word.slice(1), listings: row.listings }));
  return {
    isHeld: rows.some(({ found }) => found === 'held'),
    endings: plain('ending')
      .sort((a, b) => b.listings - a.listings || (a.word < b.word ? -1 : 1))
      .map((each) => each.word),
    correction: nearest(word, plain('near')),
  };
}

/** The fewest wrong letters, then the same first letter, then the most common. */
function nearest(word: string, candidates: readonly { word: string; listings: number }[]): string | undefined {
  const most = wrongLetters(word);
  const [best] = candidates
    .map((each) => ({ ...each, wrong: distance(word, each.word), isOther: each.word[0] === word[0] ? 0 : 1 }))
    .filter(({ wrong }) => wrong <= most)
    .sort(
      (a, b) => a.wrong - b.wrong || a.isOther - b.isOther || b.listings - a.listings || (a.word < b.word ? -1 : 1),
    );
  return best?.word;
}
