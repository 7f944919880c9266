import type { Client } from 'viem';
import {
  type ReplacementReturnType,
  TransactionNotFoundError,
  type TransactionReceipt,
  WaitForTransactionReceiptTimeoutError,
} from 'viem';
import { getTransaction, waitForTransactionReceipt } from 'viem/actions';
import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { hashOfBatch } from './batch.ts';
import type { WalletClient } from './client.ts';
import type { TransactionEvent } from './transaction.ts';
import type { TransactionRecord } from './transaction-records.ts';

/** What following needs of the page. */
export interface FollowPorts {
  /** Newest block that the node has indexed. */
  indexedBlock: () => Promise<number>;
  wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds without a receipt after which the transaction is looked for again. */
  patience: number;
}

const INDEX_POLL = 400;
const INDEX_TRIES = 150;

const isDropped = async (client: Client, hash: Hex): Promise<boolean> => {
  try {
    await getTransaction(client, { hash });
    return false;
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return true;
    throw error;
  }
};

/** Waits for the receipt as long as the chain knows the transaction. */
async function receiptOf(
  client: Client,
  hash: Hex,
  { patience, onReplaced }: { patience: number; onReplaced: (change: ReplacementReturnType) => void },
): Promise<TransactionReceipt | undefined> {
  for (;;) {
    try {
      return await waitForTransactionReceipt(client, { hash, timeout: patience, onReplaced });
    } catch (error) {
      if (!(error instanceof WaitForTransactionReceiptTimeoutError)) throw error;
      if (await isDropped(client, hash)) return undefined;
    }
  }
}

/**
 * Follows a sent transaction until the node's index holds its block.
 * @param client any client of the chain
 * @param hash the transaction
 * @param dispatch receives what happens
 * @param ports the node's index and the clock
 * @returns the receipt of a successful transaction, else undefined; a revert is for the caller to explain
 * @throws what the client throws
 */
export async function followTransaction(
  client: Client,
  hash: Hex,
  { dispatch, ports }: { dispatch: (event: TransactionEvent) => void; ports: FollowPorts },
): Promise<TransactionReceipt | undefined> {
  dispatch({ type: 'sent', hash });
  let replaced: 'cancelled' | 'replaced' | undefined;
  const receipt = await receiptOf(client, hash, {
    patience: ports.patience,
    onReplaced: ({ reason, transaction }) => {
      if (reason === 'repriced') dispatch({ type: 'sent', hash: transaction.hash });
      else replaced = reason;
    },
  });
  if (receipt === undefined || replaced !== undefined) {
    dispatch({ type: replaced === undefined ? 'dropped' : 'replaced' });
    return undefined;
  }
  if (receipt.status === 'reverted') return receipt;
  const block = Number(receipt.blockNumber);
  dispatch({ type: 'included', block });
  for (let tries = 0; tries < INDEX_TRIES; tries++) {
    if ((await ports.indexedBlock()) >= block) {
      dispatch({ type: 'indexed' });
      return receipt;
    }
    await ports.wait(INDEX_POLL);
  }
  throw new VouchError({
    code: 'node.behind',
    message: `The transaction is in block ${block}, which this node has not read yet.`,
    hint: 'It is done. Reload the page in a moment, or open it on another node.',
    retryable: true,
    details: { block },
  });
}

/**
 * Follows what a wallet has sent, by itself or as a batch, until the node's index holds its block.
 * @param parts any client of the chain, and the wallet, which alone knows its batches
 * @returns as `followTransaction`
 * @throws VouchError `contract.reverted` when a batch was refused; what the clients throw
 */
export async function followRecord(
  record: TransactionRecord,
  parts: {
    client: Client;
    wallet: WalletClient;
    dispatch: (event: TransactionEvent) => void;
    ports: FollowPorts;
  },
): Promise<TransactionReceipt | undefined> {
  const { client, wallet, dispatch, ports } = parts;
  // Safety: records of transactions are named by their hash.
  if (record.of === 'transaction') return followTransaction(client, record.id as Hex, { dispatch, ports });
  dispatch({ type: 'sent', hash: null });
  const hash = await hashOfBatch(wallet, record.id, ports.wait);
  if (hash !== undefined) return followTransaction(client, hash, { dispatch, ports });
  dispatch({ type: 'dropped' });
  return undefined;
}
