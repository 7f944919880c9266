import type { Client } from 'viem';
import { readContract } from 'viem/actions';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { ChainProps } from '../islands/props.ts';
import { contractAddress } from './contracts.ts';

/** Asks the chain whether an account may sign for a shop, and which of the shop's catalogues is the oldest that counts. */
export async function mayPublish(
  client: Client,
  { contracts }: Pick<ChainProps, 'contracts'>,
  { shop, signer }: { shop: Address; signer: Address },
): Promise<{ mayPublish: boolean; lowestVersion: number }> {
  const [isAllowed, lowestVersion] = await readContract(client, {
    address: contractAddress(contracts, 'shops'),
    abi: shopsAbi,
    functionName: 'publishing',
    args: [shop, signer],
  });
  return { mayPublish: isAllowed, lowestVersion: Number(lowestVersion) };
}
