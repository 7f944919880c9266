import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { compiledBesideCode } from '../../../../node/compile-cache.ts';
import { localPorts } from './local-ports.ts';
import { until } from './node-parts.ts';
import type { Ask, Told } from './node-process.ts';

/** A node in a process of its own. */
export interface NodeProcess {
  ask(ask: Ask): Promise<Told>;
  /** Ends the process as a power cut would: SIGKILL. */
  kill(): Promise<void>;
}

/** Nodes of one test, each with a folder that outlives its process. */
export interface Nodes {
  /** A port is a name for one: the same number gives the same port. */
  start(
    name: string,
    port: number,
    bootstrap: string[],
  ): Promise<{ node: NodeProcess; addresses: string[]; faults: string[] }>;
  /** The folder of a node, to start several in one process. */
  folderOf(name: string): string;
  /** Removes a part of the folder of a node that is not running. */
  remove(name: string, part: string): Promise<void>;
}

/** Makes nodes that end with the test, whatever happens. */
export async function testNodes(context: TestContext): Promise<Nodes> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-p2p-'));
  const children = new Set<ChildProcess>();
  const portOf = localPorts();
  context.after(async () => {
    await Promise.all([...children].map(end));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    folderOf: (name) => join(folder, name),
    remove: (name, part) => rm(join(folder, name, part), { recursive: true }),
    start: async (name, number, bootstrap) => {
      const port = await portOf(number);
      const child = fork(join(import.meta.dirname, 'node-process.ts'), {
        execArgv: ['--expose-gc'],
        // A test may start hundreds of them.
        env: { ...process.env, NODE_COMPILE_CACHE: compiledBesideCode },
      });
      children.add(child);
      let waiting = Promise.withResolvers<Told>();
      child.on('message', (told: Told) => waiting.resolve(told));
      child.on('exit', () => waiting.reject(new Error(`${name} ended`)));
      const ask = async (question: Ask): Promise<Told> => {
        waiting = Promise.withResolvers<Told>();
        child.send(question);
        const told = await waiting.promise;
        if (told.error !== undefined) throw new Error(told.error);
        return told;
      };
      const { addresses = [], faults = [] } = await ask({ do: 'start', dataDir: join(folder, name), port, bootstrap });
      return { node: { ask, kill: () => end(child) }, addresses, faults };
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Waits until a node holds a shop at a version, and returns its state with the faults in it. */
export async function holding(node: NodeProcess, shop: string, version: number, of?: string): Promise<Told> {
  const named = of === undefined ? {} : { of };
  await until(`version ${version} of ${shop}`, async () => {
    const state = await node.ask({ do: 'state', ...named });
    return state.shops?.[shop]?.version === version;
  });
  return node.ask({ do: 'check', ...named });
}
