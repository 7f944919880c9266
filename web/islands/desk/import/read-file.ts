import { parse } from 'csv-parse/browser/esm/sync';
import { VouchError } from '../../../../protocol/errors.ts';
import type { ImportIssue } from '../../../../protocol/products/import-reasons.ts';
import { groupProducts, type Product } from '../../../../protocol/products/shopify-products.ts';
import { type CsvRecord, csvOptions, shopifyRows } from '../../../../protocol/products/shopify-rows.ts';

/** Bytes of a file that a page reads at once; longer ones are for the command line. */
export const mostFileBytes = 33_554_432;

/**
 * Reads a product file in the page, with the same rules as the command line: either dialect of Shopify, or our own export.
 * @param file name and text
 * @param onIssue told of rows that cannot be read
 * @throws VouchError `csv.malformed`, `csv.column_missing`, `csv.too_large`
 */
export async function readProducts(
  file: { name: string; text: string },
  onIssue: (issue: ImportIssue) => void,
): Promise<Product[]> {
  if (file.text.length > mostFileBytes) {
    throw new VouchError({
      code: 'csv.too_large',
      message: `${file.name} has ${file.text.length} characters.`,
      hint: 'Split the file by products, or import it with the command line.',
      details: { field: 'file', limit: `${mostFileBytes} bytes` },
    });
  }
  // Safety: with `info` csv-parse gives a record and its place for every row.
  const records = parse(file.text, csvOptions(onIssue) as never) as unknown as CsvRecord[];
  return groupProducts(shopifyRows(records, file.name), onIssue);
}
