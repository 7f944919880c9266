import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../../protocol/abi/groups.ts';
import { hostsAbi } from '../../../protocol/abi/hosts.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { ethers } from './chain.ts';
import { callable, create } from './contract.ts';
import { bytes32 } from './world.ts';

const names = ['market', 'shop', 'publisher', 'otherShop', 'buyer', 'otherBuyer', 'stranger'] as const;

/** Fixture: groups, discounts and hosts with an account in the market's place, and two open shops with a publisher. */
export async function openAlone() {
  const signers = await ethers.getSigners();
  // Safety: the chain has twenty accounts, more than there are names.
  const actors = Object.fromEntries(names.map((name, position) => [name, signers[position]!])) as Record<
    (typeof names)[number],
    (typeof signers)[number]
  >;
  const at = {
    shops: (await create('Shops')) as Address,
    groups: (await create('Groups', [actors.market.address])) as Address,
    hosts: (await create('Hosts')) as Address,
  };
  const discountsAt = (await create('Discounts', [at.shops, actors.market.address])) as Address;
  const shops = callable(at.shops, shopsAbi, actors.stranger);
  for (const shop of [actors.shop, actors.otherShop]) {
    await shops.as(shop).open(bytes32('profile'), bytes32('key'));
    await shops.as(shop).setPublisher(actors.publisher.address, true);
  }
  return {
    actors,
    addresses: { ...at, discounts: discountsAt },
    shops,
    groups: callable(at.groups, groupsAbi, actors.market),
    discounts: callable(discountsAt, discountsAbi, actors.market),
    hosts: callable(at.hosts, hostsAbi, actors.stranger),
  };
}
export type Alone = Awaited<ReturnType<typeof openAlone>>;
