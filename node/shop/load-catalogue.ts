import { CID } from 'multiformats/cid';
import { decodeDocument } from '../../protocol/block.ts';
import { type CatalogueEntry, type CatalogueRoot, catalogueRootSchema } from '../../protocol/catalogue.ts';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeListing } from '../../protocol/listing.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Draft } from '../../protocol/products/draft.ts';
import { decodeTreeNode } from '../../protocol/tree.ts';
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
  const bytesOf = await client.blocks([rootCid]);
  const root = unwrap(
    decodeDocument(bytesOf(rootCid), {
      schema: catalogueRootSchema,
      mostBytes: limits.catalogueRootBytes,
      noun: 'catalogue',
    }),
  );
  return { rootCid, root, validUntil: head.catalogue.validUntil, entries: await loadEntries(client, root.tree) };
}

/** Loads the tree level by level, so that a large shop takes a few requests; all leaves are on one level. */
async function loadEntries(client: NodeClient, tree: CID): Promise<CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  let level = [tree];
  for (let depth = 0; depth < limits.treeDepth && level.length > 0; depth++) {
    const bytesOf = await client.blocks(level);
    const nodes = level.map((cid) => unwrap(decodeTreeNode(bytesOf(cid))));
    entries.push(...nodes.flatMap((node) => (node.type === 'leaf' ? node.entries : [])));
    level = nodes.flatMap((node) => (node.type === 'leaf' ? [] : node.children.map(({ cid }) => cid)));
  }
  if (level.length === 0) return entries;
  throw new VouchError({
    code: 'tree.too_deep',
    message: `The catalogue's tree has more than ${limits.treeDepth} levels.`,
    hint: 'Use another node.',
    details: { field: 'tree', limit: `${limits.treeDepth} levels` },
  });
}

/** Loads the listings behind entries. */
export async function loadDrafts(client: NodeClient, entries: readonly CatalogueEntry[]): Promise<Draft[]> {
  const bytesOf = await client.blocks(entries.map(({ listing }) => listing));
  return entries.map(({ listing, terms, offers }) => ({
    listing: unwrap(decodeListing(bytesOf(listing))),
    terms,
    offers,
  }));
}
