import { limits } from '../limits.ts';
import type { ImportIssue } from './import-reasons.ts';
import type { Column } from './shopify-columns.ts';
import type { ShopifyRow } from './shopify-rows.ts';

/** A picture that a product names: where its file came from, and its text. */
export interface ProductImage {
  src: string;
  alt: string;
  line: number;
}

export interface ProductVariant {
  line: number;
  sku: string;
  values: string[];
  price: string;
  quantity: string;
  /** True when the shop sells on without stock. */
  continues: boolean;
  grams: string;
  barcode: string;
  imageSrc: string;
  requiresShipping: boolean;
}

/** One product: all rows with one handle. */
export interface Product {
  handle: string;
  line: number;
  first: ShopifyRow;
  optionNames: string[];
  variants: ProductVariant[];
  images: ProductImage[];
}

const optionColumns: [name: Column, value: Column][] = [
  ['option1Name', 'option1Value'],
  ['option2Name', 'option2Value'],
  ['option3Name', 'option3Value'],
];

/**
 * A handle as listings have it: lower case letters and digits with single hyphens.
 * @returns an empty string when nothing is left
 */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, limits.handleCharacters)
    .replace(/-+$/, '');

/**
 * Groups rows into products. Rows of one product need not be neighbours.
 * @param rows rows in the order of the file
 * @param onIssue told of rows that belong to no product
 */
export async function groupProducts(
  rows: AsyncIterable<ShopifyRow>,
  onIssue: (issue: ImportIssue) => void,
): Promise<Product[]> {
  const products = new Map<string, Product>();
  const sources = new Map<string, string>();
  for await (const row of rows) {
    const original = row.get('handle');
    const handle = slug(original);
    const refuse = (code: ImportIssue['code'], details: ImportIssue['details'] = {}) =>
      onIssue({ line: row.line, handle: original, field: 'handle', code, details, severity: 'refused' });
    if (handle === '') {
      refuse(original === '' ? 'handle_missing' : 'handle_letters');
      continue;
    }
    const other = sources.get(handle) ?? original;
    if (other !== original) {
      refuse('handle_taken', { handle, other });
      continue;
    }
    sources.set(handle, original);
    const product = products.get(handle) ?? startProduct(handle, row);
    products.set(handle, product);
    addRow(product, row);
  }
  return [...products.values()];
}

function startProduct(handle: string, row: ShopifyRow): Product {
  const names = optionColumns.map(([name]) => row.get(name)).filter((name) => name !== '');
  return { handle, line: row.line, first: row, optionNames: names, variants: [], images: [] };
}

/** A row may carry a variant, a picture, or both; a row without a price carries only a picture. */
function addRow(product: Product, row: ShopifyRow): void {
  const src = row.get('imageSrc');
  if (src !== '') product.images.push({ src, alt: row.get('imageAlt'), line: row.line });
  const hasVariant = ['price', 'sku', 'option1Value'].some((column) => row.get(column as Column) !== '');
  if (!hasVariant && product.variants.length > 0) return;
  product.variants.push({
    line: row.line,
    sku: row.get('sku').replace(/^'/, ''),
    values: optionColumns.slice(0, product.optionNames.length).map(([, value]) => row.get(value)),
    price: row.get('price'),
    quantity: row.get('quantity'),
    continues: ['continue', 'true'].includes(row.get('policy').toLowerCase()),
    grams: row.get('grams'),
    barcode: row.get('barcode').replace(/^'/, ''),
    imageSrc: row.get('variantImage'),
    requiresShipping: row.get('requiresShipping').toLowerCase() !== 'false',
  });
}
