import type { CID } from 'multiformats/cid';
import { VouchError } from '../../protocol/errors.ts';
import { peerError } from '../../protocol/wire/frames.ts';
import { peerLimits } from './peer-limits.ts';
import type { RemotePeer } from './remote-peer.ts';

/** Blocks from whichever peers give them. */
export interface BlockPool {
  /**
   * Reads blocks in their order. Documents are kept, so that a reading that broke off goes on where it was.
   * @throws VouchError `catalogue.block_missing` (retryable) when no peer gives one, `tree.too_large` past the bound of bytes
   */
  documents(cids: readonly CID[]): Promise<Uint8Array[]>;
  /** Reads what there is of some blocks, and keeps nothing. */
  some(cids: readonly CID[], got: (cid: CID, bytes: Uint8Array) => void): Promise<void>;
}

export interface PoolPorts {
  /** Peers that may be asked now, the best first. */
  peers(): readonly RemotePeer[];
  /** Bytes came from a peer. */
  received(peer: RemotePeer, blocks: number, bytes: number): void;
  /** A peer broke the rules, or broke off. */
  failed(peer: RemotePeer, error: VouchError): void;
}

/** Makes the pool. Peers that fail are reported, and the next one is asked for what is left. */
export function createBlockPool({ peers, received, failed }: PoolPorts): BlockPool {
  const kept = new Map<string, Uint8Array>();
  let keptBytes = 0;

  const fetch = async (cids: readonly CID[], got: (cid: CID, bytes: Uint8Array) => void): Promise<CID[]> => {
    let open = [...cids];
    const asked = new Set<RemotePeer>();
    for (let peer = next(asked); peer !== undefined && open.length > 0; peer = next(asked)) {
      asked.add(peer);
      const absent = new Set<CID>();
      try {
        for (let queue = open; queue.length > 0; queue = open.filter((cid) => !absent.has(cid))) {
          const answer = await peer.blocks(queue.slice(0, peerLimits.blocksPerRequest));
          const came = new Set(answer.blocks.map(({ cid }) => cid));
          for (const { cid, bytes } of answer.blocks) got(cid, bytes);
          for (const cid of answer.absent) absent.add(cid);
          received(
            peer,
            came.size,
            answer.blocks.reduce((sum, { bytes }) => sum + bytes.length, 0),
          );
          open = open.filter((cid) => !came.has(cid));
          if (answer.broken !== null) throw answer.broken;
          if (came.size === 0 && answer.absent.length === 0) throw peerError('busy', 'The peer has no room now.', true);
        }
      } catch (error) {
        failed(peer, asVouchError(error));
      }
    }
    return open;
  };
  const next = (asked: ReadonlySet<RemotePeer>) => peers().find((peer) => !asked.has(peer));

  return {
    documents: async (cids) => {
      const missing = cids.filter((cid) => !kept.has(cid.toString()));
      const left = await fetch(missing, (cid, bytes) => {
        kept.set(cid.toString(), bytes);
        keptBytes += bytes.length;
      });
      if (keptBytes > peerLimits.catalogueBytes) throw tooLarge();
      if (left[0] !== undefined) throw blockMissing(left[0], left.length);
      // Safety: each block was kept or is missing, and none is missing.
      return cids.map((cid) => kept.get(cid.toString()) as Uint8Array);
    },
    some: async (cids, got) => {
      await fetch(cids, got);
    },
  };
}

/** Errors of the library become ours. */
export const asVouchError = (error: unknown): VouchError =>
  error instanceof VouchError
    ? error
    : peerError('unreachable', error instanceof Error ? error.message : String(error), true, error);

const tooLarge = (): VouchError =>
  new VouchError({
    code: 'tree.too_large',
    message: `The catalogue has more than ${peerLimits.catalogueBytes} bytes.`,
    hint: 'Read this shop on a node.',
    details: { limit: `${peerLimits.catalogueBytes} bytes` },
  });

const blockMissing = (cid: CID, count: number): VouchError =>
  new VouchError({
    code: 'catalogue.block_missing',
    message: `${count === 1 ? 'A block is' : `${count} blocks are`} with no peer, the first is ${cid.toString()}.`,
    hint: 'Try again, or add the address of another peer.',
    retryable: true,
    details: { field: 'cid', cid: cid.toString(), count },
  });
