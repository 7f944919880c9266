import { ethers, type Signer } from './chain.ts';
import type { World } from './world.ts';

const types = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
};

/** Signs a permit for demo dollars. */
export async function signPermit(world: World, owner: Signer, spender: string, units: bigint) {
  const token = world.addresses.demoDollar;
  const domain = { name: 'Demo Dollar', version: '1', chainId: 31_337, verifyingContract: token };
  const deadline = 2n ** 64n;
  const message = {
    owner: owner.address,
    spender,
    value: units,
    nonce: await world.dollar.nonces(owner.address),
    deadline,
  };
  const { v, r, s } = ethers.Signature.from(await owner.signTypedData(domain, types, message));
  return { token, units, deadline, v, r, s };
}
