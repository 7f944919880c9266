import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { lookUp } from './dictionary.ts';
import type { Run } from './runs.ts';
import { stem } from './stem.ts';
import { marks, tokenHash } from './token-hash.ts';

/** Words that say nothing of a thing, unless a query holds nothing else. */
const SILENT = new Set('a an and at by for from in is it of on or the to with your my'.split(' '));
const SILENT_CHARACTERS = /[的了和与之]/gu;

/** The words of a query that say something; all of them where none does. */
export function meaningful(runs: Run[]): Run[] {
  const kept = runs.flatMap((run) => {
    if (!run.isUnspaced) return SILENT.has(run.text) ? [] : [run];
    return run.text
      .split(SILENT_CHARACTERS)
      .filter((text) => text !== '')
      .map((text) => ({ ...run, text }));
  });
  return kept.length === 0 ? runs : kept;
}

/** A word, or a stretch of an unspaced script, as it is taken. */
export interface ReadRun {
  run: Run;
  /** What was typed, where the word is taken for another one. */
  typed?: string;
  /** Words that it may become. */
  endings: string[];
}

/** The numbers under which a word itself may be held. */
export const formsOf = ({ run }: Pick<ReadRun, 'run'>): number[] =>
  run.isUnspaced ? [] : [stem(run.text), marks.shop(stem(run.text)), marks.pair(stem(run.text))].map(tokenHash);

/**
 * Looks up the words that no listing holds: the last may still be typed, and the others may be misspelt.
 * @param parts the words, how many listings hold each form that the dictionary knows, and whether to put nothing right
 */
export async function readWords(
  db: Kysely<Database>,
  parts: { runs: readonly Run[]; counts: ReadonlyMap<number, number>; isTyping: boolean; asTyped: boolean },
): Promise<ReadRun[]> {
  const { runs, counts, isTyping, asTyped } = parts;
  return await Promise.all(
    runs.map(async (run, index): Promise<ReadRun> => {
      const forms = formsOf({ run });
      if (run.isUnspaced || forms.some((hash) => counts.has(hash))) return { run, endings: [] };
      const isLast = isTyping && index === runs.length - 1;
      const { isHeld, endings, correction } = await lookUp(db, run.text, { forms, isLast });
      if (isHeld) return { run, endings: [] };
      if (endings.length > 0 || correction === undefined || asTyped) return { run, endings };
      return { run: { ...run, text: correction }, typed: run.text, endings };
    }),
  );
}

/** The query in the words that it was taken for. */
export function correctedQuery(query: string, read: readonly ReadRun[]): string | null {
  if (read.every(({ typed }) => typed === undefined)) return null;
  let corrected = query.trim();
  for (const { run, typed } of read) {
    if (typed !== undefined) corrected = replaceWord(corrected, typed, run.text);
  }
  return corrected;
}

/** Replaces a word whatever its letter case; one that was folded otherwise is replaced in the folded query. */
function replaceWord(query: string, typed: string, word: string): string {
  const at = query.toLowerCase().indexOf(typed);
  return at < 0 ? `${query} ${word}` : `${query.slice(0, at)}${word}${query.slice(at + typed.length)}`;
}
