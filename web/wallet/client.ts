import { type Account, type Chain, type Client, createClient, custom, type Transport } from 'viem';
import type { Address } from '../../protocol/primitives.ts';
import type { Eip1193Provider } from './provider.ts';

/** A viem client on the wallet's provider: reads and signatures go through the wallet alone. */
export type WalletClient = Client<Transport, Chain, Account>;

/** Milliseconds between questions for a receipt. */
const POLLING = 1_000;

/**
 * A chain as viem describes it; pages know only its number.
 * @param id chain ID
 */
export const localChain = (id: number): Chain => ({
  id,
  name: `Chain ${id}`,
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [] } },
});

/**
 * Opens a client for one account of a wallet.
 * @param parts the wallet's provider, the account, and the market's chain
 */
export const createWalletClient = (parts: {
  provider: Eip1193Provider;
  account: Address;
  chainId: number;
}): WalletClient =>
  createClient({
    account: { address: parts.account, type: 'json-rpc' },
    chain: localChain(parts.chainId),
    // A wallet shows each request to its owner, so nothing is asked twice.
    transport: custom({ request: parts.provider.request }, { retryCount: 0 }),
    pollingInterval: POLLING,
  });
