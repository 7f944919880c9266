import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startCluster } from '../../../indexer/store/cluster.ts';
import { connectNode } from '../../../node/shop/node-client.ts';
import { publishDrafts } from '../../../node/shop/publish-drafts.ts';
import { type Address, addressSchema } from '../../../protocol/primitives.ts';
import { type Child, startChild } from '../../start/child.ts';
import { nodeFlags } from '../../start/node-flags.ts';
import { startBenchChain } from '../index/chain.ts';
import { shopAccount } from '../index/market-people.ts';
import { sampleDrafts } from '../replicate/sample-shop.ts';

const root = path.join(import.meta.dirname, '../../..');
const SHOPS = 12;
const LISTINGS = 24;

/** A node in a process of its own, with shops, orders and reviews in its store. */
export interface PageMarket {
  url: string;
  pid: number;
  /** An ordinary shop, and the one with many reviews. */
  shop: Address;
  manyReviews: Address;
  /** A listing of each. */
  listing: string;
  listingOfMany: string;
  stop(): Promise<void>;
}

/**
 * Starts the chain of the index benchmark and a node that follows it, publishes catalogues of twelve of its shops, and
 * gives one shop as many reviews as asked.
 */
export async function startPageMarket(options: {
  folder: string;
  events: number;
  reviews: number;
  log: (line: string) => void;
}): Promise<PageMarket> {
  const { folder, events, reviews, log } = options;
  const scratch = await mkdtemp(path.join(tmpdir(), 'vouch-page-'));
  // PostgreSQL does not run as root: its user must be able to enter.
  await chmod(scratch, 0o755);
  const endings: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true })];
  const stop = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    const chain = await startBenchChain({ folder, events, log });
    endings.push(() => chain.stop());
    const quiet = { debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };
    const cluster = await startCluster({ dataDir: scratch, port: undefined, log: quiet });
    endings.push(() => cluster.stop());
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
        RPC_URL: chain.url,
        DEPLOYMENT: deploymentFile,
        DATA_DIR: path.join(scratch, 'node'),
        DATABASE_URL: cluster.url('postgres'),
        RATE_LIMIT: '1000000',
      },
      logFile: path.join(folder, 'page-node.log'),
      readyOf: (line) => /^ready (http\S+)$/.exec(line)?.[1],
      readyWithinSeconds: 120,
    });
    endings.push(() => node.stop());
    const client = connectNode(node.ready);
    log('indexing');
    while ((await client.status()).block < chain.blocks) await pause(200);
    log('publishing catalogues');
    for (let number = 0; number < SHOPS; number += 1) {
      const account = shopAccount(number);
      const shop = addressSchema.parse(account.address);
      const terms = { token: chain.deployment.contracts.demoDollar, arbitrator: chain.deployment.contracts.court };
      await publishDrafts({
        client,
        account,
        shop,
        chainId: chain.deployment.chainId,
        market: chain.deployment.contracts.market,
        drafts: sampleDrafts(shop, LISTINGS, terms),
        replace: false,
        clock: () => Math.floor(Date.now() / 1_000),
      });
    }
    const [shop, manyReviews] = [0, 1].map((number) => addressSchema.parse(shopAccount(number).address));
    if (shop === undefined || manyReviews === undefined) throw new RangeError('there are two shops');
    const listing = await listingOf(node.ready, shop);
    const listingOfMany = await listingOf(node.ready, manyReviews);
    log(`writing ${reviews} reviews of one shop`);
    await addReviews(cluster.url('postgres'), { shop: manyReviews, reviews });
    return { url: node.ready, pid: node.pid, shop, manyReviews, listing, listingOfMany, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listingOf(url: string, shop: Address): Promise<string> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/listings?limit=1&shop=${shop}`);
    // Safety: the node's own answer.
    const { items } = (await answer.json()) as { items: { cid: string }[] };
    if (items[0] !== undefined) return items[0].cid;
    await pause(100);
  }
}

/** Copies an order and its review of the shop many times, each by another buyer, and waits for the scores. */
async function addReviews(url: string, { shop, reviews }: { shop: Address; reviews: number }): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const copy = (table: string, id: string, place: string) => `
      insert into ${table} select copied.*
      from (select to_jsonb(t) as row from ${table} t join reviews r on r.order_id = t.${id} where t.shop = $1 limit 1) one,
        generate_series(1, $2::int) g,
        jsonb_populate_record(null::${table}, one.row || jsonb_build_object(
          '${id}', '0xeeeeeeee' || lpad(to_hex(g), 56, '0'), 'buyer', '0xdddddddd' || lpad(to_hex(g % 20000), 32, '0'), '${place}', 1000 + g)) copied`;
    await client.query(copy('orders', 'id', 'paid_log'), [shop, reviews]);
    await client.query(copy('reviews', 'order_id', 'posted_log'), [shop, reviews]);
    await client.query(`insert into stale_trust values ('all', '') on conflict do nothing`);
    await client.query('vacuum analyze');
    for (;;) {
      const { rows } = await client.query<{ reviews: number }>('select reviews from shop_scores where shop = $1', [
        shop,
      ]);
      if ((rows[0]?.reviews ?? 0) >= reviews) return;
      await pause(200);
    }
  } finally {
    await client.end();
  }
}
