import { accessManagerAbi } from '../../../protocol/abi/access-manager.ts';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { groupsAbi } from '../../../protocol/abi/groups.ts';
import { hostsAbi } from '../../../protocol/abi/hosts.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { referralsAbi } from '../../../protocol/abi/referrals.ts';
import { reviewsAbi } from '../../../protocol/abi/reviews.ts';
import { settingsAbi } from '../../../protocol/abi/settings.ts';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { vaultAbi } from '../../../protocol/abi/vault.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { defaultParameters, demoDollarJurorTerms, demoDollarTerms } from '../../../scripts/deploy/defaults.ts';
import { addressesByNonce } from './addresses-by-nonce.ts';
import { ethers, type Signer } from './chain.ts';
import { callable, create } from './contract.ts';

const actorNames = [
  'admin',
  'treasury',
  'shop',
  'publisher',
  'buyer',
  'promoter',
  'parent',
  'host',
  'arbitrator',
  'stranger',
  'otherShop',
  'otherBuyer',
  'pickup',
] as const;
export type ActorName = (typeof actorNames)[number];
export type Actors = Record<ActorName, Signer>;

export const dollars = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000));
export const bytes32 = (text: string): `0x${string}` => ethers.id(text) as `0x${string}`;
export const noPermit = {
  token: ethers.ZeroAddress,
  units: 0n,
  deadline: 0n,
  v: 0,
  r: ethers.ZeroHash,
  s: ethers.ZeroHash,
};

async function createContracts(admin: Signer, treasury: Signer) {
  const firstNonce = await admin.getNonce();
  const at = addressesByNonce({ deployer: admin.address as Address, firstNonce });
  await create('AccessManager', [admin.address]);
  await create('Settings', [at.accessManager, treasury.address, defaultParameters]);
  await create('Vault', [at.settings, at.market, at.deposits, at.court]);
  await create('Shops');
  await create('Deposits', [at.settings, at.vault, at.market]);
  await create('Referrals');
  await create('Groups', [at.market]);
  await create('Discounts', [at.shops, at.market]);
  await create('Market', [at]);
  await create('Reviews', [at.market]);
  await create('Hosts');
  await create('Court', [at]);
  await create('DemoDollar');
  return {
    accessManager: callable(at.accessManager, accessManagerAbi, admin),
    settings: callable(at.settings, settingsAbi, admin),
    vault: callable(at.vault, vaultAbi, admin),
    shops: callable(at.shops, shopsAbi, admin),
    deposits: callable(at.deposits, depositsAbi, admin),
    referrals: callable(at.referrals, referralsAbi, admin),
    market: callable(at.market, marketAbi, admin),
    reviews: callable(at.reviews, reviewsAbi, admin),
    groups: callable(at.groups, groupsAbi, admin),
    discounts: callable(at.discounts, discountsAbi, admin),
    hosts: callable(at.hosts, hostsAbi, admin),
    court: callable(at.court, courtAbi, admin),
    dollar: callable(at.demoDollar, demoDollarAbi, admin),
    addresses: at,
  };
}

export type World = Awaited<ReturnType<typeof openMarket>>;

/** Gives a shop a key, a publisher and a stake. */
async function openShop(world: Awaited<ReturnType<typeof createContracts>>, shop: Signer, publisher: Signer) {
  await world.shops.as(shop).open(bytes32('profile'), bytes32('key'));
  await world.shops.as(shop).setPublisher(publisher.address, true);
  await world.dollar.as(shop).mint(dollars(10_000));
  await world.dollar.as(shop).approve(world.addresses.deposits, ethers.MaxUint256);
  await world.deposits.as(shop).stake(world.addresses.demoDollar, dollars(5_000), noPermit);
}

/** Fixture: all contracts, two open shops with a stake of $5,000, two buyers with $10,000, a promoter with a parent. */
export async function openMarket() {
  const signers = await ethers.getSigners();
  const entries = actorNames.map((name, position) => [name, signers[position]]);
  // Safety: the chain has twenty accounts, more than there are names.
  const actors = Object.fromEntries(entries) as Actors;
  const contracts = await createContracts(actors.admin, actors.treasury);
  await contracts.settings.setToken(contracts.addresses.demoDollar, demoDollarTerms);
  await contracts.settings.setJurorTerms(contracts.addresses.demoDollar, demoDollarJurorTerms);
  await openShop(contracts, actors.shop, actors.publisher);
  await openShop(contracts, actors.otherShop, actors.publisher);
  for (const buyer of [actors.buyer, actors.otherBuyer]) {
    await contracts.dollar.as(buyer).mint(dollars(10_000));
    await contracts.dollar.as(buyer).approve(contracts.addresses.market, ethers.MaxUint256);
  }
  await contracts.referrals.as(actors.parent).register(ethers.ZeroAddress);
  await contracts.referrals.as(actors.promoter).register(actors.parent.address);
  return { ...contracts, actors };
}
