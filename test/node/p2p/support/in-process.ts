import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Block } from '../../../../protocol/block.ts';
import type { Head } from '../../../../protocol/head.ts';
import { localPorts } from './local-ports.ts';
import { type NodeParts, startNode } from './node-parts.ts';

/** Starts nodes in this process that end with the test. A port is a name for one: the same number gives the same port. */
export async function localNodes(context: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-p2p-'));
  const running: NodeParts[] = [];
  const portOf = localPorts();
  context.after(async () => {
    await Promise.all(running.map((node) => node.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return async (options: Omit<Parameters<typeof startNode>[0], 'dataDir'> & { name?: string }): Promise<NodeParts> => {
    const dataDir = join(folder, options.name ?? `${options.port}`);
    const port = options.port === undefined ? {} : { port: await portOf(options.port) };
    const node = await startNode({ ...options, ...port, dataDir });
    running.push(node);
    return node;
  };
}

/** Uploads the blocks of a catalogue and publishes it. */
export async function publish(node: NodeParts, { head, blocks }: { head: Head; blocks: Block[] }) {
  await node.store.stage(...blocks);
  return node.network.publish(head);
}
