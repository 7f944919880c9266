import { BaseError, ContractFunctionRevertedError, ContractFunctionZeroDataError, erc20Abi } from 'viem';
import { readContract, signTypedData } from 'viem/actions';
import { demoDollarAbi } from '../../protocol/abi/demo-dollar.ts';
import { type Permit, type PermitRequest, permitOf, permitTypedData } from '../../protocol/permit.ts';
import { type Address, zeroAddress, zeroBytes32 } from '../../protocol/primitives.ts';
import type { WalletClient } from './client.ts';
import { providerCode, providerErrors } from './provider.ts';

/** What a contract shall be allowed to take. */
export interface Allowance {
  token: Address;
  spender: Address;
  units: bigint;
}

/** How the allowance comes about. */
export type AllowancePlan =
  | { kind: 'allowed' }
  | { kind: 'permit'; request: PermitRequest }
  /** The token or the account knows no permit: a transaction of its own is needed. */
  | { kind: 'approve' };

/** Seconds for which a permit may be used. */
const VALID_SECONDS = 1_800;

/** Says that there is no permit: the allowance decides. */
export const noPermit: Permit = {
  token: zeroAddress,
  units: 0n,
  deadline: 0n,
  v: 0,
  r: zeroBytes32,
  s: zeroBytes32,
};

/** Whether a contract may take this much already. */
export async function isAllowed(client: WalletClient, { token, spender, units }: Allowance): Promise<boolean> {
  const allowed = await readContract(client, {
    address: token,
    abi: erc20Abi,
    functionName: 'allowance',
    args: [client.account.address, spender],
  });
  return allowed >= units;
}

/**
 * Finds out how a contract gets its allowance: it may have it, the token may take a signed permit (ERC-2612), else it
 * has to be approved.
 * @param client the wallet of the owner
 * @param allowance what is to be allowed
 * @param now Unix seconds of the chain
 */
export async function planAllowance(client: WalletClient, allowance: Allowance, now: number): Promise<AllowancePlan> {
  const { token, spender, units } = allowance;
  const owner = client.account.address;
  if (await isAllowed(client, allowance)) return { kind: 'allowed' };
  try {
    const [domain, nonce] = await Promise.all([
      readContract(client, { address: token, abi: demoDollarAbi, functionName: 'eip712Domain' }),
      readContract(client, { address: token, abi: demoDollarAbi, functionName: 'nonces', args: [owner] }),
    ]);
    const [, name, version] = domain;
    const request = {
      chainId: client.chain.id,
      token,
      name,
      version,
      owner,
      spender,
      units,
      nonce,
      deadline: BigInt(now + VALID_SECONDS),
    };
    return { kind: 'permit', request };
  } catch (error) {
    if (!isContractFault(error)) throw error;
    return { kind: 'approve' };
  }
}

/** True where the token answered that it has no such function; a failing connection is something else. */
const isContractFault = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk(
    (each) => each instanceof ContractFunctionRevertedError || each instanceof ContractFunctionZeroDataError,
  ) !== null;

/**
 * Lets the owner sign a permit.
 * @returns the permit; undefined when the account or its wallet cannot sign one, so that an approval is needed
 * @throws what the wallet throws when its owner declines
 */
export async function signPermit(client: WalletClient, request: PermitRequest): Promise<Permit | undefined> {
  try {
    const signature = await signTypedData(client, { account: client.account, ...permitTypedData(request) });
    // Accounts with code sign otherwise, and ERC-2612 takes plain signatures only.
    return signature.length === 132 ? permitOf(request, signature) : undefined;
  } catch (error) {
    if (providerCode(error) === providerErrors.rejected) throw error;
    // The approval that follows tells if more than the permit is wrong.
    return undefined;
  }
}

/** The call that allows exactly `units`. */
export const approveCall = ({ token, spender, units }: Allowance, path: string) =>
  ({ kind: 'approve', address: token, abi: erc20Abi, functionName: 'approve', args: [spender, units], path }) as const;
