import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDecodeLog, followedAddresses } from '../../indexer/handlers/decode-log.ts';
import { connectRpc } from '../../indexer/rpc/rpc.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import type { Order } from '../../protocol/order.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import { type Child, startChild } from '../start/child.ts';
import { nodeFlags } from '../start/node-flags.ts';
import type { BenchmarkRow, RunBenchmark } from './benchmark.ts';
import { connectBatchRpc } from './index/batch-rpc.ts';
import { type BenchChain, startBenchChain } from './index/chain.ts';
import { type Act, personAt, startClock } from './index/chain-clock.ts';
import { delivery, makeShop } from './index/market-people.ts';
import { openLiveStream } from './live/live-stream.ts';
import { watchRpc } from './live/watched-rpc.ts';
import { centile } from './replicate/figures.ts';

const EVENTS = 5_000;
const ORDERS = 60;
const BLOCK_SECONDS = 12;
const VALID_SECONDS = 20 * 86_400;
const PAUSE_MILLISECONDS = 40;
const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, 'data/bench/index');

/** Milliseconds from when the node was told of a block. */
interface Latency {
  stream: number;
  visible: number;
  /** From the block itself, the wait until the node looks again included. */
  sinceBlock: number;
}

/**
 * From an event in a block to its order in the API of a whole node: orders are bought, shipped and confirmed one by one,
 * each step in a block of its own. A number sets how many orders.
 */
export const run: RunBenchmark = async ({ args, log }) => {
  const orders = Number(args.find((each) => /^\d+$/.test(each)) ?? ORDERS);
  const before = loadavg()[0] ?? 0;
  const scratch = await mkdtemp(path.join(tmpdir(), 'vouch-live-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(scratch, 0o755);
  const endings: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true })];
  try {
    const chain = await startBenchChain({ folder, events: EVENTS, log });
    endings.push(() => chain.stop());
    const watched = await watchRpc(chain.url);
    endings.push(() => watched.stop());
    const deploymentFile = path.join(scratch, 'deployment.json');
    await writeFile(deploymentFile, JSON.stringify(chain.deployment));
    const node: Child = await startChild({
      name: 'node',
      script: path.join(root, 'node/main.ts'),
      flags: nodeFlags,
      args: ['--stop-with-stdin'],
      env: {
        PORT: '0',
        P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
        RPC_URL: watched.url,
        DEPLOYMENT: deploymentFile,
        DATA_DIR: path.join(scratch, 'node'),
        RATE_LIMIT: '1000000',
      },
      logFile: path.join(folder, 'live-node.log'),
      readyOf: (line) => /^ready (http\S+)$/.exec(line)?.[1],
      readyWithinSeconds: 120,
    });
    endings.push(() => node.stop());
    log('indexing');
    const url = node.ready;
    while ((await read<{ block: number }>(`${url}/api/v1/status`)).block < chain.blocks) await pause(200);
    const latencies = await trade(chain, { url, orders, log, seenAt: watched.seenAt });
    return rowsOf(latencies, [before, loadavg()[0] ?? 0]);
  } finally {
    for (const ending of endings.reverse()) await ending();
  }
};

async function trade(
  chain: BenchChain,
  options: {
    url: string;
    orders: number;
    log: (line: string) => void;
    seenAt: (block: number) => number | undefined;
  },
): Promise<Latency[]> {
  const { url, orders, log, seenAt } = options;
  const { deployment } = chain;
  const { market } = deployment.contracts;
  const rpc = connectBatchRpc(chain.url);
  await rpc([{ method: 'anvil_autoImpersonateAccount', params: [true] }]);
  // A chain that was read from its file goes on in the present.
  const clock = startClock(rpc, { from: Math.ceil(Date.now() / 1_000), blockSeconds: BLOCK_SECONDS });
  const shop = await makeShop(0, deployment, clock.time() + VALID_SECONDS);
  const logs = connectRpc(chain.url);
  const decode = createDecodeLog(deployment.contracts);
  const stream = await openLiveStream(url);
  const latencies: Latency[] = [];
  /** Mines one step of an order and waits until it is told and shown. */
  const step = async (act: Act, fits: (order: Hex) => boolean, state: string): Promise<number> => {
    const told = stream.next((event) => event.kind === 'order' && event.state === state && fits(event.order as Hex));
    const block = await clock.mine([act]);
    const mined = performance.now();
    const streamAt = await told;
    const seen = seenAt(block) ?? mined;
    const [paid] = await ordersIn(block);
    const id = paid?.orderId ?? idOfStep;
    while ((await read<OrderDetail>(`${url}/api/v1/orders/${id}`)).state !== state) await pause(1);
    const visibleAt = performance.now();
    latencies.push({ stream: streamAt - seen, visible: visibleAt - seen, sinceBlock: visibleAt - mined });
    await pause(PAUSE_MILLISECONDS);
    return block;
  };
  let idOfStep: Hex = zeroBytes32;
  const ordersIn = async (block: number): Promise<{ orderId: Hex; order: Order }[]> =>
    (await logs.logsInRange(followedAddresses(deployment.contracts), block, block))
      .map((each) => decode({ ...each, time: clock.time() }))
      .filter((event) => event?.name === 'OrderPaid')
      .map((event) => event?.args as { orderId: Hex; order: Order });
  for (let number = 0; number < orders; number += 1) {
    const buyer = personAt(1, number);
    const block = await step(buyAct(shop, { market, buyer, item: 1 + (number % 3) }), () => true, 'paid');
    const [paid] = await ordersIn(block);
    if (paid === undefined) throw new Error('a purchase left no order');
    idOfStep = paid.orderId;
    const act = (from: Address, functionName: string, ...args: unknown[]): Act => ({
      from,
      to: market,
      abi: marketAbi,
      functionName,
      args: [paid.order, ...args],
    });
    const isIt = (order: Hex) => order === paid.orderId;
    await step(act(shop.address, 'ship', zeroBytes32), isIt, 'shipped');
    await step(act(buyer, 'confirm'), isIt, 'completed');
    if (number % 20 === 0) log(`${number} of ${orders} orders`);
  }
  stream.stop();
  return latencies;
}

function buyAct(
  shop: Awaited<ReturnType<typeof makeShop>>,
  { market, buyer, item }: { market: Address; buyer: Address; item: number },
): Act {
  const { catalogue, signature, address: signer, items } = shop;
  const line = {
    offer: items[item]?.offer,
    proof: items[item]?.proof,
    quantity: 1,
    delivery,
    choice: 0,
    details: zeroBytes32,
    promoter: zeroAddress,
    host: zeroAddress,
    maxTotalUnits: (1n << 128n) - 1n,
    extras: [],
  };
  const head = { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) };
  const purchase = { catalogue: head, signer, signature, lines: [line] };
  return { from: buyer, to: market, abi: marketAbi, functionName: 'buy', args: [[purchase], []] };
}

async function read<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  // Safety: the node's own answers, of which the callers know the shape.
  return (await answer.json()) as T;
}

function rowsOf(latencies: readonly Latency[], load: [number, number]): BenchmarkRow[] {
  const row = (name: string, values: number[], part: number, more: Partial<BenchmarkRow> = {}): BenchmarkRow => ({
    case: `${name}, p${part * 100}`,
    value: centile(values, part),
    unit: 'ms',
    ...more,
  });
  const all = (key: keyof Latency) => latencies.map((each) => each[key]);
  return [
    { case: 'load of the machine before', value: load[0], unit: '', peer: `after ${load[1].toFixed(1)}` },
    { case: 'events (bought, shipped, confirmed)', value: latencies.length, unit: '' },
    row('block seen by the node → told by GET /api/v1/live', all('stream'), 0.5),
    row('block seen by the node → told by GET /api/v1/live', all('stream'), 0.95, { goal: { atMost: 100 } }),
    row('block seen by the node → the order in the API', all('visible'), 0.5),
    row('block seen by the node → the order in the API', all('visible'), 0.95, { goal: { atMost: 100 } }),
    row('block mined → the order in the API', all('sinceBlock'), 0.5),
    row('block mined → the order in the API', all('sinceBlock'), 0.95),
  ];
}
