import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { conversations } from '../../scripts/demo/conversations.ts';
import { freePorts } from '../support/free-ports.ts';
import { until } from '../support/until.ts';

const script = path.resolve(import.meta.dirname, '../../scripts/start.ts');
const dataDir = await mkdtemp(path.join(tmpdir(), 'vouch-start-'));
const joinedDir = await mkdtemp(path.join(tmpdir(), 'vouch-joined-'));
// Nodes that join a market listen for peers one and two thousand above.
const [port, joinedPort] = [await freePorts({ above: 1_000 }), await freePorts({ above: 1_000 })];
const running = new Set<ChildProcess>();

after(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of [dataDir, joinedDir])
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
});

/** Runs `npm start`'s program until it prints `ready`. */
async function start(
  args: string[] = [],
  env: NodeJS.ProcessEnv = { PORT: String(port), DATA_DIR: dataDir },
): Promise<{ child: ChildProcess; url: string; output: string[]; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const output: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void ended.then(() => running.delete(child));
  const ready = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      const url = /^ready (http\S+)/.exec(line)?.[1];
      if (url !== undefined) ready.resolve(url);
    });
  }
  const url = await Promise.race([
    ready.promise,
    ended.then((code) => assert.fail(`ended with ${code}:\n${output.join('\n')}`)),
  ]);
  return { child, url, output, ended };
}

interface Status {
  shops: number;
  listings: number;
  orders: number;
  block: number;
  synced: boolean;
}

const statusOf = async (url: string): Promise<Status> => (await (await fetch(`${url}/api/v1/status`)).json()) as Status;

async function synced(url: string, least: number): Promise<Status> {
  for (;;) {
    const status = await statusOf(url);
    if (status.synced && status.block >= least && status.listings > 0) return status;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const firstListing = async (url: string): Promise<unknown> =>
  await (await fetch(`${url}/api/v1/listings?limit=1&sort=price_asc`)).json();

/** How many messages there are about all orders, once the node holds the text of each: it takes them up in rounds. */
async function messagesHeld(url: string): Promise<number> {
  const { items } = (await (await fetch(`${url}/api/v1/orders?limit=100`)).json()) as { items: { id: string }[] };
  let count = 0;
  for (const { id } of items) {
    const held = await until(`the texts of ${id}`, async () => {
      const answer = await fetch(`${url}/api/v1/orders/${id}/messages?limit=100`);
      const { items: messages } = (await answer.json()) as { items: { body: { held: boolean } }[] };
      if (messages.every(({ body }) => body.held)) return { count: messages.length };
      // A node that is asked too often answers no more.
      await delay(500);
      return undefined;
    });
    count += held.count;
  }
  return count;
}

/** The people of the demo wallet. */
const personasOf = async (url: string): Promise<unknown[]> =>
  (await (await fetch(`${url}/api/v1/demo/personas`)).json()) as unknown[];

test('the first start opens a full demo market; the next ones go on where it stopped, also after kill -9', async (t) => {
  let before: Status | undefined;
  let listing: unknown;

  await t.test('a first start fills every list', async () => {
    const { child, url, output, ended } = await start();
    assert.equal(url, `http://127.0.0.1:${port}`);
    before = await synced(url, 1);
    assert.ok(before.shops >= 4, `${before.shops} shops`);
    assert.ok(before.listings >= 60, `${before.listings} listings`);
    assert.ok(before.orders >= 50, `${before.orders} orders`);
    for (const list of ['shops', 'listings', 'orders', 'reviews', 'promoters', 'deposits']) {
      const { items } = (await (await fetch(`${url}/api/v1/${list}`)).json()) as { items: unknown[] };
      assert.ok(items.length > 0, `${list} is empty`);
    }
    const said = Object.values(conversations).reduce((sum, { length }) => sum + length, 0);
    assert.equal(await messagesHeld(url), said, 'buyers and sellers wrote to each other');
    listing = await firstListing(url);
    assert.ok(
      output.some((line) => line.includes('Drawing the pictures')),
      'progress is shown',
    );
    child.kill('SIGINT');
    assert.equal(await ended, 0);
  });

  await t.test(
    'a second start resumes without seeding again; a node joins by what its page says, and stays when it is gone',
    async () => {
      const { child, url, output } = await start();
      assert.ok(!output.some((line) => line.includes('Drawing the pictures')));
      // Some empty blocks follow what was last done, so there may be more of them.
      const { shops, listings, orders } = await synced(url, before?.block ?? 0);
      assert.deepEqual(
        { shops, listings, orders },
        { shops: before?.shops, listings: before?.listings, orders: before?.orders },
      );
      assert.deepEqual(await firstListing(url), listing);

      const page = await (await fetch(`${url}/host`, { headers: { accept: 'text/html' } })).text();
      const [, invited = '', rpc = ''] = /npm start -- --join (\S+) \\\s+--rpc (\S+?)</.exec(page) ?? assert.fail(page);
      const joined = { PORT: String(joinedPort), DATA_DIR: joinedDir };
      const first = await start(['--join', invited, '--rpc', rpc], joined);
      assert.notEqual(first.url, url);
      await until('every listing', async () => (await statusOf(first.url)).listings === listings);
      assert.deepEqual(await firstListing(first.url), listing);
      assert.deepEqual(await personasOf(first.url), await personasOf(url));
      first.child.kill('SIGINT');
      assert.equal(await first.ended, 0);

      const [, pid] = /\(node 1, process (\d+)\)/.exec(output.join('\n')) ?? assert.fail(output.join('\n'));
      process.kill(Number(pid), 'SIGKILL');
      const again = await start(['--join', invited, '--rpc', rpc], joined);
      assert.match(again.output.join('\n'), /goes on with the peers that it knows/);
      assert.equal((await statusOf(again.url)).listings, listings);
      assert.deepEqual(await firstListing(again.url), listing);
      assert.ok((await personasOf(again.url)).length > 0, 'the demo wallet is kept as well');
      again.child.kill('SIGINT');
      assert.equal(await again.ended, 0);
      child.kill('SIGKILL');
    },
  );

  await t.test('nothing is left running after kill -9, and the third start resumes', async () => {
    const { child, url, ended } = await start();
    const status = await synced(url, before?.block ?? 0);
    assert.equal(status.orders, before?.orders);
    assert.deepEqual(await firstListing(url), listing);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.ok(existsSync(path.join(dataDir, 'demo-market.json')));
  });
});

test('wrong options are named and nothing starts', async () => {
  const refusals: [string[], RegExp][] = [
    [['--nodes', '10'], /start\.invalid: .*nodes/],
    [['--join', 'http://127.0.0.1:1'], /start\.invalid: --join goes with --rpc/],
    [['--join', 'node.example', '--rpc', 'http://127.0.0.1:1'], /start\.invalid: .*join/],
    [['--join', 'http://127.0.0.1:1', '--rpc', 'ws://127.0.0.1:1'], /start\.invalid: .*rpc/],
    [['--join', 'http://127.0.0.1:1', '--rpc', 'http://127.0.0.1:1'], /start\.join_unreachable: .*127\.0\.0\.1:1 /],
  ];
  for (const [args, why] of refusals) {
    const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
      env: { ...process.env, DATA_DIR: joinedDir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += String(chunk);
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(code, 1);
    assert.match(text, why);
  }
});
