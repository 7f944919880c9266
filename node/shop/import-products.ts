import type { LocalAccount } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { ImportIssue } from '../../protocol/products/import-reasons.ts';
import { draftOf } from '../../protocol/products/product-draft.ts';
import type { ShopSettings } from '../../protocol/products/shop-settings.ts';
import { groupProducts } from '../../protocol/products/shopify-products.ts';
import type { ShopifyRow } from '../../protocol/products/shopify-rows.ts';
import { openImageFolder } from './image-folder.ts';
import type { NodeClient } from './node-client.ts';
import type { Published } from './publish-drafts.ts';
import { createPartPublisher } from './publish-parts.ts';
import { readShopifyRows } from './shopify-rows.ts';
import { soldLookup } from './sold-lookup.ts';

export interface ImportOptions {
  file: string;
  imageDirectory: string | undefined;
  client: NodeClient;
  account: LocalAccount;
  /** The shop that a publisher signs for; by default the account itself. */
  shop: Address | undefined;
  settings: ShopSettings;
  /** Also remove listings that the file does not name; those of refused products stay. */
  replace: boolean;
  dryRun: boolean;
  /** Bytes of pictures after which a part is published; 128 MB by default. */
  partBytes?: number;
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
  published: Published | undefined;
}

/**
 * Imports a product CSV: every product that can be sold becomes a listing, the others are reported by line and reason,
 * and one signature publishes all that changed. Only an import with very many pictures is published in parts.
 * @throws VouchError when the file, the node or the signature fails as a whole; a second run goes on where this one ended
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
  const shop: Address = options.shop ?? addressSchema.parse(account.address);
  let rows = 0;
  const counted = async function* (): AsyncGenerator<ShopifyRow> {
    for await (const row of readShopifyRows(options.file, onIssue)) {
      rows++;
      yield row;
    }
  };
  const products = await groupProducts(counted(), onIssue);
  const publisher = createPartPublisher(client, {
    account,
    shop,
    chainId: status.chainId,
    market: addressSchema.parse(status.contracts.market),
    replace: options.replace,
    keepGroups: true,
    keepHandles: new Set(products.map(({ handle }) => handle)),
    clock: options.clock,
    onProgress: (done, total) => onProgress('upload', done, total),
    ...(options.partBytes === undefined ? {} : { partBytes: options.partBytes }),
  });
  const context = {
    shop,
    token: { address: addressSchema.parse(token.address), decimals: token.decimals },
    arbitrator: addressSchema.parse(arbitrator),
    settings,
    images: await openImageFolder(options.imageDirectory, async (blocks) => {
      if (!options.dryRun) await publisher.keep(blocks);
    }),
    soldOf: soldLookup(await client.sales(shop)),
    onIssue,
  };
  let imported = 0;
  for (const [index, product] of products.entries()) {
    const draft = await draftOf(product, context);
    if (draft) {
      imported++;
      if (!options.dryRun) await publisher.add(draft);
    }
    onProgress('read', index + 1, products.length);
  }
  issues.sort((a, b) => a.line - b.line);
  const published = options.dryRun || imported === 0 ? undefined : await publisher.finish();
  return { rows, products: products.length, imported, issues, published };
}
