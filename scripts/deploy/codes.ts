import type { PublicClient } from 'viem';
import type { ContractAddresses } from '../../protocol/deployment.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { ContractKey } from './addresses.ts';

/** Reads the code at each address that has any. */
export async function codesOf(client: PublicClient, at: ContractAddresses): Promise<Map<ContractKey, Hex>> {
  // Safety: the keys of the type.
  const entries = Object.entries(at) as [ContractKey, Address][];
  const read = entries.map(async ([key, address]) => ({ key, code: await client.getCode({ address }) }));
  const codes = await Promise.all(read);
  return new Map(codes.flatMap(({ key, code }) => (code === undefined ? [] : [[key, code]])));
}
