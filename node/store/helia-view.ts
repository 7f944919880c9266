import { NotFoundError } from '@libp2p/interface';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { VouchError } from '../../protocol/errors.ts';

/** What the view reads from. */
export interface BlockLookup {
  get(cid: CID): Promise<Uint8Array | undefined>;
  has(cid: CID): Promise<boolean>;
}

/**
 * Shows the store to Helia, so that other IPFS software reads the blocks by bitswap. It is read-only: blocks enter through
 * the checks of replication and uploads alone, and leave by their bookkeeping, never by Helia's pins or collection.
 */
export function heliaView({ get, has }: BlockLookup): Blockstore {
  async function* read(cid: CID): AsyncGenerator<Uint8Array> {
    const bytes = await get(cid);
    if (bytes === undefined) throw new NotFoundError(`The block ${cid.toString()} is not here.`);
    yield bytes;
  }
  return {
    get: read,
    has,
    getMany: async function* (cids) {
      for await (const cid of cids) yield { cid, bytes: read(cid) };
    },
    put: refuse,
    putMany: refuse,
    delete: refuse,
    deleteMany: refuse,
    getAll: refuse,
  };
}

const refuse = (): never => {
  throw new VouchError({
    code: 'store.read_only',
    message: 'Blocks are not written, deleted or listed through Helia.',
    hint: 'Upload the block and publish a catalogue that names it.',
  });
};
