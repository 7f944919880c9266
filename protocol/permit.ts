import type { Address, Hex } from './primitives.ts';

/** An ERC-2612 permit as the contracts take it; all zero where none is given. */
export interface Permit {
  token: Address;
  units: bigint;
  deadline: bigint;
  v: number;
  r: Hex;
  s: Hex;
}

/** What a wallet signs to let a contract take tokens once (ERC-2612). */
export interface PermitRequest {
  chainId: number;
  token: Address;
  /** Name and version of the token's own EIP-712 domain, from `eip712Domain()`. */
  name: string;
  version: string;
  owner: Address;
  spender: Address;
  units: bigint;
  nonce: bigint;
  /** Unix seconds. */
  deadline: bigint;
}

/** Typed data of a permit: pass it to `signTypedData`. */
export const permitTypedData = ({
  chainId,
  token,
  name,
  version,
  owner,
  spender,
  units,
  nonce,
  deadline,
}: PermitRequest) =>
  ({
    domain: { name, version, chainId, verifyingContract: token },
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message: { owner, spender, value: units, nonce, deadline },
  }) as const;

/**
 * Puts a 65-byte signature into the form that contracts take.
 * @param signature r, s and v, as wallets give them
 */
export function permitOf({ token, units, deadline }: PermitRequest, signature: Hex): Permit {
  const v = Number.parseInt(signature.slice(130, 132), 16);
  return {
    token,
    units,
    deadline,
    r: `0x${signature.slice(2, 66)}`,
    s: `0x${signature.slice(66, 130)}`,
    v: v < 27 ? v + 27 : v,
  };
}
