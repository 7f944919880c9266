import { type FileHandle, open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import { putInPlace } from './durable-file.ts';
import { type JournalEntry, journalEntrySchema } from './journal-entry.ts';

/** The write-ahead journal: one line per group of entries, a JSON array, on disk before anyone hears of it. */
export interface Journal {
  /** Entries written since the journal began. */
  readonly entries: number;
  readonly bytes: number;
  /** Writes a group whole and waits until it is on disk. A failure leaves the file's end unknown: write no more. */
  append(entries: JournalEntry[]): Promise<void>;
  close(): Promise<void>;
}

const lineSchema = z.array(journalEntrySchema).min(1);

/**
 * Starts a journal in place of any other, atomically.
 * @param path of the journal
 * @param entries its first group, beginning with a `base`
 */
export async function createJournal(path: string, entries: JournalEntry[]): Promise<Journal> {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w');
  const line = encode(entries);
  await handle.writeFile(line);
  await handle.sync();
  await putInPlace(temporary, path);
  return journalOn(handle, { bytes: Buffer.byteLength(line), entries: entries.length });
}

/**
 * Reads a journal and opens it for more. A torn last line was never acknowledged: it is cut off.
 * @param path of the journal
 * @returns undefined when there is none
 * @throws VouchError `chain.journal_damaged` when a line before the last is not readable
 */
export async function openJournal(path: string): Promise<{ journal: Journal; entries: JournalEntry[] } | undefined> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (content === undefined) return undefined;
  const { entries, bytes } = decode(content, path);
  const handle = await open(path, 'r+');
  await handle.truncate(bytes);
  await handle.sync();
  return { journal: journalOn(handle, { bytes, entries: entries.length }), entries };
}

const encode = (entries: JournalEntry[]): string => `${JSON.stringify(entries)}\n`;

function decode(content: Buffer, path: string): { entries: JournalEntry[]; bytes: number } {
  const entries: JournalEntry[] = [];
  let start = 0;
  for (let line = 1; start < content.length; line += 1) {
    const end = content.indexOf(0x0a, start);
    const group = end < 0 ? undefined : readLine(content.toString('utf8', start, end));
    if (!group) {
      if (end < 0 || end === content.length - 1) break;
      throw new VouchError({
        code: 'chain.journal_damaged',
        message: `Line ${line} of ${path} is not readable.`,
        hint: 'The disk may be faulty. Restore the data folder from a copy, or delete it to start a new chain.',
        details: { field: 'journal', line },
      });
    }
    entries.push(...group);
    start = end + 1;
  }
  return { entries, bytes: start };
}

function readLine(text: string): JournalEntry[] | undefined {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    // Torn or damaged: the caller knows which by the line's place.
    return undefined;
  }
}

function journalOn(handle: FileHandle, size: { bytes: number; entries: number }): Journal {
  let { bytes, entries: count } = size;
  return {
    get entries() {
      return count;
    },
    get bytes() {
      return bytes;
    },
    append: async (entries) => {
      const line = Buffer.from(encode(entries));
      await handle.write(line, 0, line.length, bytes);
      await handle.datasync();
      bytes += line.length;
      count += entries.length;
    },
    close: () => handle.close(),
  };
}
