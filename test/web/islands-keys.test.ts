import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFunctionResult, type Hex } from 'viem';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import { unwrap } from '../../protocol/errors.ts';
import { decryptDetails, encryptDetails, openWithNumberedKeys } from '../../protocol/mailbox.ts';
import { mailboxKeyFromSignature, mailboxTypedData } from '../../protocol/mailbox-key.ts';
import { createDeviceKeys } from '../../web/islands/keys/device-key.ts';
import { type KeyHolder, ownKeys } from '../../web/islands/keys/key-holder.ts';
import { createNumberMemory, currentShopKeys } from '../../web/islands/keys/shop-keys.ts';
import { createPageMemory } from '../../web/islands/page-memory.ts';
import { createMemoryStorage } from './support/fake-provider.ts';
import { chainId, contracts, seller, shop } from './support/signed-shop.ts';

// Pages have an address, which a wallet is told where it does not know the chain.
globalThis.location ??= new URL('http://market.test/') as unknown as Location;
const useStorage = (storage: Storage): void => {
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
};
useStorage(createMemoryStorage());

const keyOf = async (number: number) =>
  mailboxKeyFromSignature(
    await seller.signTypedData(mailboxTypedData({ chainId, market: contracts.market, shop, number })),
  );

/**
 * A page on which the shop's wallet is connected, and the numbers of the keys that it was asked to make.
 * @param account its code, and what becomes of its signatures
 */
const openPage = (
  onChain: () => Hex,
  account: { code?: Hex; sign?: (signature: Hex) => Hex } = {},
): { holder: KeyHolder; asked: number[] } => {
  const asked: number[] = [];
  const request = async ({ method, params }: { method: string; params?: readonly unknown[] | undefined }) => {
    if (method === 'eth_chainId') return '0x7a69';
    if (method === 'eth_call')
      return encodeFunctionResult({ abi: shopsAbi, functionName: 'encryptionKey', result: onChain() });
    if (method === 'eth_getCode') return account.code ?? '0x';
    assert.equal(method, 'eth_signTypedData_v4');
    const data = JSON.parse(String(params?.[1]));
    asked.push(Number(data.message.number));
    const signature = await seller.signTypedData(data);
    return account.sign?.(signature) ?? signature;
  };
  const wallet = { info: { uuid: 'x', name: 'x', icon: '', rdns: 'x' }, provider: { request } };
  const holder = {
    page: { memory: createPageMemory() },
    chain: { chainId, contracts, tokens: [], host: null, arbitrator: null, demo: false },
    connection: { wallet, account: shop },
  };
  return { holder: holder as KeyHolder, asked };
};

test('the key that a shop uses is found by its number, which is remembered; a page asks for each key once', async () => {
  const [third, fourth] = [await keyOf(3), await keyOf(4)];
  let onChain = third.publicKey;
  const memory = createNumberMemory(createMemoryStorage());
  const first = openPage(() => onChain);
  assert.equal((await currentShopKeys(first.holder, memory)).number, 3);
  assert.equal((await currentShopKeys(first.holder, memory)).mailbox.identity, third.identity);
  await ownKeys(first.holder, 'seller', 2);
  assert.deepEqual(first.asked, [1, 2, 3]);

  const later = openPage(() => onChain);
  assert.equal((await currentShopKeys(later.holder, memory)).number, 3);
  assert.deepEqual(later.asked, [3]);

  onChain = fourth.publicKey;
  const rotated = openPage(() => onChain);
  assert.equal((await currentShopKeys(rotated.holder, memory)).number, 4);
  // Back to a key before the remembered one.
  onChain = (await keyOf(2)).publicKey;
  const back = openPage(() => onChain);
  assert.equal((await currentShopKeys(back.holder, memory)).number, 2);
});

test('a key of another program is named as such', async () => {
  const { holder, asked } = openPage(() => `0x${'77'.repeat(32)}`);
  await assert.rejects(currentShopKeys(holder, createNumberMemory(createMemoryStorage())), {
    code: 'mailbox.key_other',
  });
  assert.deepEqual(asked, [1, 2, 3, 4]);
});

test('what was encrypted to an earlier key opens with it, without anyone naming its number', async () => {
  const { holder, asked } = openPage(() => `0x${'77'.repeat(32)}`);
  const first = await keyOf(1);
  const block = await encryptDetails({ v: 1, type: 'contact', contact: 'maya@example.org' }, first.publicKey);
  const opened = await openWithNumberedKeys({
    newest: 3,
    identityOf: async (number) => (await ownKeys(holder, 'seller', number)).mailbox.identity,
    open: (identity) => decryptDetails(block.bytes, identity),
  });
  assert.equal(unwrap(opened).type, 'contact');
  assert.deepEqual(asked, [3, 2, 1]);
});

test('the memory of a page makes things once, and again what failed or was forgotten', async () => {
  const memory = createPageMemory();
  let made = 0;
  const make = async () => {
    made += 1;
    if (made === 1) throw new RangeError('first');
    return made;
  };
  await assert.rejects(memory.once('x', make), RangeError);
  assert.equal(await memory.once('x', make), 2);
  assert.equal(await memory.once('x', make), 2);
  assert.ok(memory.has('x'));
  memory.forget('x');
  assert.equal(await memory.once('x', make), 3);
});

const noKey = (): Hex => `0x${'77'.repeat(32)}`;

test('an account of code has its keys made by a key of the browser, and its wallet is not asked', async () => {
  const storage = createMemoryStorage();
  useStorage(storage);
  const contract = { code: '0x6001' } as const;
  const first = openPage(noKey, contract);
  const keys = await ownKeys(first.holder, 'buyer');
  const later = openPage(noKey, contract);
  assert.deepEqual(await ownKeys(later.holder, 'buyer'), keys, 'the same after the page was left');
  assert.notEqual((await ownKeys(later.holder, 'seller')).mailbox.publicKey, keys.mailbox.publicKey);
  assert.notEqual((await ownKeys(later.holder, 'buyer', 2)).mailbox.publicKey, keys.mailbox.publicKey);
  assert.deepEqual([first.asked, later.asked], [[], []]);

  const code = createDeviceKeys(storage).codeOf(shop);
  const elsewhere = createMemoryStorage();
  useStorage(elsewhere);
  assert.notDeepEqual(await ownKeys(openPage(noKey, contract).holder, 'buyer'), keys);
  for (const wrong of ['', 'x'.repeat(64), '0'.repeat(64), `${code}0`, String(code).slice(1)])
    assert.throws(() => createDeviceKeys(elsewhere).take(shop, wrong), { code: 'mailbox.code_invalid' });
  createDeviceKeys(elsewhere).take(shop, ` ${code?.toUpperCase()}\n`);
  assert.deepEqual(await ownKeys(openPage(noKey, contract).holder, 'buyer'), keys, 'carried over by its code');
});

test('the shop of an account of code finds the key that this browser made for it, by its number', async () => {
  useStorage(createMemoryStorage());
  const contract = { code: '0x6001' } as const;
  const { holder } = openPage(noKey, contract);
  const second = await ownKeys(holder, 'seller', 2);
  const found = await currentShopKeys(
    openPage(() => second.mailbox.publicKey, contract).holder,
    createNumberMemory(createMemoryStorage()),
  );
  assert.deepEqual([found.number, found.mailbox], [2, second.mailbox]);
});

test('an account that signs in no plain way gets a key of the browser too; one that runs code for a plain key does not', async () => {
  const storage = createMemoryStorage();
  useStorage(storage);
  const delegated = openPage(noKey, { code: `0xef0100${'11'.repeat(20)}` });
  assert.equal((await ownKeys(delegated.holder, 'seller')).mailbox.identity, (await keyOf(1)).identity);
  assert.deepEqual([delegated.asked, storage.length], [[1], 0]);

  const odd = { sign: (signature: Hex): Hex => `${signature}00` };
  const first = openPage(noKey, odd);
  const keys = await ownKeys(first.holder, 'seller');
  const later = openPage(noKey, odd);
  assert.deepEqual(await ownKeys(later.holder, 'seller'), keys);
  assert.deepEqual([first.asked, later.asked], [[1], []]);
});
