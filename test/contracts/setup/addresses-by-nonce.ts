import { getContractAddress } from 'viem';
import type { ContractAddresses } from '../../../protocol/deployment.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { contractKeys } from '../../../scripts/deploy/addresses.ts';

/** The addresses of contracts that an account creates one after the other, in the order of their keys, without the deployer. */
export function addressesByNonce({ deployer, firstNonce }: { deployer: Address; firstNonce: number }) {
  const entries = contractKeys.map((name, position) => [
    name,
    getContractAddress({ from: deployer, nonce: BigInt(firstNonce + position) }).toLowerCase(),
  ]);
  // Safety: the entries have exactly the names of the type.
  return Object.fromEntries(entries) as Required<ContractAddresses>;
}
