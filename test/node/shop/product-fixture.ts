import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openImageFolder } from '../../../node/shop/image-folder.ts';
import { readShopifyRows } from '../../../node/shop/shopify-rows.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { Draft } from '../../../protocol/products/draft.ts';
import type { ImportIssue } from '../../../protocol/products/import-reasons.ts';
import { draftOf } from '../../../protocol/products/product-draft.ts';
import { type ShopSettings, shopSettingsSchema } from '../../../protocol/products/shop-settings.ts';
import { groupProducts } from '../../../protocol/products/shopify-products.ts';

const account = (digit: string): Address => `0x${digit.repeat(40)}`;

export const shop = account('1');
export const token = { address: account('2'), decimals: 6 };
export const arbitrator = account('3');

export interface Imported {
  rows: number;
  drafts: Draft[];
  issues: ImportIssue[];
}

/** Reads a product file up to drafts, as an import does before it publishes. */
export async function importFile(
  file: string,
  options: {
    images?: string;
    settings?: Partial<ShopSettings>;
    soldOf?: (handle: string, code: string) => number;
  } = {},
): Promise<Imported> {
  const issues: ImportIssue[] = [];
  const onIssue = (issue: ImportIssue) => issues.push(issue);
  let rows = 0;
  const counted = async function* () {
    for await (const row of readShopifyRows(file, onIssue)) {
      rows++;
      yield row;
    }
  };
  const products = await groupProducts(counted(), onIssue);
  const images = await openImageFolder(options.images, async () => undefined);
  const drafts: Draft[] = [];
  for (const product of products) {
    const draft = await draftOf(product, {
      shop,
      token,
      arbitrator,
      settings: shopSettingsSchema.parse(options.settings ?? {}),
      images,
      soldOf: options.soldOf ?? (() => 0),
      onIssue,
    });
    if (draft) drafts.push(draft);
  }
  return { rows, drafts, issues };
}

/** Writes a CSV to a folder of its own for the time of `use`. */
export async function withCsv<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-csv-'));
  try {
    const file = path.join(folder, 'products.csv');
    await writeFile(file, text);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
