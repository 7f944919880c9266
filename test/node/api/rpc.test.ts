import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import { createClient, http } from 'viem';
import { getCode } from 'viem/actions';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';
import { type RpcProxy, startRpcProxy } from '../../support/rpc-proxy.ts';
import { until } from '../../support/until.ts';

let market: TestMarket;
let proxy: RpcProxy;
before(async () => {
  market = await startMarket({
    rpcOf: async (chainUrl) => {
      proxy = await startRpcProxy(chainUrl);
      return proxy.url;
    },
  });
});
after(async () => {
  await market.stop();
  await proxy.stop();
});

const ask = (body: unknown) => send(`${market.node.url}/rpc`, JSON.stringify(body), types.json);
const call = (method: string, params: unknown[] = []) => ask({ jsonrpc: '2.0', id: 7, method, params });
const health = () => getJson<{ synced: boolean; problem: string | null }>(`${market.node.url}/healthz`);

test('a page can read the chain through its node', async () => {
  const answer = await call('eth_chainId');
  assert.deepEqual(await answer.json(), { jsonrpc: '2.0', id: 7, result: '0x7a69' });
  const client = createClient({ transport: http(`${market.node.url}/rpc`) });
  const code = await getCode(client, { address: market.deployment.contracts.market });
  assert.ok((code?.length ?? 0) > 1_000);
});

test("the chain's own refusals are passed on as they are", async () => {
  const answer = await call('eth_call', [{ to: market.token, data: '0x12345678' }, 'latest']);
  const { id, error } = (await answer.json()) as { id: number; error: { code: number; message: string } };
  assert.equal(id, 7);
  assert.match(error.message, /revert/);
});

test('nothing but what a page needs is passed on', async () => {
  proxy.passed.length = 0;
  const forbidden = [
    'eth_accounts',
    'eth_sendTransaction',
    'eth_sign',
    'personal_unlockAccount',
    'anvil_setBalance',
    'evm_mine',
    'vouch_reorg',
    'debug_traceTransaction',
    'eth_getLogs',
    'eth_newFilter',
  ];
  for (const method of forbidden)
    await assertProblem(await call(method), { status: 400, code: 'request.invalid', field: 'method' });
  await assertProblem(await ask([{ jsonrpc: '2.0', id: 1, method: 'eth_chainId' }]), {
    status: 400,
    code: 'request.invalid',
    field: 'body',
  });
  await assertProblem(await ask({ jsonrpc: '1.0', id: 1, method: 'eth_chainId' }), {
    status: 400,
    code: 'request.invalid',
    field: 'jsonrpc',
  });
  await assertProblem(await call('eth_call', Array(9).fill(1)), {
    status: 400,
    code: 'request.invalid',
    field: 'params',
    limit: '8',
  });
  await assertProblem(await call('eth_sendRawTransaction', [`0x${'0'.repeat(262_144)}`]), {
    status: 413,
    code: 'request.too_large',
    limit: '262144 bytes',
  });
  for (const method of forbidden.filter((method) => method !== 'eth_getLogs'))
    assert.ok(!proxy.passed.includes(method), method);
});

test('answers that are no JSON-RPC reach nobody, and the node goes on when the chain does', async () => {
  const odd: [string, (id: unknown, reply: ServerResponse) => void][] = [
    ['no JSON', (_id, reply) => reply.end('<html>502</html>')],
    ['an empty answer', (_id, reply) => reply.end()],
    ['a gateway error', (_id, reply) => reply.writeHead(502).end('bad gateway')],
    ['neither result nor error', (id, reply) => reply.end(JSON.stringify({ jsonrpc: '2.0', id }))],
    ['another id', (_id, reply) => reply.end(JSON.stringify({ jsonrpc: '2.0', id: 99, result: '0x1' }))],
    ['an error of no form', (id, reply) => reply.end(JSON.stringify({ jsonrpc: '2.0', id, error: 'no' }))],
    ['a list', (_id, reply) => reply.end('[]')],
    ['too much', (id, reply) => reply.end(JSON.stringify({ jsonrpc: '2.0', id, result: 'x'.repeat(5_000_000) }))],
    ['a redirect', (_id, reply) => reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['a cut line', (_id, reply) => reply.destroy()],
  ];
  for (const [name, answer] of odd) {
    proxy.answer = (_method, id, reply) => answer(id, reply);
    const response = await call('eth_blockNumber');
    const problem = await assertProblem(response, { status: 503, code: 'chain.unavailable' }).catch((cause) => {
      throw new Error(name, { cause });
    });
    assert.equal(problem.retryable, true);
  }
  await until('the index to notice', async () => (await health()).problem !== null);
  // What needs no chain is still there.
  assert.equal((await fetch(`${market.node.url}/api/v1/listings`)).status, 200);
  assert.equal((await fetch(market.node.url)).status, 200);
  proxy.answer = undefined;
  await until('the index to follow again', async () => {
    const { synced, problem } = await health();
    return synced && problem === null;
  });
});

test('a chain that is gone is said to be unavailable', async () => {
  await proxy.stop();
  await assertProblem(await call('eth_blockNumber'), { status: 503, code: 'chain.unavailable' });
  await until('the index to notice', async () => (await health()).problem !== null);
});

test('the key of an endpoint is in no log and no answer', async () => {
  const log = await market.node.log();
  assert.match(log, /indexing paused/);
  assert.doesNotMatch(log, /secret-endpoint-key/);
  assert.match(log, /\[hidden\]/);
  assert.doesNotMatch(await (await call('eth_blockNumber')).text(), /secret-endpoint-key/);
});
