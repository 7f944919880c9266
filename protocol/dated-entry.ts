import { encodeDocument, sameBytes } from './block.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** What a shop decides of a catalogue entry; its time follows from that. */
export type EntryContent = Omit<CatalogueEntry, 'updatedAt'>;

/**
 * Makes the entry of the next catalogue version: what did not change keeps its time.
 * @param content the entry without a time
 * @param options `before` the entry of the same handle in the version before, if any; `now` in Unix seconds
 */
export function datedEntry(
  content: EntryContent,
  { before, now }: { before: CatalogueEntry | undefined; now: number },
): CatalogueEntry {
  if (before === undefined) return { ...content, updatedAt: now };
  const { updatedAt, ...contentBefore } = before;
  if (sameBytes(encodeDocument(contentBefore).bytes, encodeDocument(content).bytes)) return before;
  // Also with a clock that runs behind, a change is not older than the one before it.
  return { ...content, updatedAt: Math.max(now, updatedAt) };
}
