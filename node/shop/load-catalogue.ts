import { CID } from 'multiformats/cid';
import { decodeDocument } from '../../protocol/block.ts';
import { type CatalogueEntry, type CatalogueRoot, catalogueRootSchema } from '../../protocol/catalogue.ts';
import { unwrap } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeListing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import { decodeTreeNode } from '../../protocol/tree.ts';
import type { Draft } from './draft.ts';
import type { NodeClient } from './node-client.ts';

/** A shop's catalogue as a node holds it. */
export interface LoadedCatalogue {
  rootCid: CID;
  root: CatalogueRoot;
  validUntil: number;
  entries: CatalogueEntry[];
}

/**
 * Loads the newest catalogue of a shop from a node; every block is verified against its CID.
 * @returns undefined when the node holds none
 */
export async function loadCatalogue(client: NodeClient, shop: Address): Promise<LoadedCatalogue | undefined> {
  const head = await client.head(shop);
  if (head === undefined) return undefined;
  const rootCid = CID.parse(head.rootCid);
  const root = unwrap(
    decodeDocument(await client.block(rootCid), {
      schema: catalogueRootSchema,
      mostBytes: limits.catalogueRootBytes,
      noun: 'catalogue',
    }),
  );
  const entries: CatalogueEntry[] = [];
  const walk = async (cid: CID): Promise<void> => {
    const node = unwrap(decodeTreeNode(await client.block(cid)));
    if (node.type === 'leaf') entries.push(...node.entries);
    else for (const child of node.children) await walk(child.cid);
  };
  await walk(root.tree);
  return { rootCid, root, validUntil: head.catalogue.validUntil, entries };
}

/** Loads the listing behind an entry. */
export async function loadDraft(client: NodeClient, entry: CatalogueEntry): Promise<Draft> {
  return {
    listing: unwrap(decodeListing(await client.block(entry.listing))),
    terms: entry.terms,
    offers: entry.offers,
  };
}
