import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { CarReader } from '@ipld/car';
import { readCar, writeCar } from '../../../node/api/car.ts';
import { type Block, rawBlock } from '../../../protocol/block.ts';
import { VouchError } from '../../../protocol/errors.ts';

const blocks = Array.from({ length: 200 }, (_, index) => rawBlock(Buffer.alloc(5_000, index)));
const root = blocks[0]!.cid;

test('a CAR that is written can be read back', async () => {
  const bytes = Buffer.concat(await Array.fromAsync(writeCar(root, held(blocks))));
  assert.deepEqual(
    (await readCar(bytes)).map(({ cid }) => cid.toString()),
    blocks.map(({ cid }) => cid.toString()),
  );
  assert.deepEqual((await (await CarReader.fromBytes(bytes)).getRoots()).map(String), [root.toString()]);
});

test('a CAR whose blocks end with an error is cut off, so that no reader takes it for whole', async () => {
  const tooLarge = new VouchError({ code: 'car.too_large', message: 'Too many blocks.' });
  const failing = async function* () {
    yield* held(blocks.slice(0, 50));
    throw tooLarge;
  };
  const parts: Uint8Array[] = [];
  await assert.rejects(async () => {
    for await (const part of writeCar(root, failing())) parts.push(part);
  }, tooLarge);
  assert.ok(parts.length > 50, 'what was good was on its way already');

  const server = createServer((_request, reply) => {
    pipeline(writeCar(root, failing()), reply).catch((error) => assert.equal(error, tooLarge));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await assert.rejects(async () => (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer(), TypeError);
  server.close();
});

async function* held(all: readonly Block[]): AsyncGenerator<Block> {
  yield* all;
}
