import type { Address } from '../../../protocol/primitives.ts';
import { demoDollarTerms } from '../../../scripts/deploy/defaults.ts';
import { ethers } from './chain.ts';
import { create } from './contract.ts';
import { dollars, type World } from './world.ts';

/** Accepts one of the odd tokens, and gives the shop and the buyer $10,000 of it, approved. */
export async function acceptToken(world: World, name: string) {
  const { settings, actors, addresses } = world;
  const token = (await create(name)) as Address;
  const contract = await ethers.getContractAt(name, token);
  await settings.setToken(token, demoDollarTerms);
  for (const [owner, spender] of [
    [actors.shop, addresses.deposits],
    [actors.buyer, addresses.market],
  ] as const) {
    await contract.getFunction('mint')(owner.address, dollars(10_000));
    const theirs = await ethers.getContractAt(name, token, owner);
    await theirs.getFunction('approve')(spender, ethers.MaxUint256);
  }
  return { token, contract };
}
