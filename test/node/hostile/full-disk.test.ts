import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, open, rm, statfs, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readFrames } from '../../../node/p2p/frames.ts';
import type { Block } from '../../../protocol/block.ts';
import { encodeBlockRequest } from '../../../protocol/wire/blocks.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { seconds, startNode, until } from '../p2p/support/node-parts.ts';
import { attack } from './support/attacker.ts';
import { blocksProtocol } from './support/protocols.ts';

const first = await sampleShop(`0x${'68'.repeat(32)}`);
const second = await sampleShop(`0x${'69'.repeat(32)}`);
const sizeBytes = 160 * 2 ** 20;

/** A small disk of its own, for which the machine's owner must be asked. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder]);
  if (status === 0) return folder;
  await rm(folder, { recursive: true, maxRetries: 5 });
  return undefined;
}

/** Writes until the disk has no byte left. */
async function fill(folder: string): Promise<string> {
  const file = join(folder, 'filler');
  const handle = await open(file, 'w');
  try {
    for (let bytes = 2 ** 20; bytes >= 512; ) {
      await handle.write(new Uint8Array(bytes)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOSPC') throw error;
        bytes /= 2;
      });
    }
  } finally {
    await handle.close();
  }
  const { bavail, bsize } = await statfs(folder);
  assert.ok(bavail * bsize < 4_096, 'the disk is full');
  return file;
}

/** Asks a node for a block as a stranger does. */
async function firstBlock(context: TestContext, target: readonly string[], [block]: Block[]): Promise<Uint8Array> {
  assert.ok(block);
  const peer = await attack(context, target, { gossips: false });
  const stream = await peer.open(blocksProtocol);
  const reader = readFrames(stream, { seconds: 30, mostWaiting: 2 ** 20 });
  stream.send(encodeBlockRequest([block.cid]));
  assert.deepEqual(await reader.frame(2 ** 20), block.bytes);
  return block.bytes;
}

test('a node whose disk is full serves what it holds, takes nothing new, and goes on once there is room', async (context) => {
  const disk = await smallDisk();
  if (disk === undefined) return context.skip('mounting a small disk needs root');
  const start = await localNodes(context);
  const publisher = await start({ port: 21_780 });
  const made = await first.version({ version: 1, items: sampleItems(50), now: seconds() });
  await publish(publisher, made);
  const node = await startNode({
    dataDir: join(disk, 'node'),
    port: 0,
    bootstrap: publisher.network.addresses(),
  });
  context.after(async () => {
    await node.stop();
    spawnSync('umount', ['-l', disk]);
    await rm(disk, { recursive: true, maxRetries: 5 });
  });
  await until('the first shop', () => node.sink.state.heads[first.shop] !== undefined);

  const filler = await fill(disk);
  await publish(publisher, await second.version({ version: 1, items: sampleItems(300), now: seconds() }));
  await publish(publisher, await first.version({ version: 2, items: sampleItems(60), now: seconds() }));
  await until('both heads to be looked at', () => node.checked.filter((code) => code === 'accepted').length >= 3);
  assert.ok((await firstBlock(context, node.network.addresses(), made.blocks)).length > 0, 'the full node serves');
  assert.equal(node.sink.state.heads[second.shop], undefined);

  await unlink(filler);
  await until('the second shop', () => node.sink.state.heads[second.shop] !== undefined);
  const newest = publisher.sink.state.heads[first.shop];
  await until('the new version of the first', () => node.sink.state.heads[first.shop] === newest);
});
