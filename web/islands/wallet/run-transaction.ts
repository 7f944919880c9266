import type { TransactionReceipt } from 'viem';
import { VouchError } from '../../../protocol/errors.ts';
import type { Permit } from '../../../protocol/permit.ts';
import { type Batching, batchingOf } from '../../wallet/batch.ts';
import { createWalletClient, type WalletClient } from '../../wallet/client.ts';
import { type Allowance, approveCall, isAllowed, planAllowance, signPermit } from '../../wallet/permit.ts';
import { type ContractCall, type SendPorts, sendTransaction } from '../../wallet/send-transaction.ts';
import type { Connection } from '../../wallet/session.ts';
import type { TransactionEvent } from '../../wallet/transaction.ts';

/** What building a call may use. */
export interface RunTools {
  client: WalletClient;
  /** Tells the reader what the wallet asks for. */
  asking: (asking: 'permit' | 'message') => void;
  /**
   * Gets an allowance: nothing where it is there, an approval in one batch with the call where the wallet runs batches, a
   * signed permit, or else an approval in a transaction of its own.
   * @param now Unix seconds of the chain
   * @param path page to come back to
   */
  allow: (allowance: Allowance, now: number, path: string) => Promise<Permit | undefined>;
  /** Gets an allowance for a contract that takes no permit: nothing where it is there, else an approval. */
  approve: (allowance: Allowance, path: string) => Promise<void>;
}

/** Makes the call to send; may read the chain and ask for signatures. */
export type BuildCall = (tools: RunTools) => Promise<ContractCall> | ContractCall;

/** Sends an approval as a step of another transaction: only what the wallet asks for is told. */
async function approve(allowance: Allowance, path: string, ports: SendPorts): Promise<void> {
  let failure: VouchError | undefined;
  const dispatch = (event: TransactionEvent): void => {
    if (event.type === 'asked') ports.dispatch(event);
    else if (event.type === 'reverted' || event.type === 'failed') failure = event.error;
    else if (event.type === 'rejected')
      failure = new VouchError({ code: 'wallet.rejected', message: 'The approval was declined.' });
  };
  const receipt = await sendTransaction(approveCall(allowance, path), { ...ports, dispatch });
  if (failure !== undefined) throw failure;
  if (receipt === undefined) {
    throw new VouchError({
      code: 'wallet.approval_dropped',
      message: 'The approval did not reach the chain.',
      hint: 'Try again.',
      retryable: true,
    });
  }
}

/**
 * Runs one transaction of a connected wallet; what happens is dispatched.
 * @param build makes the call
 * @param connection the wallet and its account
 * @param ports the rest that sending needs
 * @returns the receipt when it succeeded and the node has indexed it
 */
export function runTransaction(
  build: BuildCall,
  connection: Connection,
  ports: Omit<SendPorts, 'client' | 'provider'>,
): Promise<TransactionReceipt | undefined> {
  const { provider } = connection.wallet;
  const client = createWalletClient({ provider, account: connection.account, chainId: ports.chainId });
  const all: SendPorts = { ...ports, client, provider };
  const batched: ContractCall[] = [];
  const approveAllowance = async (allowance: Allowance, path: string, batching: Batching): Promise<void> => {
    if (batching === 'unsupported') await approve(allowance, path, all);
    else batched.push(approveCall(allowance, path));
  };
  const allow: RunTools['allow'] = async (allowance, now, path) => {
    const plan = await planAllowance(client, allowance, now);
    if (plan.kind === 'allowed') return undefined;
    const batching = await batchingOf(client);
    // One question instead of two. Where the account would first have to be changed, a signature asks less of its owner.
    if (plan.kind === 'permit' && batching !== 'supported') {
      ports.dispatch({ type: 'asked', asking: 'permit' });
      const permit = await signPermit(client, plan.request);
      if (permit !== undefined) return permit;
    }
    await approveAllowance(allowance, path, batching);
    return undefined;
  };
  const approveWhereNeeded: RunTools['approve'] = async (allowance, path) => {
    if (!(await isAllowed(client, allowance))) await approveAllowance(allowance, path, await batchingOf(client));
  };
  const asking: RunTools['asking'] = (what) => ports.dispatch({ type: 'asked', asking: what });
  const prepare = async (): Promise<ContractCall> => {
    const call = await build({ client, allow, approve: approveWhereNeeded, asking });
    return batched.length === 0 ? call : { ...call, first: batched };
  };
  return sendTransaction(prepare, all);
}
