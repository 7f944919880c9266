import { CarBlockIterator, CarWriter } from '@ipld/car';
import { type Block, cidOf, DAG_CBOR, RAW } from '../../protocol/block.ts';
import { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { parseCid } from './parse-cid.ts';

/**
 * Reads an uploaded CAR whole and checks every block, so that nothing of a CAR with a fault is taken.
 * @throws VouchError `car.malformed`, `cid.invalid`, `block.too_large`, `block.hash_mismatch`
 */
export async function readCar(bytes: Uint8Array): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const { cid, bytes: content } of carBlocks(bytes)) {
    const known = parseCid(cid.toString());
    if (content.length > limits.blockBytes) {
      throw new VouchError({
        code: 'block.too_large',
        message: `Block ${cid} has ${content.length} bytes.`,
        hint: 'Split it or shrink it.',
        details: { field: 'block', limit: `${limits.blockBytes} bytes` },
      });
    }
    if (!cidOf(content, known.code === RAW ? RAW : DAG_CBOR).equals(known)) {
      throw new VouchError({
        code: 'block.hash_mismatch',
        message: `The bytes of ${cid} have another hash.`,
        hint: 'Build the CAR again.',
        details: { field: 'block' },
      });
    }
    blocks.push({ cid: known, bytes: content });
  }
  return blocks;
}

/** The blocks of a CAR; whatever the reader cannot make sense of is a malformed CAR. */
async function* carBlocks(bytes: Uint8Array): AsyncGenerator<Block> {
  try {
    yield* await CarBlockIterator.fromBytes(bytes);
  } catch (cause) {
    throw new VouchError({
      code: 'car.malformed',
      message: 'This is no complete CAR file.',
      hint: 'Send a CARv1.',
      cause,
      details: { field: 'body' },
    });
  }
}

/**
 * Writes blocks as a CARv1 with one root.
 * @param blocks read as fast as the bytes are taken; when they throw, so does the result, and the reader sees a CAR that
 * ends in the middle
 */
export async function* writeCar(root: Block['cid'], blocks: AsyncIterable<Block>): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create([root]);
  const writing = (async () => {
    try {
      for await (const block of blocks) await writer.put(block);
    } finally {
      await writer.close();
    }
  })();
  // Whoever awaits it gets the error below; until then it must not count as unhandled.
  writing.catch(() => undefined);
  yield* out;
  await writing;
}
