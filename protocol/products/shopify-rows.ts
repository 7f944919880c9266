import { VouchError } from '../errors.ts';
import type { ImportIssue } from './import-reasons.ts';
import { type Column, columnOf } from './shopify-columns.ts';

/** Bytes that one row may have. */
const MOST_ROW_BYTES = 1_048_576;

/** How a product CSV is read, by any build of csv-parse; rows that cannot be read are told of and left out. */
export const csvOptions = (onIssue: (issue: ImportIssue) => void) => ({
  bom: true,
  info: true as const,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: MOST_ROW_BYTES,
  skip_records_with_error: true,
  on_skip: (error: { code?: string; lines?: unknown } | undefined): undefined => {
    const tooLong = error?.code === 'CSV_MAX_RECORD_SIZE';
    onIssue({
      line: Number(error?.lines ?? 0),
      handle: '',
      field: 'row',
      code: tooLong ? 'row_too_long' : 'row_unreadable',
      details: tooLong ? { limit: String(MOST_ROW_BYTES) } : { error: error?.code ?? 'CSV' },
      severity: 'refused',
    });
    return undefined;
  },
});

/** What csv-parse gives for a row. */
export interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** One row of the file, by column; missing columns are empty. */
export interface ShopifyRow {
  /** First line of the row in the file, counted from 1. */
  line: number;
  get(column: Column): string;
}

/**
 * Reads the rows of a product CSV; the first names the columns.
 * @param records as csv-parse gives them with `csvOptions`
 * @param name of the file, for errors
 * @throws VouchError `csv.malformed`, `csv.column_missing`
 */
export async function* shopifyRows(
  records: AsyncIterable<CsvRecord> | Iterable<CsvRecord>,
  name: string,
): AsyncGenerator<ShopifyRow> {
  let columnsByIndex: (Column | undefined)[] | undefined;
  let previousEnd = 0;
  for await (const { record, info } of records) {
    const line = previousEnd + 1;
    previousEnd = info.lines;
    if (columnsByIndex === undefined) {
      columnsByIndex = record.map(columnOf);
      requireColumns(columnsByIndex);
      continue;
    }
    const cells = new Map<Column, string>();
    columnsByIndex.forEach((column, index) => {
      if (column !== undefined) cells.set(column, (record[index] ?? '').trim());
    });
    yield { line, get: (column) => cells.get(column) ?? '' };
  }
  if (columnsByIndex === undefined) {
    throw new VouchError({
      code: 'csv.malformed',
      message: `${name} is empty.`,
      hint: 'Export the products from Shopify as CSV.',
      details: { field: 'file' },
    });
  }
}

function requireColumns(found: (Column | undefined)[]): void {
  for (const column of ['handle', 'title', 'price'] as const) {
    if (!found.includes(column)) {
      throw new VouchError({
        code: 'csv.column_missing',
        message: `The file has no column for ${column}.`,
        hint: 'Export the products from Shopify as CSV; the first row names the columns.',
        details: { field: column },
      });
    }
  }
}
