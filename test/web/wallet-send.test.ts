import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFunctionData, erc20Abi } from 'viem';
import { marketAbi } from '../../protocol/abi/market.ts';
import { createWalletClient } from '../../web/wallet/client.ts';
import { approveCall } from '../../web/wallet/permit.ts';
import type { Eip1193Provider } from '../../web/wallet/provider.ts';
import { type ContractCall, sendTransaction } from '../../web/wallet/send-transaction.ts';
import { nextTransaction, type TransactionState } from '../../web/wallet/transaction.ts';
import { createTransactionRecords } from '../../web/wallet/transaction-records.ts';
import { createFakeChain, type FakeChain } from './support/fake-chain.ts';
import { createMemoryStorage } from './support/fake-provider.ts';
import { buyer, chainId, contracts, token } from './support/signed-shop.ts';

const now = 1_795_000_000;
const account = buyer.address.toLowerCase() as `0x${string}`;
const buy: ContractCall = {
  kind: 'buy',
  address: contracts.market,
  abi: marketAbi,
  functionName: 'buy',
  args: [[], []],
  path: '/orders',
};

/** Sends a call through a wallet and keeps every state that a reader would see. */
const run = async (
  chain: FakeChain,
  {
    call = buy,
    wallet = {},
    indexed = () => chain.block(),
  }: {
    call?: ContractCall;
    wallet?: Record<string, (params: readonly unknown[]) => unknown>;
    indexed?: () => number;
  } = {},
) => {
  const request: Eip1193Provider['request'] = async ({ method, params = [] }) =>
    (wallet[method] ?? (() => chain.request({ method, params })))(params);
  const states: TransactionState[] = [{ step: 'idle' }];
  const records = createTransactionRecords(createMemoryStorage());
  const recorded: number[] = [];
  const receipt = await sendTransaction(call, {
    client: createWalletClient({ provider: { request }, account, chainId }),
    provider: { request },
    chainId,
    rpcUrl: 'https://node.example/rpc',
    records,
    now: () => now,
    dispatch: (event) => {
      states.push(nextTransaction(states.at(-1)!, event));
      recorded.push(records.list().length);
    },
    indexedBlock: async () => indexed(),
    wait: async () => undefined,
    patience: 60_000,
  });
  return { receipt, last: states.at(-1)!, steps: states.map(({ step }) => step), records: records.list(), recorded };
};

test('a call is checked, signed, sent, put into a block, and read by the node', async () => {
  const chain = createFakeChain(now);
  const { receipt, steps, records, recorded } = await run(chain);
  assert.equal(receipt?.status, 'success');
  assert.deepEqual(steps, ['idle', 'checking', 'signing', 'sent', 'included', 'indexed']);
  assert.deepEqual(
    chain.sent.map(({ functionName }) => functionName),
    ['buy'],
  );
  // Known from the moment it was sent until the node has it.
  assert.deepEqual([recorded, records], [[0, 0, 1, 1, 1], []]);
});

test('a refusal of the contract is shown before anything is signed', async () => {
  const chain = createFakeChain(now);
  chain.state.refusal = 'OfferSoldOut';
  const { last, steps } = await run(chain);
  assert.deepEqual(steps, ['idle', 'checking', 'reverted']);
  assert.ok(last.step === 'reverted');
  assert.equal(last.error.code, 'offer.sold_out');
  assert.equal(chain.sent.length, 0);
});

test('declining leaves nothing behind', async () => {
  const decline = () => {
    throw Object.assign(new Error('User rejected the request.'), { code: 4_001 });
  };
  const { last, records } = await run(createFakeChain(now), { wallet: { eth_sendTransaction: decline } });
  assert.deepEqual([last, records], [{ step: 'rejected' }, []]);
});

test('a wallet on another chain is not sent to', async () => {
  const chain = createFakeChain(now);
  const { last } = await run(chain, { wallet: { eth_chainId: () => '0x1', wallet_switchEthereumChain: () => null } });
  assert.ok(last.step === 'failed');
  assert.equal(last.error.code, 'wallet.chain_mismatch');
  assert.equal(chain.sent.length, 0);
});

test('a wallet that its owner switches to another chain before it signs is not sent to either', async () => {
  const chain = createFakeChain(now);
  let estimated = false;
  const { last } = await run(chain, {
    wallet: {
      eth_estimateGas: () => {
        estimated = true;
        return '0x30d40';
      },
      eth_chainId: () => (estimated ? '0x1' : `0x${chainId.toString(16)}`),
    },
  });
  assert.ok(last.step === 'failed');
  assert.equal(last.error.code, 'wallet.chain_mismatch');
  assert.deepEqual(last.error.details, { chainId });
  assert.equal(chain.sent.length, 0);
});

test('a node that lags is waited for, and told apart from a failure', async () => {
  let asked = 0;
  const late = createFakeChain(now);
  const { steps } = await run(late, {
    indexed: () => {
      asked += 1;
      return asked < 5 ? 0 : late.block();
    },
  });
  assert.equal(steps.at(-1), 'indexed');
  const { last } = await run(createFakeChain(now), { indexed: () => 0 });
  assert.ok(last.step === 'failed');
  assert.equal(last.error.code, 'node.behind');
  assert.ok(last.hash);
});

test('a call that no contract answers fails with a code', async () => {
  const call: ContractCall = {
    ...buy,
    address: `0x${'99'.repeat(20)}`,
    abi: erc20Abi,
    functionName: 'approve',
    args: [account, 1n],
  };
  const { last } = await run(createFakeChain(now), { call });
  assert.ok(last.step === 'failed');
  assert.equal(last.error.code, 'contract.call_failed');
});

const approve = approveCall({ token: token.address, spender: contracts.market, units: 5n }, '/orders');

test('a batch is one question: it is known until the node has it, and its wallet names the transaction', async () => {
  const chain = createFakeChain(now);
  chain.state.batching = 'supported';
  const { receipt, steps, records, recorded } = await run(chain, { call: { ...buy, first: [approve] } });
  assert.equal(receipt?.status, 'success');
  assert.deepEqual(steps, ['idle', 'checking', 'signing', 'sent', 'sent', 'included', 'indexed']);
  assert.deepEqual(
    chain.sent.map(({ functionName }) => functionName),
    ['approve', 'buy'],
  );
  assert.deepEqual([recorded.at(3), records], [1, []]);
});

test('a batch that the contract refused, or that the wallet let go, says so', async () => {
  const refused = createFakeChain(now);
  refused.state.batchStatus = 500;
  const { last } = await run(refused, { call: { ...buy, first: [approve] } });
  assert.ok(last.step === 'reverted');
  assert.equal(last.error.code, 'contract.reverted');
  const gone = createFakeChain(now);
  gone.state.batchStatus = 400;
  assert.deepEqual((await run(gone, { call: { ...buy, first: [approve] } })).last, { step: 'dropped', hash: null });
});

test('a transaction that the wallet replaced is told apart from one that the chain forgot', async () => {
  const chain = createFakeChain(now);
  const hash = `0x${'ab'.repeat(32)}` as const;
  const transaction = (of: object) => ({
    hash,
    from: account,
    to: contracts.market,
    nonce: '0x5',
    value: '0x0',
    input: '0x01',
    gas: '0x1',
    gasPrice: '0x1',
    type: '0x0',
    blockNumber: null,
    blockHash: null,
    transactionIndex: null,
    ...of,
  });
  // Something else of the same account with the same number came into the block.
  chain.request({ method: 'eth_sendTransaction', params: [{ to: token.address, data: encodeFunctionData(approve) }] });
  const other = transaction({ hash: chain.lastHash(), to: token.address, input: '0x02', value: '0x1' });
  const block = chain.request({ method: 'eth_getBlockByNumber' });
  const wallet = {
    eth_sendTransaction: () => hash,
    eth_getTransactionByHash: () => transaction({}),
    eth_getBlockByNumber: () => ({ ...(block as object), transactions: [other] }),
  };
  assert.deepEqual((await run(chain, { wallet })).last, { step: 'replaced', hash });
});
