import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';

/** Contracts that pages call. */
export type ContractName =
  | 'market'
  | 'vault'
  | 'shops'
  | 'deposits'
  | 'reviews'
  | 'referrals'
  | 'settings'
  | 'groups'
  | 'discounts'
  | 'court';

/**
 * The address of a contract of the market.
 * @param contracts addresses by name, from the node's status
 * @throws VouchError `contract.missing` where the node names none
 */
export function contractAddress(contracts: Readonly<Record<string, string>>, name: ContractName): Address {
  const address = contracts[name];
  if (address === undefined || !/^0x[0-9a-f]{40}$/.test(address)) {
    throw new VouchError({
      code: 'contract.missing',
      message: `The node names no ${name} contract.`,
      hint: 'Open the page on another node.',
      details: { field: name },
    });
  }
  // Safety: the pattern is that of an address.
  return address as Address;
}
