import type { UploadedImage } from '../../../../protocol/api/common.ts';
import { encodeListing } from '../../../../protocol/listing.ts';
import type { Address } from '../../../../protocol/primitives.ts';
import type { ImportIssue } from '../../../../protocol/products/import-reasons.ts';
import { keptGroups } from '../../../../protocol/products/kept-groups.ts';
import type { Product } from '../../../../protocol/products/shopify-products.ts';
import type { Connection } from '../../../wallet/session.ts';
import { postBytes } from '../../api.ts';
import type { ChainProps } from '../../props.ts';
import { noEdits } from '../catalogue-edit.ts';
import { loadCatalogue } from '../node-blocks.ts';
import { publishEdits } from '../publish.ts';
import type { Signing } from '../use-signing.ts';
import { makeDrafts, type PlanContext } from './plan-import.ts';

/** Listings that make a version: a node keeps only so much of one uploader that no catalogue names yet. */
const PART = 100;

/**
 * Publishes the products of a file in parts, with their pictures. Group prices that listings had before stay.
 * @param parts who signs and for which shop, the products, what drafts are made with, and pictures by name
 * @returns pictures that the node refused
 * @throws VouchError those of `publishEdits`; what was published until then stays
 */
export async function publishImport(parts: {
  chain: ChainProps;
  connection: Connection;
  shop: Address;
  signing: Signing;
  products: readonly Product[];
  context: PlanContext;
  pictures: ReadonlyMap<string, File>;
  onProgress: (done: number) => void;
}): Promise<ImportIssue[]> {
  const { chain, connection, shop, signing, products, context, pictures, onProgress } = parts;
  const issues: ImportIssue[] = [];
  for (let from = 0; from < products.length; from += PART) {
    const drafts = await makeDrafts(products.slice(from, from + PART), context, {
      pictures,
      upload: (file) => postBytes<UploadedImage>('/api/v1/images', { body: file, type: file.type }),
      onIssue: (issue) => issues.push(issue),
      onProgress: (count) => onProgress(from + count),
    });
    if (drafts.length === 0) continue;
    const current = await loadCatalogue(shop);
    const before = new Map(current?.entries.map((entry) => [entry.handle, entry]));
    const blocks = drafts.map(({ listing }) => encodeListing(listing));
    await publishEdits({
      chain,
      connection,
      shop,
      signing,
      current,
      edits: {
        ...noEdits,
        added: drafts.flatMap((draft, index) => {
          const block = blocks[index];
          const { handle } = draft.listing;
          return block === undefined
            ? []
            : [{ handle, listing: block.cid, terms: draft.terms, offers: keptGroups(draft, before.get(handle)) }];
        }),
      },
      listings: blocks,
    });
  }
  return issues.filter(({ code }) => code === 'picture_unusable');
}
