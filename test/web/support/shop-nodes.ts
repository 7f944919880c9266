import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShopNodeOrder, ShopNodeTold } from './shop-node-process.ts';

/** A node in a process of its own that holds a shop with pictures. */
export interface ShopNode {
  addresses: string[];
  /** Ends the process at once and removes what it stored. */
  stop(): Promise<void>;
}

/** Starts a node, and returns when it holds the whole shop. */
export async function startShopNode(order: ShopNodeOrder): Promise<ShopNode> {
  const child = fork(join(import.meta.dirname, 'shop-node-process.ts'));
  const answer = new Promise<ShopNodeTold>((resolve, reject) => {
    child.once('message', (told: ShopNodeTold) => resolve(told));
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}`)));
  });
  child.send(order);
  const told = await answer;
  if (told.error !== undefined) throw new Error(told.error);
  const { addresses = [], folder } = told;
  return {
    addresses,
    stop: async () => {
      await end(child);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
