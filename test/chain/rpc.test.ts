import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainLimits } from '../../scripts/chain/chain-settings.ts';
import {
  accountAt,
  ask,
  blockAt,
  get,
  openChain,
  post,
  type RpcAnswer,
  receiptOf,
  sendMined,
  sink,
  temporaryFolder,
  transfer,
} from './test-chain.ts';

const refusedMethods = [
  'evm_mine',
  'evm_increaseTime',
  'evm_revert',
  'anvil_setBalance',
  'anvil_dumpState',
  'anvil_reset',
  'hardhat_setCode',
  'eth_sendTransaction',
  'eth_sign',
  'eth_signTransaction',
  'eth_signTypedData_v4',
  'personal_sign',
  'eth_newFilter',
  'eth_subscribe',
  'debug_traceTransaction',
  'vouch_reorg',
  'toString',
  'EVM_MINE',
];

test('methods that would go past the journal are refused, alone and in a batch', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  for (const method of refusedMethods) {
    const { error } = await ask(url, method, []);
    assert.equal(error?.code, -32_601, method);
    assert.equal(error?.data?.code, 'chain.method_not_allowed', method);
  }
  const batch = refusedMethods.map((method, id) => ({ jsonrpc: '2.0', id, method, params: [] }));
  const answers = await post<RpcAnswer[]>(url, batch);
  assert.deepEqual(
    answers.map(({ id, error }) => [id, error?.code]),
    batch.map(({ id }) => [id, -32_601]),
  );
  assert.equal(await get(url, 'eth_blockNumber'), '0x0');
});

test('a duplicated key can not smuggle a method past the list', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  for (const methods of [
    '"method":"evm_mine","method":"eth_blockNumber"',
    '"method":"eth_blockNumber","method":"evm_mine"',
  ]) {
    const body = `{"jsonrpc":"2.0","id":1,${methods},"params":[]}`;
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  assert.equal(await get(url, 'eth_blockNumber'), '0x0');
});

test('a batch mixes reads, sends and refusals and is answered in its order under its ids', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const first = await transfer(0, 0);
  const second = await transfer(0, 1);
  const of = (id: unknown, method: string, ...params: unknown[]) => ({ jsonrpc: '2.0', id, method, params });
  const answers = await post<RpcAnswer[]>(url, [
    of('a', 'eth_chainId'),
    of(7, 'eth_sendRawTransaction', second.raw),
    of(7, 'evm_mine'),
    of(null, 'eth_sendRawTransaction', first.raw),
    { nonsense: true },
    of('b', 'eth_getBalance', sink, 'earliest'),
    of('c', 'eth_getBalance', 'not an address', 'latest'),
  ]);
  assert.deepEqual(
    answers.map(({ id, result, error }) => [id, error ? error.code : result]),
    [
      ['a', '0x7a69'],
      [7, second.hash],
      [7, -32_601],
      [null, first.hash],
      [null, -32_600],
      ['b', '0x0'],
      ['c', -32_602],
    ],
  );
  assert.equal((await receiptOf(url, second.hash)).status, '0x1');
  const reads = await post<RpcAnswer[]>(url, [of('x', 'eth_chainId'), of('y', 'net_version')]);
  assert.deepEqual(reads.map(({ id, result }) => [id, result]).toSorted(), [
    ['x', '0x7a69'],
    ['y', '31337'],
  ]);
});

test('malformed, foreign and oversized requests get a clear refusal', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const send = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
    const response = await fetch(url, { method: 'POST', headers, body });
    const answer = (await response.json()) as RpcAnswer;
    return { status: response.status, headers: response.headers, code: answer.error?.data?.code };
  };
  assert.equal((await send('{')).code, 'chain.not_json');
  assert.equal((await send('[]')).code, 'chain.request_invalid');
  assert.equal((await send('5')).code, 'chain.request_invalid');
  const many = Array.from({ length: chainLimits.batchRequests + 1 }, () => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'eth_chainId',
  }));
  assert.equal((await send(JSON.stringify(many))).code, 'chain.batch_too_large');
  assert.equal((await send('{}', { 'content-type': 'text/plain' })).status, 415);
  const large = await send(
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: ['x'.repeat(chainLimits.bodyBytes)] }),
  );
  assert.deepEqual([large.status, large.code], [413, 'chain.body_too_large']);
  assert.equal((await fetch(url)).status, 405);
  const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://example.org' } });
  assert.equal(preflight.headers.get('access-control-allow-origin'), null);
});

test('transactions that are not well formed or not valid are refused and leave no trace', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const refusal = async (raw: unknown) => {
    const { error } = await ask(url, 'eth_sendRawTransaction', [raw]);
    return error?.data?.code ?? error?.code;
  };
  assert.equal(await refusal(undefined), 'chain.transaction_invalid');
  assert.equal(await refusal('0x0'), 'chain.transaction_invalid');
  assert.equal(await refusal('hello'), 'chain.transaction_invalid');
  assert.equal(await refusal(`0x02${'ab'.repeat(chainLimits.transactionBytes)}`), 'chain.transaction_invalid');
  assert.equal(await refusal('0x03aabb'), 'chain.transaction_invalid');
  assert.equal(await refusal('0x02aabb'), -32_602);
  assert.equal(await refusal((await transfer(0, 0, { gas: 20_000n })).raw), -32_000);
  assert.equal(await refusal((await transfer(99, 0)).raw), -32_003);
  await sendMined(url, await transfer(0, 0));
  assert.equal(await refusal((await transfer(0, 0, { value: 5n })).raw), -32_003);
  assert.equal(await get(url, 'eth_blockNumber'), '0x1');
  assert.deepEqual(await get(url, 'txpool_status'), { pending: '0x0', queued: '0x0' });
});

test('the same transaction sent twice gives its hash twice and is mined once', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const later = await transfer(0, 1);
  const together = await Promise.all([1, 2, 3].map(() => get(url, 'eth_sendRawTransaction', [later.raw])));
  assert.deepEqual(together, [later.hash, later.hash, later.hash]);
  assert.equal(await get(url, 'eth_sendRawTransaction', [later.raw.toUpperCase().replace('0X', '0x')]), later.hash);
  await sendMined(url, await transfer(0, 0));
  await receiptOf(url, later.hash);
  assert.equal(await get(url, 'eth_getBalance', [sink, 'latest']), '0x2');
});

test('blocks are mined on demand only, and transactions that come together share one', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  const group = await Promise.all([0, 1, 2, 3, 4].map((from) => transfer(from, 0)));
  await Promise.all(group.map(({ raw }) => get(url, 'eth_sendRawTransaction', [raw])));
  for (const { hash } of group) await receiptOf(url, hash);
  await get(url, 'eth_sendRawTransaction', [(await transfer(0, 5)).raw]);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const head = Number(await get(url, 'eth_blockNumber'));
  assert.ok(head >= 1 && head <= 5);
  for (let number = 1; number <= head; number += 1) {
    assert.ok((await blockAt(url, number)).transactions.length > 0, `block ${number} is empty`);
  }
  assert.deepEqual(await get(url, 'txpool_status'), { pending: '0x0', queued: '0x1' });
});

test('calls and estimates see the present on a chain that was idle for hours, and mine nothing', async (context) => {
  let now = Date.now();
  const { url } = await openChain(context, { dataDir: temporaryFolder(context), clock: () => now });
  await sendMined(url, await transfer(0, 0));
  now += 5 * 3_600_000;
  const present = Math.floor(now / 1000);
  const to = '0x0000000000000000000000000000000000000bbb';
  // TIMESTAMP, then return it.
  const clockCode = { [to]: { code: '0x4260005260206000f3' } };
  for (const params of [
    [{ to }, 'latest', clockCode],
    [{ to }, 'pending', clockCode],
  ]) {
    assert.equal(Number(await get(url, 'eth_call', params)), present);
  }
  const later = `0x${(present + 9).toString(16)}`;
  assert.equal(Number(await get(url, 'eth_call', [{ to }, 'latest', clockCode, { time: later }])), present + 9);
  // Reverts unless TIMESTAMP > present - 1: PUSH4, TIMESTAMP, GT, PUSH1 0f, JUMPI, revert; 0f: JUMPDEST, STOP.
  const bound = (present - 1).toString(16).padStart(8, '0');
  const deadlineCode = { [to]: { code: `0x63${bound}4211600f5760006000fd5b00` } };
  assert.ok(Number(await get(url, 'eth_estimateGas', [{ to }, 'latest', deadlineCode])) > 21_000);
  const atBlock = await ask(url, 'eth_call', [{ to }, '0x1', deadlineCode]);
  assert.equal(atBlock.error?.code, 3);
  assert.equal(await get(url, 'eth_blockNumber'), '0x1');
  await sendMined(url, await transfer(0, 1));
  assert.equal(Number((await blockAt(url, 'latest')).timestamp), present);
});

test('timestamps rise by at least a second also when the clock stands still or goes back', async (context) => {
  let now = Date.now();
  const { url } = await openChain(context, { dataDir: temporaryFolder(context), clock: () => now });
  const present = Math.floor(now / 1000);
  for (const [nonce, shift] of [0, 0, -100_000].entries()) {
    now += shift;
    await sendMined(url, await transfer(0, nonce));
    assert.equal(Number((await blockAt(url, 'latest')).timestamp), present + nonce);
  }
});

test('wallet accounts are funded and fees can be estimated', async (context) => {
  const { url } = await openChain(context, { dataDir: temporaryFolder(context) });
  for (const index of [0, 29]) {
    assert.equal(BigInt(await get(url, 'eth_getBalance', [accountAt(index).address, 'latest'])), 10_000n * 10n ** 18n);
  }
  assert.ok(BigInt(await get(url, 'eth_gasPrice')) > 0n);
  assert.equal(await get(url, 'eth_estimateGas', [{ from: accountAt(0).address, to: sink, value: '0x1' }]), '0x5208');
});
