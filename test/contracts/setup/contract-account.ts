import type { Address } from '../../../protocol/primitives.ts';
import { ethers } from './chain.ts';
import { create } from './contract.ts';
import { bytes32, dollars, type World } from './world.ts';

/** An account made of code whose signatures are those of `signer`. */
export async function createAccount(signer: string) {
  const address = (await create('ContractAccount', [signer])) as Address;
  const contract = await ethers.getContractAt('ContractAccount', address);
  const call = (target: string, data: string[]) => contract.getFunction('call')(target, data);
  return { address, call, setSigner: (next: string) => contract.getFunction('setSigner')(next) };
}

/** Opens the shop of an account made of code, with a stake. */
export async function openContractShop(world: World) {
  const { actors, addresses, deposits, dollar, shops } = world;
  const account = await createAccount(actors.stranger.address);
  await dollar.as(actors.stranger).mint(dollars(1_000));
  await dollar.as(actors.stranger).transfer(account.address, dollars(1_000));
  await account.call(addresses.shops, [
    shops.interface.encodeFunctionData('open', [bytes32('profile'), bytes32('key')]),
  ]);
  await account.call(addresses.demoDollar, [
    dollar.interface.encodeFunctionData('approve', [addresses.deposits, dollars(1_000)]),
  ]);
  const permit = [ethers.ZeroAddress, 0, 0, 0, ethers.ZeroHash, ethers.ZeroHash];
  await account.call(addresses.deposits, [
    deposits.interface.encodeFunctionData('stake', [addresses.demoDollar, dollars(1_000), permit]),
  ]);
  return account;
}
