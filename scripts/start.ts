import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { VouchError } from '../protocol/errors.ts';
import { buildWeb } from '../web/build.ts';
import { personaRecords } from './demo/accounts.ts';
import { market } from './demo/market.ts';
import { deployDemo } from './demo/seed/deploy-demo.ts';
import { drawMarket } from './demo/seed/pictures.ts';
import { seedMarket } from './demo/seed/seed-market.ts';
import type { Child } from './start/child.ts';
import { joinMarket } from './start/join-market.ts';
import { checkMarketDeployment, readMarketDeployment } from './start/market-data.ts';
import { readStartOptions, type StartOptions, startUsage } from './start/options.ts';
import { type Places, placesIn } from './start/places.ts';
import { startChainProcess, startNodeProcess } from './start/processes.ts';
import { tellProgress } from './start/tell-progress.ts';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** A first start that was cut short left half a market: it begins anew. */
async function removeHalfMarket(places: Places): Promise<void> {
  for (const place of [
    places.chain,
    places.deployment,
    ...Array.from({ length: 9 }, (_, index) => places.node(index + 1)),
  ]) {
    await rm(place, { recursive: true, force: true });
  }
}

async function run(options: StartOptions, children: Child[]): Promise<void> {
  const places = placesIn(options.dataDir);
  const began = performance.now();
  const isSeeded = existsSync(places.seeded);
  const earlier = isSeeded ? await readMarketDeployment(places) : undefined;
  if (!isSeeded) await removeHalfMarket(places);
  await mkdir(path.dirname(places.log('chain')), { recursive: true });

  say('Building the pages and starting the chain');
  // Drawing takes longest: it goes on while chain and nodes start, and one that fails is told of below.
  const pictures = isSeeded ? undefined : drawMarket(market);
  pictures?.catch(() => undefined);
  const [chain] = await Promise.all([startChainProcess(places), buildWeb()]);
  children.push(chain);
  await writeFile(places.personas, JSON.stringify(personaRecords(), null, 2));
  if (earlier !== undefined) await checkMarketDeployment({ places, deployment: earlier, rpcUrl: chain.ready });
  else await writeFile(places.deployment, JSON.stringify(await deployDemo(chain.ready), null, 2));

  const nodes: Child[] = [];
  for (let number = 1; number <= options.nodes; number++) {
    say(`Starting node ${number} of ${options.nodes}`);
    const node = await startNodeProcess({
      number,
      nodes: options.nodes,
      firstPort: options.port,
      places,
      rpcUrl: chain.ready,
    });
    children.push(node);
    nodes.push(node);
    void node.ended.then((how) => {
      if (children.includes(node))
        say(`${node.name} ended (${how}); the others go on. Its log: ${places.log(`node-${number}`)}`);
    });
  }
  const [first] = nodes;
  if (pictures && first) {
    await seedMarket({ rpcUrl: chain.ready, nodeUrl: first.ready, deploymentFile: places.deployment, pictures, say });
    await writeFile(places.seeded, JSON.stringify({ completedAt: new Date().toISOString() }));
  }
  say(
    `The market is open after ${((performance.now() - began) / 1_000).toFixed(0)} s. Stop it with Ctrl+C; the next start goes on where it stopped.`,
  );
  for (const { name, ready, pid } of nodes) say(`ready ${ready}  (${name}, process ${pid})`);
}

async function join(options: StartOptions & { join: string; rpc: string }, children: Child[]): Promise<void> {
  const { port, dataDir, rpc: rpcUrls } = options;
  const node = await joinMarket({ join: options.join, rpcUrls, port, dataDir, say });
  children.push(node);
  const told = new AbortController();
  const ended = await Promise.race([tellProgress({ url: node.ready, say, signal: told.signal }), node.ended]);
  told.abort();
  if (ended !== undefined)
    throw new VouchError({
      code: 'start.child_failed',
      message: `The node ended with ${ended}.`,
      hint: `Its log is ${node.logFile}.`,
      details: { logFile: node.logFile },
    });
  say(
    'The chain is read; catalogues that are not here yet arrive from other nodes. Stop it with Ctrl+C; the next start goes on where it stopped.',
  );
  say(`ready ${node.ready}  (${node.name}, process ${node.pid})`);
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    say(startUsage);
    return;
  }
  const children: Child[] = [];
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const { join: invited, rpc } = options;
    const running =
      invited === undefined || rpc === undefined
        ? run(options, children)
        : join({ ...options, join: invited, rpc }, children);
    await Promise.race([running, stopping]);
    await Promise.race([stopping, ...children.slice(0, 1).map((chain) => chain.ended)]);
    say('Stopping');
  } finally {
    for (const child of children.splice(0).reverse()) await child.stop();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof VouchError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = 1;
}
