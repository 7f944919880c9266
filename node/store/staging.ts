import { hash } from 'node:crypto';
import type { CID } from 'multiformats/cid';
import { isAcceptedCid } from '../../protocol/accepted-cid.ts';
import type { Block } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database, Operation } from './database.ts';
import { digestBytes, digestHex, keyOf, numberBytes, row } from './keys.ts';
import { loadShares, type NamedStaged, type Staged } from './staging-shares.ts';

/** Uploaded blocks that wait for a catalogue or the chain to name them. They are not served to peers. */
export interface Staging {
  getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  /** @returns the size of a staged block in bytes, or undefined when it is not staged */
  sizeOf(cid: CID): number | undefined;
  /**
   * Takes blocks in, all or none. Where all room is taken, blocks of the uploader who has the most make way for one who has
   * less, so that no one can keep others out.
   * @param uploader names whoever's share the blocks count against
   * @throws VouchError `block.hash_mismatch`, `block.cid_unsupported`, `block.too_large`, `block.quota_exceeded`,
   * `store.disk_full`
   */
  put(blocks: readonly Block[], uploader: string): Promise<void>;
  /** Forgets blocks that were named and stored elsewhere. */
  drop(cids: readonly CID[]): Promise<void>;
  /** Forgets blocks that were staged longer ago than allowed. */
  expire(): Promise<void>;
  size(): { blocks: number; bytes: number };
}

/**
 * Opens the staging area.
 * @param options `mostBytes` of all staged blocks together, `mostBytesEach` of one uploader; `keepSeconds` until a block that
 * nobody named goes
 */
export async function openStaging(options: {
  database: Database;
  space: BlockSpace;
  clock: () => number;
  mostBytes: number;
  mostBytesEach: number;
  keepSeconds: number;
}): Promise<Staging> {
  const { database, space, clock, mostBytes, mostBytesEach, keepSeconds } = options;
  const shares = await loadShares(database);

  const forget = async (chosen: readonly NamedStaged[]): Promise<void> => {
    const gone = await database.change(async (operations) => {
      const here = chosen.filter(({ name }) => shares.get(name) !== undefined);
      await space.delete(
        operations,
        here.map(({ digest }) => digest),
      );
      for (const { digest } of here) operations.push({ type: 'del', key: keyOf(row.stagedAt, digest) });
      return here;
    });
    for (const { name } of gone) shares.remove(name);
  };
  const expire = () => forget(shares.olderThan(clock() - keepSeconds));

  const write = (blocks: readonly Block[], uploader: string) => {
    const at = clock();
    const was = new Map<string, Staged | undefined>();
    return database
      .change(async (operations: Operation[]) => {
        const fresh = await space.put(operations, blocks);
        const bytes = sum(fresh);
        if (shares.of(uploader) + bytes > mostBytesEach) throw quotaExceeded(mostBytesEach, 'you');
        if (shares.total() + bytes > mostBytes) throw quotaExceeded(mostBytes, 'all');
        for (const block of blocks) {
          const digest = Uint8Array.from(digestBytes(block.cid));
          const known = shares.get(digestHex(block.cid));
          const staged = { digest, at, bytes: block.bytes.length, uploader: known?.uploader ?? uploader };
          const value = [numberBytes(at), numberBytes(staged.bytes), Buffer.from(staged.uploader)];
          operations.push({ type: 'put', key: keyOf(row.stagedAt, digest), value: Buffer.concat(value) });
          if (!was.has(digestHex(block.cid))) was.set(digestHex(block.cid), known);
          shares.set(digestHex(block.cid), staged);
        }
      })
      .catch((error: unknown) => {
        // What was not written is not counted.
        for (const [name, known] of was) known === undefined ? shares.remove(name) : shares.set(name, known);
        throw error;
      });
  };

  return {
    getMany: (cids) => space.getMany(cids),
    // Most often nothing is staged, and a replication asks for thousands of blocks.
    sizeOf: (cid) => (shares.size().blocks === 0 ? undefined : shares.get(digestHex(cid))?.bytes),
    put: async (blocks, uploader) => {
      blocks.forEach(checkUpload);
      const bytes = sum(blocks.filter(({ cid }) => shares.get(digestHex(cid)) === undefined));
      if (shares.total() + bytes > mostBytes || shares.of(uploader) + bytes > mostBytesEach) await expire();
      const surplus = shares.total() + bytes - mostBytes;
      if (surplus > 0 && shares.of(uploader) + bytes <= mostBytesEach) {
        await forget(shares.makeWay({ bytes: surplus, uploader, share: shares.of(uploader) + bytes }));
      }
      await write(blocks, uploader);
    },
    drop: (cids) => forget(cids.flatMap((cid) => shares.get(digestHex(cid)) ?? [])),
    expire,
    size: () => shares.size(),
  };
}

const sum = (blocks: readonly Block[]): number => blocks.reduce((total, { bytes }) => total + bytes.length, 0);

function checkUpload({ cid, bytes }: Block): void {
  if (bytes.length > limits.blockBytes) {
    throw new VouchError({
      code: 'block.too_large',
      message: `The block has ${bytes.length} bytes, more than ${limits.blockBytes}.`,
      hint: 'Encode pictures smaller and split long documents.',
      details: { field: 'bytes', limit: `${limits.blockBytes} bytes` },
    });
  }
  if (!isAcceptedCid(cid)) {
    throw new VouchError({
      code: 'block.cid_unsupported',
      message: `${cid.toString()} is not a CIDv1 of dag-cbor or raw and sha2-256.`,
      hint: 'Name the block by CIDv1 with sha2-256.',
      details: { field: 'cid', cid: cid.toString() },
    });
  }
  if (!hash('sha256', bytes, 'buffer').equals(digestBytes(cid))) {
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: `The bytes are not those of ${cid.toString()}.`,
      hint: 'Upload the block again.',
      details: { field: 'cid', cid: cid.toString() },
    });
  }
}

const quotaExceeded = (mostBytes: number, whose: 'you' | 'all'): VouchError =>
  new VouchError({
    code: 'block.quota_exceeded',
    message:
      whose === 'you'
        ? 'Too many blocks were uploaded from this address that no catalogue names yet.'
        : 'The node holds too many uploaded blocks that no catalogue names yet.',
    hint: 'Publish what is uploaded, or try again later.',
    retryable: true,
    details: { field: 'bytes', limit: `${mostBytes} bytes` },
  });
