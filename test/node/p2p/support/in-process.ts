import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Block } from '../../../../protocol/block.ts';
import type { Head } from '../../../../protocol/head.ts';
import { type NodeParts, startNode } from './node-parts.ts';

/** Starts nodes in this process that end with the test. */
export async function localNodes(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-p2p-'));
  const running: NodeParts[] = [];
  context.after(async () => {
    await Promise.all(running.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true });
  });
  return async (options: Omit<Parameters<typeof startNode>[0], 'dataDir'> & { name?: string }): Promise<NodeParts> => {
    const node = await startNode({ ...options, dataDir: join(folder, options.name ?? `${options.port}`) });
    running.push(node);
    return node;
  };
}

/** Uploads the blocks of a catalogue and publishes it. */
export async function publish(node: NodeParts, { head, blocks }: { head: Head; blocks: Block[] }) {
  await node.store.stage(...blocks);
  return node.network.publish(head);
}
