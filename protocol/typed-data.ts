import type { TypedDataDomain } from 'viem';
import type { SignedCatalogue } from './head.ts';
import type { Address } from './primitives.ts';

/** EIP-712 types of everything that people and publishers sign off chain. */
export const catalogueTypes = {
  Catalogue: [
    { name: 'shop', type: 'address' },
    { name: 'version', type: 'uint64' },
    { name: 'root', type: 'bytes32' },
    { name: 'offers', type: 'bytes32' },
    { name: 'validUntil', type: 'uint64' },
  ],
} as const;

const domainOf = (chainId: number, verifyingContract: Address) =>
  ({ name: 'Vouch', version: '1', chainId, verifyingContract }) as const satisfies TypedDataDomain;

/** The market's EIP-712 domain. */
export const marketDomain = (chainId: number, market: Address) => domainOf(chainId, market);

/** The EIP-712 domain of coupons and alliances. */
export const discountsDomain = (chainId: number, discounts: Address) => domainOf(chainId, discounts);

/** The EIP-712 domain of what jurors sign. */
export const courtDomain = (chainId: number, court: Address) => domainOf(chainId, court);

/** What a wallet signs for a catalogue: pass it to `signTypedData`. */
export const catalogueTypedData = (chainId: number, market: Address, catalogue: SignedCatalogue) =>
  ({
    domain: marketDomain(chainId, market),
    types: catalogueTypes,
    primaryType: 'Catalogue',
    message: { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) },
  }) as const;
