import { type Abi, BaseError, ChainMismatchError, type TransactionReceipt } from 'viem';
import { estimateContractGas, simulateContract, writeContract } from 'viem/actions';
import { contractError } from '../../protocol/contract-errors.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import { sendBatch } from './batch.ts';
import { chainMismatch, ensureChain } from './chain-check.ts';
import type { WalletClient } from './client.ts';
import { type FollowPorts, followRecord } from './follow-transaction.ts';
import type { Eip1193Provider } from './provider.ts';
import type { TransactionEvent } from './transaction.ts';
import type { TransactionKind, TransactionRecord, TransactionRecords } from './transaction-records.ts';

/** A call of a contract that changes something. */
export interface ContractCall {
  kind: TransactionKind;
  address: Address;
  abi: Abi | readonly unknown[];
  functionName: string;
  args: readonly unknown[];
  /** Path of the page to look at when it is done. */
  path: string;
  /** Gas on top of the estimate, for a call that takes more or less by the block that it comes into. */
  reserveGas?: bigint;
  /** Calls that have to be run right before, in one batch with it: for wallets that run batches. */
  first?: readonly ContractCall[];
}

export interface SendPorts extends FollowPorts {
  client: WalletClient;
  provider: Eip1193Provider;
  chainId: number;
  /** Address of a chain endpoint for wallets that do not know the chain. */
  rpcUrl: string;
  records: TransactionRecords;
  /** Unix seconds. */
  now: () => number;
  dispatch: (event: TransactionEvent) => void;
}

/** The parts of a call as viem takes them. */
const callOf = ({ address, abi, functionName, args }: ContractCall) =>
  // Safety: every call is built beside its ABI; the simulation refuses what does not fit.
  ({ address, abi: abi as Abi, functionName, args }) as const;

/**
 * Runs a call without sending it.
 * @throws VouchError the contract's error under its code
 */
export async function checkCall(client: WalletClient, call: ContractCall): Promise<void> {
  try {
    await simulateContract(client, { ...callOf(call), account: client.account });
  } catch (cause) {
    throw contractError(cause);
  }
}

/**
 * Runs a call whose allowance is still missing without sending it: every other refusal is shown before anything is signed.
 * @throws VouchError the contract's error under its code
 */
export async function checkUnapproved(client: WalletClient, call: ContractCall): Promise<void> {
  try {
    await checkCall(client, call);
  } catch (error) {
    if (!(error instanceof VouchError) || error.code !== 'token.insufficient_allowance') throw error;
  }
}

/** Wallets estimate against an older block than the one that will run the call, and coverage locks make calls dearer. */
const withReserve = (gas: bigint): bigint => (gas * 5n) / 4n;

/** Lets the wallet sign and send. @returns the transaction, or the batch that the wallet makes one of */
async function sign(
  call: ContractCall,
  { client, dispatch }: SendPorts,
): Promise<Pick<TransactionRecord, 'id' | 'of'>> {
  if (call.first !== undefined) {
    dispatch({ type: 'asked', asking: 'batch' });
    return { id: await sendBatch(client, [...call.first, call]), of: 'batch' };
  }
  const parts = { ...callOf(call), account: client.account };
  const gas = withReserve(await estimateContractGas(client, parts)) + (call.reserveGas ?? 0n);
  dispatch({ type: 'asked', asking: call.kind === 'approve' ? 'approve' : 'transaction' });
  return { id: await writeContract(client, { ...parts, chain: client.chain, gas }), of: 'transaction' };
}

async function send(call: ContractCall, ports: SendPorts): Promise<TransactionReceipt | undefined> {
  const { client, dispatch, records } = ports;
  const record: TransactionRecord = {
    ...(await sign(call, ports)),
    kind: call.kind,
    account: client.account.address.toLowerCase() as Address,
    chainId: ports.chainId,
    path: call.path,
    sentAt: ports.now(),
  };
  records.add(record);
  const receipt = await followRecord(record, { client, wallet: client, dispatch, ports });
  records.remove(record);
  if (receipt?.status !== 'reverted') return receipt;
  // The chain keeps no reason: the same call is run again on what it left.
  await checkCall(client, call);
  throw new VouchError({
    code: 'contract.reverted',
    message: 'The contract refused.',
    hint: 'Reload the page: something changed in between.',
    retryable: true,
    details: { hash: receipt.transactionHash },
  });
}

/** True when the wallet was on another network at the moment of sending: its owner can switch between two questions. */
const wasSwitched = (cause: unknown): boolean =>
  cause instanceof BaseError && cause.walk((each) => each instanceof ChainMismatchError) !== null;

/** Reports a failure as the event that fits it. */
function dispatchFailure(cause: unknown, { chainId, dispatch }: Pick<SendPorts, 'chainId' | 'dispatch'>): void {
  const error = wasSwitched(cause) ? chainMismatch(cause, chainId) : contractError(cause);
  const refused = error.code === 'contract.reverted' || error.details.error !== undefined;
  if (error.code === 'wallet.rejected') dispatch({ type: 'rejected' });
  else dispatch({ type: refused ? 'reverted' : 'failed', error });
}

/**
 * Checks, signs, sends and follows one call. Every failure is dispatched, none is thrown.
 * @param call what to send; a function is called after the chain check, to sign what the call needs
 * @returns the receipt when it succeeded and the node has indexed it, else undefined
 */
export async function sendTransaction(
  call: ContractCall | (() => Promise<ContractCall>),
  ports: SendPorts,
): Promise<TransactionReceipt | undefined> {
  const { dispatch, provider, client } = ports;
  dispatch({ type: 'started' });
  try {
    await ensureChain(provider, ports);
    const prepared = typeof call === 'function' ? await call() : call;
    await (prepared.first === undefined ? checkCall : checkUnapproved)(client, prepared);
    return await send(prepared, ports);
  } catch (cause) {
    dispatchFailure(cause, ports);
    return undefined;
  }
}
