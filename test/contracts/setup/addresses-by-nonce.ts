import { getContractAddress } from 'viem';
import type { ContractAddresses } from '../../../protocol/deployment.ts';
import type { Address } from '../../../protocol/primitives.ts';

/** The contracts of a market in the order in which the tests create them: each position is a nonce, and so an address. */
const order = [
  'accessManager',
  'settings',
  'vault',
  'shops',
  'deposits',
  'referrals',
  'groups',
  'discounts',
  'market',
  'reviews',
  'hosts',
  'court',
  'demoDollar',
] as const satisfies (keyof ContractAddresses)[];

/** The addresses of contracts that an account creates one after the other, without the deployer. */
export function addressesByNonce({ deployer, firstNonce }: { deployer: Address; firstNonce: number }) {
  const entries = order.map((name, position) => [
    name,
    getContractAddress({ from: deployer, nonce: BigInt(firstNonce + position) }).toLowerCase(),
  ]);
  // Safety: the entries have exactly the names of the type.
  return Object.fromEntries(entries) as Required<ContractAddresses>;
}
