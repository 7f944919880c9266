import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFunctionData, encodeFunctionResult, erc20Abi, parseTransaction, recoverTypedDataAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { permitTypedData } from '../../protocol/permit.ts';
import { createWalletClient } from '../../web/wallet/client.ts';
import { createDemoWallet } from '../../web/wallet/demo/demo-wallet.ts';
import { planAllowance, signPermit } from '../../web/wallet/permit.ts';
import type { Eip1193Provider } from '../../web/wallet/provider.ts';
import { createFakeProvider, createMemoryStorage } from './support/fake-provider.ts';

const key = `0x${'42'.repeat(32)}` as const;
const owner = privateKeyToAccount(key);
const account = owner.address.toLowerCase() as `0x${string}`;
const token = `0x${'d0'.repeat(20)}` as const;
const spender = `0x${'a1'.repeat(20)}` as const;
const chainId = 31_337;
const allowance = { token, spender, units: 5_000_000n };
const now = 1_795_000_000;

/** Answers the token's view functions. */
const tokenCalls =
  ({ allowed = 0n, permit = true }: { allowed?: bigint; permit?: boolean }) =>
  ([call]: readonly unknown[]): string => {
    const data = (call as { data: `0x${string}` }).data;
    const { functionName } = decodeFunctionData({ abi: [...erc20Abi, ...demoDollarAbi], data });
    if (functionName === 'allowance') return encodeFunctionResult({ abi: erc20Abi, functionName, result: allowed });
    if (!permit) throw Object.assign(new Error('execution reverted'), { code: 3, data: '0x' });
    if (functionName === 'nonces') return encodeFunctionResult({ abi: demoDollarAbi, functionName, result: 4n });
    return encodeFunctionResult({
      abi: demoDollarAbi,
      functionName: 'eip712Domain',
      result: ['0x0f', 'Demo Dollar', '1', BigInt(chainId), token, `0x${'00'.repeat(32)}`, []],
    });
  };
const clientOf = (provider: Eip1193Provider) => createWalletClient({ provider, account, chainId });

test('an allowance that is there needs nothing', async () => {
  const client = clientOf(createFakeProvider({ eth_call: tokenCalls({ allowed: 5_000_000n }) }));
  assert.deepEqual(await planAllowance(client, allowance, now), { kind: 'allowed' });
});

test('a token without permits has to be approved', async () => {
  const client = clientOf(createFakeProvider({ eth_call: tokenCalls({ permit: false }) }));
  assert.deepEqual(await planAllowance(client, allowance, now), { kind: 'approve' });
});

test('a permit is for exactly the amount, half an hour, and this token on this chain', async () => {
  const client = clientOf(
    createFakeProvider({
      eth_call: tokenCalls({}),
      eth_signTypedData_v4: ([, json]) => owner.signTypedData(JSON.parse(String(json))),
    }),
  );
  const plan = await planAllowance(client, allowance, now);
  assert.equal(plan.kind, 'permit');
  if (plan.kind !== 'permit') return;
  assert.deepEqual(plan.request, {
    chainId,
    token,
    name: 'Demo Dollar',
    version: '1',
    owner: account,
    spender,
    units: 5_000_000n,
    nonce: 4n,
    deadline: BigInt(now + 1_800),
  });
  const permit = await signPermit(client, plan.request);
  assert.ok(permit);
  assert.deepEqual([permit.token, permit.units, permit.deadline], [token, 5_000_000n, BigInt(now + 1_800)]);
  const signature = `${permit.r}${permit.s.slice(2)}${permit.v.toString(16)}` as const;
  const signer = await recoverTypedDataAddress({ ...permitTypedData(plan.request), signature });
  assert.equal(signer, owner.address);
});

test('an account that cannot sign a permit falls back to an approval; declining does not', async () => {
  const request = {
    chainId,
    token,
    name: 'Demo Dollar',
    version: '1',
    owner: account,
    spender,
    units: 1n,
    nonce: 0n,
    deadline: 1n,
  };
  const contract = clientOf(createFakeProvider({ eth_signTypedData_v4: () => `0x${'11'.repeat(200)}` }));
  assert.equal(await signPermit(contract, request), undefined);
  assert.equal(await signPermit(clientOf(createFakeProvider({})), request), undefined);
  const declining = clientOf(
    createFakeProvider({
      eth_signTypedData_v4: () => {
        throw Object.assign(new Error('User rejected the request.'), { code: 4_001 });
      },
    }),
  );
  await assert.rejects(signPermit(declining, request));
});

const persona = { name: 'maya', names: { en: 'Maya' }, role: 'buyer' as const, address: account, privateKey: key };
const otherKey = `0x${'43'.repeat(32)}` as const;
const other = {
  name: 'chen',
  names: { en: 'Chen' },
  role: 'buyer' as const,
  address: privateKeyToAccount(otherKey).address.toLowerCase() as `0x${string}`,
  privateKey: otherKey,
};

test('the demo wallet is nobody until someone is chosen, keeps the name alone, and tells of changes', async () => {
  const storage = createMemoryStorage();
  const wallet = createDemoWallet({ personas: [persona, other], chainId, storage, rpc: async () => null });
  const ask = (method: string) => wallet.provider.request({ method });
  assert.deepEqual(await ask('eth_accounts'), []);
  const heard: unknown[] = [];
  wallet.provider.on?.('accountsChanged', (accounts: never) => heard.push(accounts));
  wallet.choose('chen');
  assert.deepEqual(await ask('eth_accounts'), [other.address]);
  assert.deepEqual(heard, [[other.address]]);
  assert.deepEqual([storage.length, storage.getItem('vouch.persona')], [1, 'chen']);
  assert.equal(await ask('eth_chainId'), '0x7a69');
  assert.throws(() => wallet.choose('nobody'), RangeError);
});

test('the demo wallet signs and sends as the chosen person, and refuses to be another', async () => {
  const sent: unknown[] = [];
  const answers: Record<string, unknown> = {
    eth_getTransactionCount: '0x9',
    eth_maxPriorityFeePerGas: '0x1',
    eth_getBlockByNumber: { baseFeePerGas: '0x7', number: '0x1', timestamp: '0x1', transactions: [], hash: null },
    eth_chainId: '0x7a69',
  };
  const wallet = createDemoWallet({
    personas: [persona, other],
    chainId,
    storage: createMemoryStorage(),
    rpc: async ({ method, params }) => {
      if (method !== 'eth_sendRawTransaction') return answers[method];
      sent.push(params?.[0]);
      return `0x${'ee'.repeat(32)}`;
    },
  });
  wallet.choose('maya');
  const transaction = { from: account, to: spender, data: '0x1234', gas: '0x5208' };
  await wallet.provider.request({ method: 'eth_sendTransaction', params: [transaction] });
  const parsed = parseTransaction(sent[0] as `0x02${string}`);
  assert.deepEqual(
    [parsed.to, parsed.data, parsed.nonce, parsed.gas, parsed.chainId],
    [spender, '0x1234', 9, 21_000n, chainId],
  );
  await assert.rejects(
    wallet.provider.request({ method: 'eth_sendTransaction', params: [{ ...transaction, from: other.address }] }),
    { code: 4_100 },
  );
});
