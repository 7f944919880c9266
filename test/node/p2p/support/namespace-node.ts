import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import type { ReachOptions } from '../../../../node/p2p/reach-options.ts';
import type { NetworkView } from '../../../../protocol/api/network.ts';
import { sampleItems, sampleShop } from '../../../../scripts/bench/replicate/sample-shop.ts';
import { publish } from './in-process.ts';
import { seconds, startNode } from './node-parts.ts';
import { openAuthority } from './open-authority.ts';

/** The one shop of these nodes. */
const key = `0x${'24'.repeat(32)}` as const;

interface Options {
  dataDir: string;
  listen: string[];
  announce: string[];
  bootstrap: string[];
  reach: Partial<ReachOptions>;
  /** False for a node that does not carry the shop. */
  carries: boolean;
}

type Ask = { do: 'start'; options: Options } | { do: 'publish'; listings: number } | { do: 'look' };

/** What a node in another network says of itself. */
export interface Look {
  listings: number;
  view: NetworkView;
}

/** A node in a namespace. */
export interface FarNode {
  publish(listings: number): Promise<Look>;
  look(): Promise<Look>;
}

/** Starts a node in a process of its own inside a namespace; it ends with the test. */
export async function startFarNode(context: TestContext, namespace: string, options: Options): Promise<FarNode> {
  const child: ChildProcess = fork(import.meta.filename, {
    execPath: 'ip',
    execArgv: ['netns', 'exec', namespace, process.execPath],
  });
  context.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  let waiting = Promise.withResolvers<{ look: Look; error?: string }>();
  child.on('message', (told: { look: Look; error?: string }) => waiting.resolve(told));
  child.on('exit', () => waiting.reject(new Error(`the node in ${namespace} ended`)));
  const ask = async (question: Ask): Promise<Look> => {
    waiting = Promise.withResolvers();
    child.send(question);
    const { look, error } = await waiting.promise;
    if (error !== undefined) throw new Error(error);
    return look;
  };
  await ask({ do: 'start', options });
  return { publish: (listings) => ask({ do: 'publish', listings }), look: () => ask({ do: 'look' }) };
}

let node: Awaited<ReturnType<typeof startNode>> | undefined;

async function answer(question: Ask): Promise<Look> {
  const { shop, version } = await sampleShop(key);
  if (question.do === 'start') {
    const { carries, ...options } = question.options;
    const authority = openAuthority();
    if (!carries) authority.quotas.set(shop, null);
    node = await startNode({ ...options, authority });
  }
  if (node === undefined) throw new Error('the node was not started');
  if (question.do === 'publish')
    await publish(node, await version({ version: 1, items: sampleItems(question.listings), now: seconds() }));
  const listings = Object.keys(node.sink.state.listings[shop] ?? {}).length;
  return { listings, view: await node.network.view() };
}

if (process.send !== undefined && process.argv[1] === import.meta.filename)
  process.on('message', (question: Ask) => {
    answer(question)
      .then((look) => ({ look }))
      .catch((error: Error) => ({ error: error.stack ?? error.message }))
      .then((told) => process.send?.(told));
  });
