import type { BaseContract, ContractMethod, ContractRunner } from 'ethers';
import type { Abi, ContractFunctionName } from 'viem';
import { ethers } from './chain.ts';

/** An ethers contract whose methods are those of an ABI. */
export type Callable<abi extends Abi> = BaseContract & { [name in ContractFunctionName<abi>]: ContractMethod } & {
  /** The same contract, called by someone else. */
  as(runner: ContractRunner): Callable<abi>;
};

/** Wraps a deployed contract, so that calls are checked against its ABI's names. */
export function callable<const abi extends Abi>(address: string, abi: abi, runner: ContractRunner): Callable<abi> {
  const contract = new ethers.Contract(address, abi as never, runner);
  // Safety: ethers makes a method of every function of the ABI.
  return Object.assign(contract, {
    as: (other: ContractRunner) => callable(address, abi, other),
  }) as unknown as Callable<abi>;
}

/** Creates a contract from its compiled artifact. */
export async function create(name: string, args: readonly unknown[] = []): Promise<string> {
  const contract = await ethers.deployContract(name, [...args]);
  return contract.getAddress();
}
