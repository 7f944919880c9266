import type { CID } from 'multiformats/cid';
import { isAcceptedCid } from '../../protocol/accepted-cid.ts';
import { type Block, cidOf, digestOf, RAW } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import type { BlockSpace } from './block-space.ts';
import type { Database, Operation } from './database.ts';
import { digestBytes, digestHex, hexOf, keyOf, numberBytes, numberFrom, row } from './keys.ts';

/** Uploaded blocks that wait for a catalogue or the chain to name them. They are not served to peers. */
export interface Staging {
  getMany(cids: readonly CID[]): Promise<(Uint8Array | undefined)[]>;
  /** @returns the size of a staged block in bytes, or undefined when it is not staged */
  sizeOf(cid: CID): number | undefined;
  /**
   * Takes blocks in, all or none.
   * @throws VouchError `block.hash_mismatch`, `block.cid_unsupported`, `block.too_large`, `block.quota_exceeded`
   */
  put(blocks: readonly Block[]): Promise<void>;
  /** Forgets blocks that were named and stored elsewhere. */
  drop(cids: readonly CID[]): Promise<void>;
  /** Forgets blocks that were staged longer ago than allowed. */
  expire(): Promise<void>;
  size(): { blocks: number; bytes: number };
}

/**
 * Opens the staging area.
 * @param options `mostBytes` of all staged blocks together; `keepSeconds` until a block that nobody named goes
 */
export async function openStaging(options: {
  database: Database;
  space: BlockSpace;
  clock: () => number;
  mostBytes: number;
  keepSeconds: number;
}): Promise<Staging> {
  const { database, space, clock, mostBytes, keepSeconds } = options;
  const known = new Map<string, { digest: Uint8Array; at: number; bytes: number }>();
  let total = 0;
  for await (const [key, value] of database.rows(keyOf(row.stagedAt))) {
    const digest = Uint8Array.from(key.subarray(1));
    const bytes = numberFrom(value.subarray(8));
    known.set(hexOf(digest), { digest, at: numberFrom(value), bytes });
    total += bytes;
  }
  const forget = async (operations: Operation[], digests: Uint8Array[]) => {
    const gone = digests.filter((digest) => known.has(hexOf(digest)));
    await space.delete(operations, gone);
    for (const digest of gone) {
      operations.push({ type: 'del', key: keyOf(row.stagedAt, digest) });
      total -= known.get(hexOf(digest))?.bytes ?? 0;
      known.delete(hexOf(digest));
    }
  };
  const expire = () =>
    database.change((operations) => {
      const oldest = clock() - keepSeconds;
      return forget(
        operations,
        [...known.values()].filter(({ at }) => at < oldest).map(({ digest }) => digest),
      );
    });

  return {
    getMany: (cids) => space.getMany(cids),
    sizeOf: (cid) => known.get(digestHex(cid))?.bytes,
    put: async (blocks) => {
      blocks.forEach(checkUpload);
      const sizeOf = (all: readonly Block[]) => all.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (total + sizeOf(blocks) > mostBytes) await expire();
      await database.change(async (operations) => {
        const fresh = await space.put(operations, blocks);
        if (total + sizeOf(fresh) > mostBytes) throw quotaExceeded(mostBytes);
        const at = clock();
        for (const { cid, bytes } of blocks) {
          const digest = Uint8Array.from(digestBytes(cid));
          const value = Buffer.concat([numberBytes(at), numberBytes(bytes.length)]);
          operations.push({ type: 'put', key: keyOf(row.stagedAt, digest), value });
          known.set(hexOf(digest), { digest, at, bytes: bytes.length });
        }
        total += sizeOf(fresh);
      });
    },
    drop: (cids) => database.change((operations) => forget(operations, cids.map(digestBytes))),
    expire,
    size: () => ({ blocks: known.size, bytes: total }),
  };
}

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
  if (digestOf(cidOf(bytes, RAW)) !== digestOf(cid)) {
    throw new VouchError({
      code: 'block.hash_mismatch',
      message: `The bytes are not those of ${cid.toString()}.`,
      hint: 'Upload the block again.',
      details: { field: 'cid', cid: cid.toString() },
    });
  }
}

const quotaExceeded = (mostBytes: number): VouchError =>
  new VouchError({
    code: 'block.quota_exceeded',
    message: 'The node holds too many uploaded blocks that no catalogue names yet.',
    hint: 'Publish what is uploaded, or try again later.',
    retryable: true,
    details: { field: 'bytes', limit: `${mostBytes} bytes` },
  });
