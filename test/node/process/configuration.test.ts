import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { deploymentSchema } from '../../../protocol/deployment.ts';
import { type Ended, runNodeToEnd } from '../../support/node-process.ts';

const EX_CONFIG = 78;
let folder: string;
let deployment: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vouch-config-'));
  deployment = path.join(folder, 'deployment.json');
  const names = Object.keys(deploymentSchema.shape.contracts.shape);
  const contracts = Object.fromEntries(names.map((name, index) => [name, `0x${index.toString(16).repeat(40)}`]));
  await writeFile(deployment, JSON.stringify({ chainId: 8_453, block: 1, contracts }));
});
after(() => rm(folder, { recursive: true }));

/** The first line of what it said: code and message; no trace of the inside. */
function assertRefused({ code, out, err }: Ended, expected: { exit: number; code: string; names: string }): void {
  const [line = ''] = err.split('\n');
  assert.equal(code, expected.exit, err);
  assert.ok(line.startsWith(`${expected.code}: `), err);
  assert.ok(line.includes(expected.names), err);
  assert.doesNotMatch(err, /\n\s+at /, 'no stack trace');
  assert.equal(out, '');
}

test('a wrong variable ends the node with exit code 78 and its name', async () => {
  const wrong: Record<string, string[]> = {
    PORT: ['http', '65536', '-1', '80.5'],
    RPC_URL: ['localhost:8545', 'ftp://example.org', 'file:///etc/passwd'],
    DATABASE_URL: ['mysql://localhost', 'vouch'],
    P2P_LISTEN: ['127.0.0.1:9080', '/ip4/127.0.0.1/tcp/9080,nonsense'],
    P2P_ANNOUNCE: ['https://example.org'],
    PEERS: ['/ip4/999.0.0.1/tcp/1'],
    P2P_DHT: ['on'],
    P2P_MDNS: ['maybe'],
    P2P_RELAYS: ['some', '/ip4/127.0.0.1/tcp/9080,none'],
    P2P_RELAY_RESERVATIONS: ['-1', '1001'],
    P2P_RELAY_BYTES: ['65535'],
    P2P_RELAY_SECONDS: ['29', '86401'],
    HOST_PAYOUT: ['0x12', 'me'],
    ARBITRATOR: ['vitalik.eth'],
    PUBLIC_URL: ['market.example'],
    TRUSTED_PROXIES: ['everyone', '10.0.0.0/99'],
    RATE_LIMIT: ['9', 'none'],
    FINALITY_BLOCKS: ['0', '10001'],
    DEMO: ['perhaps'],
    LOG_LEVEL: ['loud'],
  };
  const cases = Object.entries(wrong).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  // A few at a time: each is a process.
  for (let from = 0; from < cases.length; from += 6) {
    await Promise.all(
      cases.slice(from, from + 6).map(async ({ name, value }) => {
        const ended = await runNodeToEnd({ DATA_DIR: path.join(folder, 'node'), [name]: value });
        assertRefused(ended, { exit: EX_CONFIG, code: 'config.invalid', names: name });
      }),
    );
  }
});

test('a node for everyone does not start without its public address', async () => {
  for (const HOST of ['0.0.0.0', '::', '192.0.2.1'])
    assertRefused(await runNodeToEnd({ HOST }), { exit: EX_CONFIG, code: 'config.invalid', names: 'PUBLIC_URL' });
});

test('a missing or wrong deployment file is named', async () => {
  assertRefused(await runNodeToEnd({ DEPLOYMENT: path.join(folder, 'absent.json') }), {
    exit: EX_CONFIG,
    code: 'config.deployment_missing',
    names: 'DEPLOYMENT',
  });
  const wrong = ['no json', '{}', '{"chainId":1,"block":0,"contracts":{"market":"0x1"}}'];
  for (const [index, text] of wrong.entries()) {
    const file = path.join(folder, `wrong-${index}.json`);
    await writeFile(file, text);
    assertRefused(await runNodeToEnd({ DEPLOYMENT: file }), {
      exit: EX_CONFIG,
      code: 'config.deployment_invalid',
      names: 'DEPLOYMENT',
    });
  }
});

test('the demo wallet is refused on any chain but a local one', async () => {
  assertRefused(await runNodeToEnd({ DEPLOYMENT: deployment, DEMO: 'true', DATA_DIR: path.join(folder, 'node') }), {
    exit: EX_CONFIG,
    code: 'config.demo_forbidden',
    names: 'DEMO',
  });
});

test('options that do not exist are wrong use', async () => {
  assertRefused(await runNodeToEnd({}, ['--port', '80']), { exit: 64, code: 'option.unknown', names: '--port' });
});

test('a taken address ends the node, and leaves nothing running', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const common = { DEPLOYMENT: deployment, RPC_URL: 'http://127.0.0.1:9', DATA_DIR: path.join(folder, 'node') };
  try {
    assertRefused(await runNodeToEnd({ ...common, PORT: port, LOG_LEVEL: 'silent' }), {
      exit: 1,
      code: 'node.address_unavailable',
      names: 'PORT',
    });
    assertRefused(
      await runNodeToEnd({ ...common, PORT: '0', P2P_LISTEN: `/ip4/127.0.0.1/tcp/${port}`, LOG_LEVEL: 'silent' }),
      { exit: 1, code: 'node.address_unavailable', names: 'P2P_LISTEN' },
    );
  } finally {
    server.close();
  }
});
