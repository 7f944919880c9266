import type { Address } from '../../../protocol/primitives.ts';
import { demoDollarTerms } from '../../../scripts/deploy/defaults.ts';
import { ethers } from './chain.ts';
import { create } from './contract.ts';
import { dollars, type World } from './world.ts';

export interface TokenOptions {
  args?: readonly unknown[];
  decimals?: number;
  /** What the shop and the buyer get. Default 10,000 at six decimals. */
  eachUnits?: bigint;
}

/** Accepts one of the odd tokens, and gives the shop and the buyer some of it, approved. */
export async function acceptToken(world: World, name: string, options: TokenOptions = {}) {
  const { settings, actors, addresses } = world;
  const { args = [], decimals = 6, eachUnits = dollars(10_000) } = options;
  const token = (await create(name, args)) as Address;
  const contract = await ethers.getContractAt(name, token);
  await settings.setToken(token, { ...demoDollarTerms, decimals, maxOrderUnits: 2n ** 96n - 1n });
  for (const [owner, spender] of [
    [actors.shop, addresses.deposits],
    [actors.buyer, addresses.market],
  ] as const) {
    await contract.getFunction('mint')(owner.address, eachUnits);
    const theirs = await ethers.getContractAt(name, token, owner);
    await theirs.getFunction('approve')(spender, ethers.MaxUint256);
  }
  return { token, contract };
}
