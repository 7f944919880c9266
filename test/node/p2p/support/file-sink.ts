import { open, readFile, rename } from 'node:fs/promises';
import type { CID } from 'multiformats/cid';
import type { Equivocation, Sink, WantedContent } from '../../../../node/p2p/ports.ts';
import { digestOf } from '../../../../protocol/block.ts';
import { unwrap } from '../../../../protocol/errors.ts';
import { decodeHead, encodeHead, type Head } from '../../../../protocol/head.ts';

interface State {
  /** Shop → encoded head, in hex. */
  heads: Record<string, string>;
  /** Shop → handle → listing CID. */
  listings: Record<string, Record<string, string>>;
  equivocations: string[];
}

/** A sink whose state is one file, replaced whole and synced on every change, so that it is as durable as the real one. */
export interface FileSink extends Sink {
  state: State;
  wantedNow: WantedContent[];
  contents: Map<string, Uint8Array>;
  referenced: Set<string>;
  equivocated: Equivocation[];
  dropped: [shop: string, ordered: 'keep' | 'drop'][];
}

export async function openFileSink(file: string): Promise<FileSink> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"heads":{},"listings":{},"equivocations":[]}';
    throw error;
  });
  const state: State = JSON.parse(text);
  const save = async (next: State) => {
    const handle = await open(`${file}.new`, 'w');
    await handle.writeFile(JSON.stringify(next));
    await handle.sync();
    await handle.close();
    await rename(`${file}.new`, file);
  };
  let last = Promise.resolve();
  /** Makes one change after the other. Each is seen when it is on the disk: who sees it may kill the node. */
  const change = (edit: (next: State) => unknown): Promise<void> => {
    const made = last.then(async () => {
      const next = structuredClone(state);
      edit(next);
      await save(next);
      Object.assign(state, next);
    });
    last = made.catch(() => undefined);
    return made;
  };
  const sink: FileSink = {
    state,
    wantedNow: [],
    contents: new Map(),
    referenced: new Set(),
    equivocated: [],
    dropped: [],
    heads: async () => Object.values(state.heads).map(headFromHex),
    apply: async ({ head, changed, removed, complete }) => {
      const { shop } = head.catalogue;
      const rows = complete ? {} : { ...state.listings[shop] };
      for (const handle of removed) delete rows[handle];
      for await (const part of changed) for (const { entry } of part) rows[entry.handle] = entry.listing.toString();
      await change((next) => {
        next.listings[shop] = rows;
        next.heads[shop] = Buffer.from(encodeHead(head).bytes).toString('hex');
      });
    },
    drop: async (shop, { ordered }) => {
      sink.dropped.push([shop, ordered]);
      await change((next) => {
        delete next.heads[shop];
        delete next.listings[shop];
      });
      return [];
    },
    equivocation: async (evidence) => {
      sink.equivocated.push(evidence);
      const { shop, version } = evidence.other.catalogue;
      await change((next) => next.equivocations.push(`${shop}/${version}`));
    },
    isReferenced: async (listing: CID) => sink.referenced.has(digestOf(listing)),
    wanted: async () => sink.wantedNow.splice(0),
    content: async ({ cid, bytes }) => {
      sink.contents.set(cid.toString(), bytes);
      return 'stored';
    },
  };
  return sink;
}

export const headFromHex = (hex: string): Head => unwrap(decodeHead(new Uint8Array(Buffer.from(hex, 'hex'))));
