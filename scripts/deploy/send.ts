import { formatEther, type LocalAccount, type PublicClient, type TransactionReceipt } from 'viem';
import { contractError } from '../../protocol/contract-errors.ts';
import { VouchError } from '../../protocol/errors.ts';
import { walletOf } from './connect.ts';
import type { Step } from './step.ts';

/** Most gas that one transaction may use (EIP-7825). */
const transactionGasCap = 16_777_216n;

export interface Sender {
  client: PublicClient;
  account: LocalAccount;
  confirmations: number;
  log: (line: string) => void;
}

/** Gas of a step with room to spare. @throws VouchError `deployment.refused` naming the step */
async function gasOf({ client, account }: Sender, { name, to, data, value = 0n }: Step): Promise<bigint> {
  const gas = await client.estimateGas({ account: account.address, to, data, value }).catch((cause) => {
    throw new VouchError({
      code: 'deployment.refused',
      message: `The chain refuses to ${name}: ${contractError(cause).message}`,
      cause,
      details: { field: name, reason: contractError(cause).toJSON() },
    });
  });
  const roomy = (gas * 5n) / 4n;
  return roomy > transactionGasCap ? transactionGasCap : roomy;
}

/** What a unit of gas costs at most; chains without a base fee have one price. */
async function feesOf(client: PublicClient) {
  const { baseFeePerGas } = await client.getBlock();
  if (baseFeePerGas === null) {
    const gasPrice = await client.getGasPrice();
    return { most: gasPrice, fields: { gasPrice } };
  }
  const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
  return { most: maxFeePerGas, fields: { maxFeePerGas, maxPriorityFeePerGas } };
}

/** @throws VouchError `deployment.funds_missing` with what is needed */
async function checkFunds({ client, account }: Sender, neededWei: bigint): Promise<void> {
  const heldWei = await client.getBalance({ address: account.address });
  if (heldWei >= neededWei) return;
  throw new VouchError({
    code: 'deployment.funds_missing',
    message: `${account.address} has ${formatEther(heldWei)} for gas and may need ${formatEther(neededWei)}.`,
    hint: 'Send it the difference and run the deployment again: it goes on where it stopped.',
    retryable: true,
    details: { field: 'DEPLOYER_KEY', limit: `${neededWei} wei` },
  });
}

/** Waits for a transaction. @throws VouchError `deployment.not_mined`, `deployment.reverted` */
async function receiptOf({ client, confirmations }: Sender, { name }: Step, hash: `0x${string}`) {
  const receipt = await client.waitForTransactionReceipt({ hash, confirmations }).catch((cause) => {
    throw new VouchError({
      code: 'deployment.not_mined',
      message: `The chain has not mined the transaction to ${name} yet.`,
      hint: 'Run the deployment again later: it goes on where it stopped.',
      cause,
      retryable: true,
      details: { transaction: hash },
    });
  });
  if (receipt.status === 'success') return receipt;
  throw new VouchError({
    code: 'deployment.reverted',
    message: `The deployment stopped: the transaction to ${name} was reverted.`,
    hint: 'Run the deployment again: it goes on where it stopped.',
    details: { transaction: hash },
  });
}

/**
 * Checks that all transactions of the account are mined, so that what the chain says is all that was done.
 * @throws VouchError `deployment.pending`
 */
export async function checkNothingPending({ client, account }: Sender): Promise<void> {
  const [nonce, pending] = await Promise.all([
    client.getTransactionCount({ address: account.address }),
    client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
  ]);
  if (pending > nonce) {
    throw new VouchError({
      code: 'deployment.pending',
      message: `${account.address} has ${pending - nonce} transactions that are not mined yet.`,
      hint: 'Wait until they are, then run the deployment again.',
      retryable: true,
    });
  }
}

/**
 * Sends steps that need nothing of each other but their order, and waits until all are mined.
 * @throws VouchError `deployment.refused`, `deployment.funds_missing`, `deployment.not_mined`, `deployment.reverted`
 */
export async function sendSteps(sender: Sender, steps: readonly Step[]): Promise<TransactionReceipt[]> {
  if (steps.length === 0) return [];
  const { client, account, log } = sender;
  const nonce = await client.getTransactionCount({ address: account.address });
  const gas = await Promise.all(steps.map((step) => gasOf(sender, step)));
  const fees = await feesOf(client);
  const value = steps.reduce((sum, step) => sum + (step.value ?? 0n), 0n);
  await checkFunds(sender, value + gas.reduce((sum, each) => sum + each, 0n) * fees.most);
  const wallet = walletOf(client, account);
  const hashes: `0x${string}`[] = [];
  for (const [position, { name, to, data, value: sent = 0n }] of steps.entries()) {
    log(name);
    const call = { to, data, value: sent, nonce: nonce + position, gas: gas[position] as bigint };
    hashes.push(await wallet.sendTransaction({ chain: client.chain, ...call, ...fees.fields }));
  }
  return Promise.all(steps.map((step, position) => receiptOf(sender, step, hashes[position] as `0x${string}`)));
}
