import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Address } from '../../protocol/primitives.ts';
import { discoverWallets, type WalletHost } from './discovery.ts';
import type { AnnouncedWallet } from './provider.ts';

/** A wallet that gave an account to this page. */
export interface Connection {
  wallet: AnnouncedWallet;
  account: Address;
}

/** The wallets of the page and which one is in use. It knows no keys and stores only the name of the wallet. */
export interface Session {
  wallets: ReadonlySignal<readonly AnnouncedWallet[]>;
  connection: ReadonlySignal<Connection | null>;
  /** Chain that the connected wallet is on; null while unknown. */
  walletChainId: ReadonlySignal<number | null>;
  /** Asks a wallet for an account; throws what the wallet throws. */
  connect: (wallet: AnnouncedWallet) => Promise<void>;
  disconnect: () => void;
}

const KEY = 'vouch.wallet';

const accountIn = (answer: unknown): Address | undefined => {
  const first: unknown = Array.isArray(answer) ? answer[0] : undefined;
  // Safety: the pattern is that of an address.
  return typeof first === 'string' && /^0x[0-9a-f]{40}$/i.test(first) ? (first.toLowerCase() as Address) : undefined;
};

/**
 * Follows the wallets of a page. The wallet of the last visit is taken up again without asking, where it still allows it.
 * @param parts the window, and where the name of the wallet is kept
 */
export function createSession({ host, storage }: { host: WalletHost; storage: Storage }): Session {
  const wallets = signal<readonly AnnouncedWallet[]>([]);
  const connection = signal<Connection | null>(null);
  const walletChainId = signal<number | null>(null);
  let leave = (): void => undefined;

  const disconnect = (): void => {
    leave();
    storage.removeItem(KEY);
    batch(() => {
      connection.value = null;
      walletChainId.value = null;
    });
  };

  const use = async (wallet: AnnouncedWallet, account: Address): Promise<void> => {
    leave();
    const { provider } = wallet;
    const onAccounts = (accounts: unknown): void => {
      const next = accountIn(accounts);
      if (next === undefined) disconnect();
      else connection.value = { wallet, account: next };
    };
    const onChain = (id: unknown): void => {
      walletChainId.value = Number(id);
    };
    provider.on?.('accountsChanged', onAccounts);
    provider.on?.('chainChanged', onChain);
    leave = () => {
      provider.removeListener?.('accountsChanged', onAccounts);
      provider.removeListener?.('chainChanged', onChain);
    };
    storage.setItem(KEY, wallet.info.rdns);
    connection.value = { wallet, account };
    onChain(await provider.request({ method: 'eth_chainId' }));
  };

  const resume = async (wallet: AnnouncedWallet): Promise<void> => {
    try {
      const account = accountIn(await wallet.provider.request({ method: 'eth_accounts' }));
      if (account !== undefined && connection.value === null) await use(wallet, account);
    } catch (error) {
      // A wallet that cannot answer stays in the list; its reader may connect it by hand.
      console.warn('wallet does not resume', error);
    }
  };

  discoverWallets(host, (wallet) => {
    wallets.value = [...wallets.value, wallet];
    if (storage.getItem(KEY) === wallet.info.rdns) void resume(wallet);
  });

  return {
    wallets,
    connection,
    walletChainId,
    disconnect,
    connect: async (wallet) => {
      const account = accountIn(await wallet.provider.request({ method: 'eth_requestAccounts' }));
      if (account !== undefined) await use(wallet, account);
    },
  };
}
