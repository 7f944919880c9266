import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createAuthority } from '../../../node/authority.ts';

/** What the endpoint answers to eth_call: a result, an error of the contract, or nothing of use. */
let answer: (method: string) => object | string;
const server = createServer(async (request, reply) => {
  const { id, method } = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString('utf8'));
  const said = answer(method);
  reply.end(typeof said === 'string' ? said : JSON.stringify({ jsonrpc: '2.0', id, ...said }));
});
let authority: ReturnType<typeof createAuthority>;
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // Questions about signatures read nothing of the database.
  authority = createAuthority({ db: undefined as never }, () => [`http://127.0.0.1:${port}`]);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const ask = () => authority.verifyContractSignature(`0x${'1'.repeat(40)}`, `0x${'2'.repeat(64)}`, new Uint8Array(65));
const contract = (call: object) => (method: string) => (method === 'eth_getCode' ? { result: '0x6001' } : call);
const word = (hex: string) => ({ result: `0x${hex.padEnd(64, '0')}` });

test('a contract account answers for its signature', async () => {
  answer = contract(word('1626ba7e'));
  assert.equal(await ask(), 'valid');
  answer = contract(word('ffffffff'));
  assert.equal(await ask(), 'invalid');
});

test('a contract that reverts or answers nonsense says no', async () => {
  for (const call of [
    { error: { code: 3, message: 'execution reverted', data: '0x' } },
    { error: { code: -32_000, message: 'execution reverted' } },
    { result: '0x' },
    { result: '0x1626' },
  ]) {
    answer = contract(call);
    assert.equal(await ask(), 'invalid', JSON.stringify(call));
  }
});

test('an account without code is no contract', async () => {
  answer = () => ({ result: '0x' });
  assert.equal(await ask(), 'no_contract');
});

test('an endpoint that does not answer as it should says neither yes nor no', async () => {
  for (const said of ['<html>502</html>', '', '{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit"}}']) {
    answer = (method) => (method === 'eth_getCode' ? { result: '0x6001' } : said);
    await assert.rejects(ask(), JSON.stringify(said));
  }
});
