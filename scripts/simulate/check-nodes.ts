import { createBlockReader } from '../../node/p2p/block-reader.ts';
import { supersedes } from '../../node/p2p/head-order.ts';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { diffTree } from '../../protocol/tree-diff.ts';
import { headsOf, type MemorySink } from './memory-sink.ts';
import type { SimulatedNode } from './simulated-node.ts';

const unlimited = { nodes: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

/** Nodes whose heads are not those of the first. */
export function apart(nodes: readonly SimulatedNode[]): number[] {
  const [first] = nodes;
  if (first === undefined) return [];
  const wanted = headsOf(first.sink);
  return nodes.filter(({ sink }) => headsOf(sink) !== wanted).map(({ number }) => number);
}

/**
 * Walks every catalogue that a running node recorded through its store alone.
 * @returns what is wrong (I13): documents missing from the store, or listings recorded that the tree does not have; and
 * replications that were begun and neither ended nor given up
 */
export async function faultsOf(node: SimulatedNode): Promise<string[]> {
  if (node.running === undefined) return [];
  const { store } = node.running;
  const faults: string[] = [];
  for (const [shop, head] of node.sink.held) {
    try {
      const listings = await listingsOf(head, createBlockReader(store, null));
      const recorded = node.sink.listings.get(shop);
      const same =
        recorded?.size === listings.size && [...listings].every(([handle, cid]) => recorded.get(handle) === cid);
      if (!same) faults.push(`node ${node.number} recorded other listings of ${shop} than its tree has`);
    } catch (error) {
      faults.push(`node ${node.number} lacks documents of ${shop}: ${error}`);
    }
  }
  const unsettled = await store.catalogues.unsettled();
  for (const { shop } of unsettled) faults.push(`node ${node.number} left a replication of ${shop} half done`);
  return faults;
}

async function listingsOf(head: Head, reader: ReturnType<typeof createBlockReader>): Promise<Map<string, string>> {
  const [bytes = new Uint8Array()] = await reader.get([cidFromDigest(head.catalogue.root, DAG_CBOR)]);
  const { tree } = unwrap(decodeCatalogueRoot(bytes));
  const { changed } = await diffTree({ oldRoot: null, newRoot: tree, get: reader.get, most: unlimited });
  await reader.get(changed.map(({ listing }) => listing));
  return new Map(changed.map(({ handle, listing }) => [handle, listing.toString()]));
}

/** The newest head of each shop that any of the nodes has. */
export function newest(sinks: readonly MemorySink[]): MemorySink['held'] {
  const best: MemorySink['held'] = new Map();
  for (const { held } of sinks) {
    for (const [shop, head] of held) {
      const known = best.get(shop);
      if (known === undefined || supersedes(head, known, null)) best.set(shop, head);
    }
  }
  return best;
}
