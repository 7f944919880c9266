import type { Block } from '../../../protocol/block.ts';

/** Blocks as the compared programs read them: codec, length, SHA-256 digest and bytes of each, one after the other. */
export const blocksFile = (blocks: readonly Block[]): Buffer =>
  Buffer.concat(
    blocks.flatMap(({ cid, bytes }) => {
      const head = Buffer.alloc(5);
      head.writeUInt8(cid.code);
      head.writeUInt32BE(bytes.length, 1);
      return [head, cid.multihash.digest, bytes];
    }),
  );
