import { setTimeout as pause } from 'node:timers/promises';
import type { CID } from 'multiformats/cid';
import { cidFromDigest, DAG_CBOR } from '../../protocol/block.ts';
import { decodeCatalogueRoot } from '../../protocol/catalogue-check.ts';
import { unwrap } from '../../protocol/errors.ts';
import type { Head } from '../../protocol/head.ts';
import { diffTree } from '../../protocol/tree-diff.ts';
import type { BlockStore } from '../store/block-store.ts';
import { type AdoptPorts, restore } from './adopt.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { createBlockReader } from './block-reader.ts';
import { networkLimits } from './network-limits.ts';
import type { Log } from './ports.ts';
import type { ShopQueues } from './shop-queues.ts';

const restMilliseconds = 100;

/** Finds held catalogues whose blocks are not all here, as after a disk was replaced, and fetches them again. */
export interface Audit {
  /** Looks at all shops the first time, later at those that could not be made whole. */
  round(): Promise<void>;
  /** Looks at all shops again in the next round. */
  again(): void;
}

/** Makes the audit. It walks one shop after another with rests in between, so that the node works on. */
export function createAudit(options: {
  ports: AdoptPorts;
  queues: ShopQueues;
  fetcher: BlockFetcher;
  log: Log;
  stopped: () => boolean;
}): Audit {
  const { ports, queues, fetcher, log, stopped } = options;
  const { book, store, policy } = ports;
  const all = () => [...book.all()].map((head) => head.catalogue.shop);
  let open = all();
  let fromStart = false;

  const makeWhole = async (head: Head): Promise<void> => {
    const fault = await faultOf(head, store, (cid) => policy.blockRefusal(cid) === null);
    if (fault === null) return;
    const { shop, version } = head.catalogue;
    log.warn({ err: fault, shop, version }, 'A held catalogue lacks blocks; they are fetched again.');
    const source = fetcher.open([]);
    try {
      await restore({ head, source, ports });
    } finally {
      await source.close();
    }
  };

  return {
    again: () => {
      fromStart = true;
    },
    round: async () => {
      if (fromStart) open = all();
      fromStart = false;
      const failed: typeof open = [];
      for (const shop of open) {
        if (stopped()) return;
        await queues
          .run(shop, async () => {
            const head = book.held(shop);
            if (head !== undefined) await makeWhole(head);
          })
          .catch((error) => {
            log.warn({ err: error, shop }, 'A held catalogue is not whole yet.');
            failed.push(shop);
          });
        await pause(restMilliseconds);
      }
      open = failed;
    },
  };
}

/** Walks what is carried of a catalogue through the store alone; returns what is wrong, or null. */
async function faultOf(head: Head, store: BlockStore, isCarried: (cid: CID) => boolean): Promise<unknown> {
  const reader = createBlockReader(store, null);
  try {
    const [bytes = new Uint8Array()] = await reader.get([cidFromDigest(head.catalogue.root, DAG_CBOR)]);
    const root = unwrap(decodeCatalogueRoot(bytes));
    const most = { nodes: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };
    const { changed } = await diffTree({ oldRoot: null, newRoot: root.tree, get: reader.get, most });
    const documents = [...changed.map((entry) => entry.listing), ...(root.profile === null ? [] : [root.profile])];
    const wanted = documents.filter(isCarried);
    for (let start = 0; start < wanted.length; start += networkLimits.listingsPerBatch) {
      await reader.get(wanted.slice(start, start + networkLimits.listingsPerBatch));
    }
    return null;
  } catch (error) {
    return error;
  }
}
