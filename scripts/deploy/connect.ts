import {
  BaseError,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  type LocalAccount,
  type PublicClient,
} from 'viem';
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

/** Creation code that uses the newest instructions of our contracts (PUSH0, TLOAD, MCOPY) and creates nothing. */
const instructions = '0x5f5c505f5f5f5e5f5ff3';

/**
 * Checks that the chain can run the contracts.
 * @throws VouchError `deployment.chain_unsupported`
 */
export async function checkInstructions(client: PublicClient): Promise<void> {
  await client.call({ data: instructions }).catch((cause) => {
    throw new VouchError({
      code: 'deployment.chain_unsupported',
      message: 'The chain lacks instructions that the contracts need (TLOAD and MCOPY, of the Cancun upgrade).',
      hint: 'Deploy to a chain that has that upgrade.',
      cause,
      details: { field: 'rpcUrl' },
    });
  });
}

/** What a chain or its endpoint failed by, as an error that says so; errors of ours and faults stay as they are. */
export const rpcFailure = (cause: unknown): unknown =>
  cause instanceof BaseError
    ? new VouchError({
        code: 'deployment.rpc_failed',
        message: `The chain's endpoint failed: ${cause.shortMessage}`,
        hint: 'Run the deployment again: it goes on where it stopped.',
        cause,
        retryable: true,
        details: { field: 'rpcUrl' },
      })
    : cause;

/** A client that signs as `account`, on the chain of `client`. */
export const walletOf = (client: PublicClient, account: LocalAccount) =>
  createWalletClient({ account, chain: client.chain, transport: http(client.chain?.rpcUrls.default.http[0]) });
