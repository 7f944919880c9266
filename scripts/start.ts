import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { VouchError } from '../protocol/errors.ts';
import { buildWeb } from '../web/build.ts';
import { operatorAccount, personaRecords } from './demo/accounts.ts';
import { deployDemo } from './demo/seed/deploy-demo.ts';
import { seedMarket } from './demo/seed/seed-market.ts';
import { type Child, startChild } from './start/child.ts';
import { readStartOptions, type StartOptions, startUsage } from './start/options.ts';
import { type Places, peerAddress, placesIn } from './start/places.ts';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** The local chain as a process of its own. */
const startChain = (places: Places): Promise<Child> =>
  startChild({
    name: 'chain',
    script: new URL('./chain/main.ts', import.meta.url).pathname,
    args: ['--data-dir', places.chain, '--port', '0', '--stop-with-stdin'],
    logFile: places.log('chain'),
    readyOf: (line) => (line.startsWith('{"ready":') ? (JSON.parse(line) as { ready: string }).ready : undefined),
    readyWithinSeconds: 60,
  });

/** One node of the market; it knows the others by their addresses. */
function startNode({
  number,
  places,
  options,
  rpcUrl,
}: {
  number: number;
  places: Places;
  options: StartOptions;
  rpcUrl: string;
}): Promise<Child> {
  const port = options.port + number - 1;
  const others = Array.from({ length: options.nodes }, (_, index) => options.port + index).filter(
    (each) => each !== port,
  );
  return startChild({
    name: `node ${number}`,
    script: new URL('../node/main.ts', import.meta.url).pathname,
    env: {
      PORT: String(port),
      DATA_DIR: places.node(number),
      RPC_URL: rpcUrl,
      DEPLOYMENT: places.deployment,
      DEMO: 'true',
      DEMO_PERSONAS: places.personas,
      P2P_LISTEN: peerAddress(port),
      PEERS: others.map(peerAddress).join(','),
      HOST_PAYOUT: operatorAccount(number).address,
      ARBITRATOR: personaRecords().find((persona) => persona.role === 'arbitrator')?.address,
      STOP_WITH_STDIN: 'true',
    },
    logFile: places.log(`node-${number}`),
    readyOf: (line) => /^ready (http\S+)$/.exec(line)?.[1],
    readyWithinSeconds: 90,
  });
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    say(startUsage);
    return;
  }
  const places = placesIn(options.dataDir);
  const began = performance.now();
  const isSeeded = existsSync(places.seeded);
  if (!isSeeded) {
    // A first start that was cut short left half a market: it begins anew.
    await Promise.all(
      [places.chain, places.deployment, places.node(1)].map((place) => rm(place, { recursive: true, force: true })),
    );
  }
  await mkdir(new URL(`file://${places.log('x')}`).pathname.replace(/\/[^/]*$/, ''), { recursive: true });
  const children: Child[] = [];
  const stopAll = async () => {
    for (const child of children.splice(0).reverse()) await child.stop();
  };
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

  try {
    say('Building the pages and starting the chain');
    const [chain] = await Promise.all([startChain(places), buildWeb()]);
    children.push(chain);
    await writeFile(places.personas, JSON.stringify(personaRecords(), null, 2));
    if (!isSeeded) await writeFile(places.deployment, JSON.stringify(await deployDemo(chain.ready), null, 2));

    for (let number = 1; number <= options.nodes; number++) {
      say(`Starting node ${number} of ${options.nodes}`);
      const node = await startNode({ number, places, options, rpcUrl: chain.ready });
      children.push(node);
      void node.ended.then((how) => {
        if (children.includes(node))
          say(`${node.name} ended (${how}); the others go on. Its log: ${places.log(`node-${number}`)}`);
      });
    }
    const [, firstNode] = children;
    if (!isSeeded && firstNode) {
      await seedMarket({ rpcUrl: chain.ready, nodeUrl: firstNode.ready, deploymentFile: places.deployment, say });
      await writeFile(places.seeded, JSON.stringify({ completedAt: new Date().toISOString() }));
    }
    for (const child of children.slice(1)) say(`ready ${child.ready}`);
    say(
      `The market is open after ${((performance.now() - began) / 1_000).toFixed(0)} s. Stop it with Ctrl+C; it goes on where it stopped.`,
    );
    await Promise.race([stopping, chain.ended]);
    say('Stopping');
  } finally {
    await stopAll();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof VouchError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.hint ?? ''}\n`);
  process.exitCode = 1;
}
