import type { LocalAccount } from 'viem';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { Draft } from './draft.ts';
import { openImageFolder } from './image-folder.ts';
import type { NodeClient } from './node-client.ts';
import { draftOf } from './product-draft.ts';
import { publishDrafts } from './publish-drafts.ts';
import type { ShopSettings } from './shop-settings.ts';
import { groupProducts } from './shopify-products.ts';
import { type ImportIssue, readShopifyRows, type ShopifyRow } from './shopify-rows.ts';
import { soldLookup } from './sold-lookup.ts';

export interface ImportOptions {
  file: string;
  imageDirectory: string | undefined;
  client: NodeClient;
  account: LocalAccount;
  /** The shop that a publisher signs for; by default the account itself. */
  shop: string | undefined;
  settings: ShopSettings;
  /** Also remove listings that the file does not have. */
  replace: boolean;
  dryRun: boolean;
  /** Unix seconds. */
  clock: () => number;
  onProgress(step: 'read' | 'upload', done: number, total: number): void;
}

export interface ImportResult {
  rows: number;
  products: number;
  imported: number;
  issues: ImportIssue[];
  /** Undefined when nothing was published: a dry run, nothing to import, or nothing changed. */
  published: { version: number; changed: number; removed: number } | undefined;
}

/**
 * Imports a product CSV: every product that can be sold becomes a listing, the others are reported by line and reason,
 * and one signature publishes all that changed.
 * @throws VouchError when the file, the node or the signature fails as a whole; nothing is published then
 */
export async function importProducts(options: ImportOptions): Promise<ImportResult> {
  const { client, settings, account, onProgress } = options;
  const issues: ImportIssue[] = [];
  const onIssue = (issue: ImportIssue) => issues.push(issue);
  const status = await client.status();
  const token = status.tokens.find(({ address }) => settings.token === undefined || address === settings.token);
  if (!token)
    throw new VouchError({
      code: 'token.refused',
      message: 'The market does not accept this token.',
      hint: 'Name another token in the settings.',
      details: { field: 'token' },
    });
  const arbitrator = settings.arbitrator ?? status.arbitrator;
  if (arbitrator === null) {
    throw new VouchError({
      code: 'arbitrator.missing',
      message: 'Nobody is named to rule disputes.',
      hint: 'Give --arbitrator ADDRESS.',
      details: { field: 'arbitrator' },
    });
  }
  const shop = addressSchema.parse(options.shop ?? account.address);
  const keep = async (blocks: Block[]) => {
    if (!options.dryRun) await client.upload(blocks);
  };

  let rows = 0;
  const counted = async function* (): AsyncGenerator<ShopifyRow> {
    for await (const row of readShopifyRows(options.file, onIssue)) {
      rows++;
      yield row;
    }
  };
  const products = await groupProducts(counted(), onIssue);
  const context = {
    shop,
    token: { address: addressSchema.parse(token.address) as Address, decimals: token.decimals },
    arbitrator: addressSchema.parse(arbitrator) as Address,
    settings,
    images: await openImageFolder(options.imageDirectory, keep),
    soldOf: soldLookup(await client.sales(shop)),
    onIssue,
  };
  const drafts: Draft[] = [];
  for (const [index, product] of products.entries()) {
    const draft = await draftOf(product, context);
    if (draft) drafts.push(draft);
    onProgress('read', index + 1, products.length);
  }
  issues.sort((a, b) => a.line - b.line);
  const result = { rows, products: products.length, imported: drafts.length, issues };
  if (options.dryRun || drafts.length === 0) return { ...result, published: undefined };
  const published = await publishDrafts({
    client,
    account,
    shop,
    chainId: status.chainId,
    market: addressSchema.parse(status.contracts.market) as Address,
    drafts,
    replace: options.replace,
    clock: options.clock,
    onProgress: (done, total) => onProgress('upload', done, total),
  });
  return { ...result, published };
}
