import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { VouchError } from '../../protocol/errors.ts';
import type { ImportIssue } from '../../protocol/products/import-reasons.ts';
import { type CsvRecord, csvOptions, type ShopifyRow, shopifyRows } from '../../protocol/products/shopify-rows.ts';

/** Bytes that a CSV file may have. */
const MOST_FILE_BYTES = 268_435_456;

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
  const parser = createReadStream(file).pipe(parse(csvOptions(onIssue)));
  yield* shopifyRows(parser as AsyncIterable<CsvRecord>, file);
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
