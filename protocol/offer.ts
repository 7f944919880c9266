import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { z } from 'zod';
import { digestOf } from './block.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import { skuCodeSchema, skuOf } from './listing.ts';
import {
  type Address,
  addressSchema,
  bpsSchema,
  bytes32Schema,
  type Hex,
  unitsSchema,
  unitsTextSchema,
  zeroAddress,
} from './primitives.ts';

/** Shortest time to ship or to inspect. */
const LEAST_WINDOW_SECONDS = 3_600;

/** What all offers of a listing have in common. */
export const offerTermsSchema = z
  .strictObject({
    token: addressSchema,
    kind: z.enum(kinds),
    shipWithinSeconds: z.int().min(LEAST_WINDOW_SECONDS).max(limits.windowSeconds),
    inspectWithinSeconds: z.int().min(LEAST_WINDOW_SECONDS).max(limits.windowSeconds),
    coverageBps: bpsSchema,
    commissionBps: bpsSchema,
    parentBps: bpsSchema,
    hostBps: bpsSchema,
    arbitrator: addressSchema.refine((address) => address !== zeroAddress, 'must not be zero'),
    /** Hash of the listing's delivery choices. */
    delivery: bytes32Schema,
  })
  .refine(
    (terms) => terms.commissionBps + terms.hostBps <= limits.sharesBps,
    `commission and host share together are at most ${limits.sharesBps} bps`,
  );

/** What differs from variant to variant. */
export const variantOfferSchema = z.strictObject({
  code: skuCodeSchema,
  /** Decimal string of token units, above zero. */
  priceUnits: unitsTextSchema.refine((text) => text !== '0', 'must be above zero'),
  maxSold: z.int().min(0).max(limits.maxSold),
});

export type OfferTerms = z.infer<typeof offerTermsSchema>;

/** The enforceable sale terms of one SKU, as the contract takes them. */
export interface Offer {
  shop: Address;
  listing: Hex;
  sku: Hex;
  token: Address;
  priceUnits: bigint;
  maxSold: bigint;
  kind: number;
  shipWithinSeconds: number;
  inspectWithinSeconds: number;
  coverageBps: number;
  commissionBps: number;
  parentBps: number;
  hostBps: number;
  arbitrator: Address;
  delivery: Hex;
}

/** ABI shape of `Offer` in Types.sol. */
const offerParameters = [
  {
    type: 'tuple',
    components: [
      { name: 'shop', type: 'address' },
      { name: 'listing', type: 'bytes32' },
      { name: 'sku', type: 'bytes32' },
      { name: 'token', type: 'address' },
      { name: 'priceUnits', type: 'uint128' },
      { name: 'maxSold', type: 'uint64' },
      { name: 'kind', type: 'uint8' },
      { name: 'shipWithinSeconds', type: 'uint32' },
      { name: 'inspectWithinSeconds', type: 'uint32' },
      { name: 'coverageBps', type: 'uint16' },
      { name: 'commissionBps', type: 'uint16' },
      { name: 'parentBps', type: 'uint16' },
      { name: 'hostBps', type: 'uint16' },
      { name: 'arbitrator', type: 'address' },
      { name: 'delivery', type: 'bytes32' },
    ],
  },
] as const;

/** The leaf of an offer: the double hash of OpenZeppelin's StandardMerkleTree. */
export const offerLeaf = (offer: Offer): Hex => keccak256(keccak256(encodeAbiParameters(offerParameters, [offer])));

/** The offers of one catalogue entry, in the order of its variants. */
export function offersOf(shop: Address, entry: CatalogueEntry): Offer[] {
  const { terms } = entry;
  return entry.offers.map(({ code, priceUnits, maxSold }) => ({
    shop,
    listing: digestOf(entry.listing),
    sku: skuOf(entry.handle, code),
    token: terms.token,
    priceUnits: unitsSchema.parse(priceUnits),
    maxSold: BigInt(maxSold),
    kind: kinds.indexOf(terms.kind),
    shipWithinSeconds: terms.shipWithinSeconds,
    inspectWithinSeconds: terms.inspectWithinSeconds,
    coverageBps: terms.coverageBps,
    commissionBps: terms.commissionBps,
    parentBps: terms.parentBps,
    hostBps: terms.hostBps,
    arbitrator: terms.arbitrator,
    delivery: terms.delivery,
  }));
}
