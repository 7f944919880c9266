import type { PublicClient } from 'viem';
import { depositsAbi } from '../../protocol/abi/deposits.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { reviewsAbi } from '../../protocol/abi/reviews.ts';
import { settingsAbi } from '../../protocol/abi/settings.ts';
import { vaultAbi } from '../../protocol/abi/vault.ts';
import { VouchError } from '../../protocol/errors.ts';
import type { PlannedAddresses } from './plan.ts';

/** @returns the names of the contracts that have code at their planned address */
export async function deployedContracts(
  client: PublicClient,
  addresses: PlannedAddresses,
): Promise<Set<keyof PlannedAddresses>> {
  // Safety: the keys of the type.
  const names = Object.keys(addresses) as (keyof PlannedAddresses)[];
  const codes = await Promise.all(names.map((name) => client.getCode({ address: addresses[name] })));
  return new Set(names.filter((_, position) => codes[position] !== undefined));
}

/**
 * Checks that the contracts name each other as planned.
 * @throws VouchError `deployment.miswired` naming the contract and what it points at
 */
export async function verifyWiring(client: PublicClient, at: PlannedAddresses): Promise<void> {
  const [authority, vault, deposits, market, reviews] = await Promise.all([
    client.readContract({ address: at.settings, abi: settingsAbi, functionName: 'authority' }),
    client.readContract({ address: at.vault, abi: vaultAbi, functionName: 'wiring' }),
    client.readContract({ address: at.deposits, abi: depositsAbi, functionName: 'wiring' }),
    client.readContract({ address: at.market, abi: marketAbi, functionName: 'wiring' }),
    client.readContract({ address: at.reviews, abi: reviewsAbi, functionName: 'wiring' }),
  ]);
  const found: [contract: string, points: readonly string[], wanted: readonly string[]][] = [
    ['settings', [authority], [at.accessManager]],
    ['vault', vault, [at.settings, at.market, at.deposits, at.court]],
    ['deposits', deposits, [at.settings, at.vault, at.market]],
    [
      'market',
      [
        market.settings,
        market.vault,
        market.shops,
        market.deposits,
        market.referrals,
        market.groups,
        market.discounts,
      ],
      [at.settings, at.vault, at.shops, at.deposits, at.referrals, at.groups, at.discounts],
    ],
    ['reviews', [reviews], [at.market]],
  ];
  for (const [contract, points, wanted] of found) {
    if (points.join().toLowerCase() === wanted.join()) continue;
    throw new VouchError({
      code: 'deployment.miswired',
      message: `The ${contract} at this address belongs to another deployment.`,
      hint: 'Deploy from an account or a nonce that has created nothing else.',
      details: { field: contract, found: points, wanted },
    });
  }
}
