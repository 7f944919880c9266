import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VouchError } from '../../protocol/errors.ts';
import { ensureChain } from '../../web/wallet/chain-check.ts';
import { announceWallet, discoverWallets, type WalletHost } from '../../web/wallet/discovery.ts';
import type { AnnouncedWallet } from '../../web/wallet/provider.ts';
import { createSession } from '../../web/wallet/session.ts';
import { createFakeProvider, createMemoryStorage, settle } from './support/fake-provider.ts';

const account = `0x${'Ab'.repeat(20)}`;
const host = (): WalletHost => new EventTarget();
const info = { uuid: '1', name: 'Purse', icon: 'data:image/png;base64,AA', rdns: 'org.purse' };
const walletOf = (answers: Record<string, () => unknown> = {}) => {
  const provider = createFakeProvider({
    eth_chainId: () => '0x7a69',
    eth_accounts: () => [],
    eth_requestAccounts: () => [account],
    ...answers,
  });
  return { info, provider } satisfies AnnouncedWallet;
};

test('wallets are found whether they announce themselves before or after', () => {
  const window = host();
  const found: string[] = [];
  announceWallet(window, { ...walletOf(), info: { ...info, uuid: 'early', name: 'Early' } });
  const stop = discoverWallets(window, (wallet) => found.push(wallet.info.name));
  announceWallet(window, { ...walletOf(), info: { ...info, uuid: 'late', name: 'Late' } });
  announceWallet(window, { ...walletOf(), info: { ...info, uuid: 'late', name: 'Late again' } });
  assert.deepEqual(found, ['Early', 'Late']);
  stop();
  announceWallet(window, { ...walletOf(), info: { ...info, uuid: 'third', name: 'Third' } });
  assert.equal(found.length, 2);
});

test('announcements that are none are passed over, and pictures from elsewhere are left out', () => {
  const window = host();
  const found: AnnouncedWallet[] = [];
  discoverWallets(window, (wallet) => found.push(wallet));
  const { provider } = walletOf();
  for (const detail of [null, 'x', {}, { info }, { info, provider: {} }, { info: { ...info, uuid: 7 }, provider }])
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
  assert.equal(found.length, 0);
  const remote = { info: { ...info, icon: 'https://evil.example/track.png' }, provider };
  window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: remote }));
  assert.equal(found[0]?.info.icon, '');
});

test('an older wallet in window.ethereum is taken when none announces itself', () => {
  const window = Object.assign(host(), { ethereum: walletOf().provider });
  const found: string[] = [];
  discoverWallets(window, (wallet) => found.push(wallet.info.rdns));
  assert.deepEqual(found, ['injected']);
});

test('connecting keeps the name of the wallet alone, and follows its account and chain', async () => {
  const [window, storage, wallet] = [host(), createMemoryStorage(), walletOf()];
  const session = createSession({ host: window, storage });
  announceWallet(window, wallet);
  assert.equal(session.wallets.value.length, 1);
  await session.connect(session.wallets.value[0]!);
  assert.equal(session.connection.value?.account, account.toLowerCase());
  assert.equal(session.walletChainId.value, 31_337);
  assert.deepEqual([storage.length, storage.getItem('vouch.wallet')], [1, 'org.purse']);
  const next = `0x${'cd'.repeat(20)}`;
  wallet.provider.emit('accountsChanged', [next]);
  wallet.provider.emit('chainChanged', '0x1');
  assert.equal(session.connection.value?.account, next);
  assert.equal(session.walletChainId.value, 1);
  wallet.provider.emit('accountsChanged', []);
  assert.equal(session.connection.value, null);
  assert.equal(storage.length, 0);
  assert.equal(wallet.provider.listeners('accountsChanged'), 0);
});

test('the next visit takes the wallet up again without asking, where it still allows it', async () => {
  const storage = createMemoryStorage();
  storage.setItem('vouch.wallet', 'org.purse');
  const allowed = walletOf({ eth_accounts: () => [account] });
  const window = host();
  const session = createSession({ host: window, storage });
  announceWallet(window, allowed);
  await settle();
  assert.equal(session.connection.value?.account, account.toLowerCase());
  assert.ok(allowed.provider.asked.every(({ method }) => method !== 'eth_requestAccounts'));

  const locked = host();
  const second = createSession({ host: locked, storage });
  announceWallet(locked, walletOf());
  await settle();
  assert.equal(second.connection.value, null);
});

const offer = { chainId: 31_337, rpcUrl: 'https://node.example/rpc' };
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    assert.ok(error instanceof VouchError);
    return error.code;
  }
};

test('a wallet on the right chain is left alone', async () => {
  const provider = createFakeProvider({ eth_chainId: () => '0x7a69' });
  await ensureChain(provider, offer);
  assert.deepEqual(
    provider.asked.map(({ method }) => method),
    ['eth_chainId'],
  );
});

test('a wallet is switched, and taught the chain where it is new to it', async () => {
  let chain = '0x1';
  const switching = createFakeProvider({
    eth_chainId: () => chain,
    wallet_switchEthereumChain: ([parameter]) => {
      chain = (parameter as { chainId: string }).chainId;
      return null;
    },
  });
  await ensureChain(switching, offer);
  assert.equal(chain, '0x7a69');

  chain = '0x1';
  const learning = createFakeProvider({
    eth_chainId: () => chain,
    wallet_switchEthereumChain: () => {
      throw Object.assign(new Error('unknown chain'), { code: 4_902 });
    },
    wallet_addEthereumChain: ([parameter]) => {
      const { chainId, rpcUrls } = parameter as { chainId: string; rpcUrls: string[] };
      assert.deepEqual(rpcUrls, [offer.rpcUrl]);
      chain = chainId;
      return null;
    },
  });
  await ensureChain(learning, offer);
  assert.equal(chain, '0x7a69');
});

test('a wallet that stays elsewhere is refused, and declining is told apart', async () => {
  const refuse = (code: number) => () => {
    throw Object.assign(new Error('no'), { code });
  };
  const at = (answers: Record<string, () => unknown>) =>
    ensureChain(createFakeProvider({ eth_chainId: () => '0x1', ...answers }), offer);
  assert.equal(await codeOf(at({ wallet_switchEthereumChain: () => null })), 'wallet.chain_mismatch');
  assert.equal(await codeOf(at({ wallet_switchEthereumChain: refuse(4_001) })), 'wallet.rejected');
  assert.equal(await codeOf(at({ wallet_switchEthereumChain: refuse(-32_603) })), 'wallet.chain_mismatch');
  assert.equal(
    await codeOf(at({ wallet_switchEthereumChain: refuse(4_902), wallet_addEthereumChain: refuse(4_001) })),
    'wallet.rejected',
  );
});
