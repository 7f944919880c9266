import { VouchError } from '../../protocol/errors.ts';
import { type Eip1193Provider, providerCode, providerErrors } from './provider.ts';

/** What a wallet needs to know of the market's chain. */
export interface ChainOffer {
  chainId: number;
  /** Address under which the wallet can reach the chain, where it does not know it. */
  rpcUrl: string;
}

const readChain = async (provider: Eip1193Provider): Promise<number> =>
  Number(await provider.request({ method: 'eth_chainId' }));

/**
 * Brings the wallet to the market's chain, and teaches it the chain where it is new to it.
 * @throws VouchError `wallet.chain_mismatch` when it stays elsewhere, `wallet.rejected` when its owner declines
 */
export async function ensureChain(provider: Eip1193Provider, { chainId, rpcUrl }: ChainOffer): Promise<void> {
  if ((await readChain(provider)) === chainId) return;
  const hex = `0x${chainId.toString(16)}`;
  try {
    await provider.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: hex }] });
  } catch (error) {
    if (providerCode(error) !== providerErrors.chainUnknown) throw refusal(error, chainId);
    const chain = {
      chainId: hex,
      chainName: `Vouch ${chainId}`,
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: [rpcUrl],
    };
    await provider.request({ method: 'wallet_addEthereumChain', params: [chain] }).catch((cause: unknown) => {
      throw refusal(cause, chainId);
    });
  }
  if ((await readChain(provider)) !== chainId) throw refusal(undefined, chainId);
}

const refusal = (cause: unknown, chainId: number): VouchError =>
  providerCode(cause) === providerErrors.rejected
    ? new VouchError({ code: 'wallet.rejected', message: 'The wallet was not switched.', cause })
    : chainMismatch(cause, chainId);

/** What a wallet on another network than the market's ends with. */
export const chainMismatch = (cause: unknown, chainId: number): VouchError =>
  new VouchError({
    code: 'wallet.chain_mismatch',
    message: `The wallet is not on chain ${chainId}.`,
    hint: `Switch the wallet to chain ${chainId} and try again.`,
    cause,
    retryable: true,
    details: { chainId },
  });
