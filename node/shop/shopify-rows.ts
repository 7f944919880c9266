import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { VouchError } from '../../protocol/errors.ts';
import { type Column, columnOf } from './shopify-columns.ts';

/** Bytes that a CSV file may have. */
const MOST_FILE_BYTES = 268_435_456;
/** Bytes that one row may have. */
const MOST_ROW_BYTES = 1_048_576;

/** One row of the file, by column; missing columns are empty. */
export interface ShopifyRow {
  /** First line of the row in the file, counted from 1. */
  line: number;
  get(column: Column): string;
}

/** A row or a product that was not imported, or a part of one. */
export interface ImportIssue {
  line: number;
  handle: string;
  field: string;
  reason: string;
  /** `refused`: the row or product is left out; `warning`: it is imported without something. */
  severity: 'refused' | 'warning';
}

/**
 * Reads a product CSV row by row.
 * @param file path of the file
 * @param onIssue told of rows that cannot be read
 * @throws VouchError `csv.not_found`, `csv.too_large`, `csv.malformed`, `csv.column_missing`
 */
export async function* readShopifyRows(
  file: string,
  onIssue: (issue: ImportIssue) => void,
): AsyncGenerator<ShopifyRow> {
  await checkFile(file);
  let columnsByIndex: (Column | undefined)[] | undefined;
  const parser = createReadStream(file).pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MOST_ROW_BYTES,
      skip_records_with_error: true,
      on_skip: (error): undefined => {
        const reason = error?.message ?? 'cannot be read';
        onIssue({ line: Number(error?.lines ?? 0), handle: '', field: 'row', reason, severity: 'refused' });
        return undefined;
      },
    }),
  );
  let previousEnd = 0;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
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
      message: `${file} is empty.`,
      hint: 'Export the products from Shopify as CSV.',
      details: { field: 'file' },
    });
  }
}

async function checkFile(file: string): Promise<void> {
  const size = await stat(file).then(
    (entry) => entry.size,
    (cause: unknown) => {
      throw new VouchError({
        code: 'csv.not_found',
        message: `${file} cannot be read.`,
        hint: 'Check the path.',
        cause,
        details: { field: 'file' },
      });
    },
  );
  if (size > MOST_FILE_BYTES) {
    throw new VouchError({
      code: 'csv.too_large',
      message: `${file} has ${size} bytes.`,
      hint: 'Split the file by products.',
      details: { field: 'file', limit: `${MOST_FILE_BYTES} bytes` },
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
