import type pg from 'pg';
import type { BatchColumn, BatchValue, Connection } from './batch-write.ts';

/** Characters of text that travel at once: the server reads one part while the next is made. */
const PART_CHARACTERS = 65_536;
/** What the text form of COPY gives a meaning. */
const SPECIAL = /[\\\n\r\t]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** New rows of a table. */
export interface RowCopy {
  table: string;
  columns: readonly BatchColumn[];
  /** The rows in PostgreSQL's text form, in parts; made when the server is ready for them. */
  parts: Iterable<string>;
}

/**
 * Adds new rows by COPY: the server takes them many at a time, and neither side builds arrays of them first.
 * @param connection inside a transaction
 */
export async function copyRows(connection: Connection, { table, columns, parts }: RowCopy): Promise<void> {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const { query, done } = copyQuery(`copy "${table}" (${names}) from stdin`, parts);
  // A failure is thrown when it is waited for; until then it must not count as unhandled.
  done.catch(() => undefined);
  await connection.query(query);
  await done;
}

/** Rows in the text form of COPY. @param cell the value of a row's column */
export function* copyParts<Row>(
  rows: Iterable<Row>,
  columns: readonly BatchColumn[],
  cell: (row: Row, column: string) => BatchValue,
): Generator<string> {
  let text = '';
  // Joined row by row: a text that grows cell by cell leaves two pieces of garbage for each.
  const cells: BatchValue[] = columns.map(() => null);
  for (const row of rows) {
    for (const [index, { name }] of columns.entries()) {
      const value = cell(row, name);
      if (typeof value === 'string') cells[index] = SPECIAL.test(value) ? escaped(value) : value;
      else cells[index] = value ?? '\\N';
    }
    text += `${cells.join('\t')}\n`;
    if (text.length < PART_CHARACTERS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

const escaped = (value: string): string => value.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? '');

/** What the client calls while a statement runs. */
interface ClientConnection {
  query(text: string): void;
  sendCopyFromChunk(part: Buffer): void;
  sendCopyFail(message: string): void;
  endCopyFrom(): void;
}

/** A statement that sends all its rows as soon as the server asks for them, so that it ends whatever its caller does. */
function copyQuery(text: string, parts: Iterable<string>): { query: pg.Submittable; done: Promise<void> } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let failure: Error | undefined;
  const query = {
    submit: (connection: ClientConnection) => connection.query(text),
    handleCopyInResponse: (connection: ClientConnection) => {
      try {
        for (const part of parts) connection.sendCopyFromChunk(Buffer.from(part));
        connection.endCopyFrom();
      } catch (error) {
        failure = error as Error;
        connection.sendCopyFail('the rows could not be written down');
      }
    },
    handleCommandComplete: () => undefined,
    handleError: (error: Error) => {
      failure ??= error;
      reject(failure);
    },
    handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
  };
  // Safety: the client's own connection has these methods; its types leave some of them out.
  return { query: query as unknown as pg.Submittable, done: promise };
}
