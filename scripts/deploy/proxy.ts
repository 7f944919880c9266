import type { PublicClient, TransactionReceipt } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { proxyAddress } from './addresses.ts';
import { checkSameCode } from './check-code.ts';
import type { Step } from './step.ts';

/** The published transaction that creates the proxy. Nobody knows its signer's key, so it can do nothing else. */
const signedCreation: Hex =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222';
const signer: Address = '0x3fab184622dc19b6109349b94811493bf2a45362';
/** What it pays for its gas: 100,000 at 100 gwei. */
const gasPrice = 100_000_000_000n;
const costWei = 100_000n * gasPrice;
const proxyCode: Hex =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3';

/** @returns whether the chain has the proxy. @throws VouchError `deployment.code_mismatch` when it has something else */
export async function hasProxy(client: PublicClient): Promise<boolean> {
  const code = await client.getCode({ address: proxyAddress });
  if (code === undefined) return false;
  checkSameCode({ contract: 'the deployment proxy', code, expected: proxyCode });
  return true;
}

/** The step that gives the signer of the published transaction what it lacks to pay for it. */
export async function fundingSteps(client: PublicClient): Promise<Step[]> {
  const lacking = costWei - (await client.getBalance({ address: signer }));
  return lacking <= 0n ? [] : [{ name: 'pay for the deployment proxy', to: signer, data: '0x', value: lacking }];
}

const refused = (why: string, cause?: unknown): VouchError =>
  new VouchError({
    code: 'deployment.proxy_missing',
    message: `The chain has no deployment proxy at ${proxyAddress}, and it cannot be put there: ${why}.`,
    hint: `Ask the chain's operators for it. Its published transaction, paid by ${signer}, is ${signedCreation}`,
    cause,
    details: { field: 'rpcUrl' },
  });

/**
 * Sends the published transaction; its signer must have been paid.
 * @throws VouchError `deployment.proxy_missing` when the chain does not take it
 */
export async function createProxy(client: PublicClient): Promise<TransactionReceipt> {
  const { baseFeePerGas } = await client.getBlock();
  if ((baseFeePerGas ?? 0n) > gasPrice) throw refused('gas costs more than the 100 gwei that the transaction pays');
  const hash = await client.sendRawTransaction({ serializedTransaction: signedCreation }).catch((cause) => {
    throw refused('it does not take transactions without its chain ID', cause);
  });
  const receipt = await client.waitForTransactionReceipt({ hash });
  if (!(await hasProxy(client))) throw refused('the transaction was mined and left nothing');
  return receipt;
}
