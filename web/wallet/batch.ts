import { getCallsStatus, getCapabilities, sendCalls } from 'viem/actions';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { WalletClient } from './client.ts';
import type { ContractCall } from './send-transaction.ts';

/**
 * Whether a wallet runs several calls of an account as one (EIP-5792): `supported` when it does, `ready` when it would after
 * its owner lets it turn the account into a smart one, `unsupported` otherwise.
 */
export type Batching = 'supported' | 'ready' | 'unsupported';

/** Asks a wallet whether it runs several calls as one. A wallet that cannot say does not. */
export async function batchingOf(client: WalletClient): Promise<Batching> {
  try {
    const capabilities = await getCapabilities(client, { account: client.account, chainId: client.chain.id });
    return capabilities?.atomic?.status ?? 'unsupported';
  } catch {
    // Most wallets do not know the question, and each refuses it in its own way.
    return 'unsupported';
  }
}

/**
 * Hands calls to the wallet, to be run together or not at all.
 * @returns the wallet's name of the batch
 * @throws what the wallet throws
 */
export async function sendBatch(client: WalletClient, calls: readonly ContractCall[]): Promise<string> {
  const { id } = await sendCalls(client, {
    account: client.account,
    chain: client.chain,
    forceAtomic: true,
    calls: calls.map(({ address, abi, functionName, args }) => ({ to: address, abi, functionName, args })),
  });
  return id;
}

/** Milliseconds between questions to the wallet. */
const POLL = 1_000;

/**
 * Waits until a batch is in a block.
 * @param batch the wallet's name of it
 * @param wait pauses for milliseconds
 * @returns hash of its transaction; undefined when the wallet let it go
 * @throws VouchError `contract.reverted` when it was run and refused; what the wallet throws
 */
export async function hashOfBatch(
  client: WalletClient,
  batch: string,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Hex | undefined> {
  for (;;) {
    const { statusCode, receipts } = await getCallsStatus(client, { id: batch });
    if (statusCode >= 500)
      throw new VouchError({
        code: 'contract.reverted',
        message: 'The contract refused.',
        hint: 'Reload the page: something changed in between.',
        retryable: true,
        details: { batch },
      });
    if (statusCode >= 400) return undefined;
    const hash = receipts?.at(-1)?.transactionHash;
    if (statusCode >= 200 && hash !== undefined) return hash;
    await wait(POLL);
  }
}
