import { createPublicClient, createWalletClient, defineChain, http, type LocalAccount, type PublicClient } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import { CHAIN_ID } from '../chain/chain-settings.ts';

const POLL_MILLISECONDS = { local: 25, elsewhere: 2_000 };

/**
 * Connects to a chain.
 * @throws VouchError `deployment.unreachable`
 */
export async function connect(rpcUrl: string): Promise<{ client: PublicClient; chainId: number }> {
  const transport = http(rpcUrl);
  const chainId = await createPublicClient({ transport })
    .getChainId()
    .catch((cause) => {
      throw new VouchError({
        code: 'deployment.unreachable',
        message: 'rpcUrl: no chain answers there.',
        hint: 'Check the address and that the chain is running.',
        cause,
        retryable: true,
        details: { field: 'rpcUrl' },
      });
    });
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
    // The base fee may double while a wave of transactions is mined.
    fees: { baseFeeMultiplier: 2 },
  });
  const pollingInterval = POLL_MILLISECONDS[chainId === CHAIN_ID ? 'local' : 'elsewhere'];
  return { client: createPublicClient({ chain, transport, pollingInterval }), chainId };
}

/** A client that signs as `account`, on the chain of `client`. */
export const walletOf = (client: PublicClient, account: LocalAccount) =>
  createWalletClient({ account, chain: client.chain, transport: http(client.chain?.rpcUrls.default.http[0]) });
