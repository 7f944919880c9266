import { encodeAbiParameters, keccak256 } from 'viem/utils';
import { z } from 'zod';
import { digestOf } from './block.ts';
import type { EntryContent } from './dated-entry.ts';
import { type GroupTerms, type GroupTermsDocument, groupTermsHash, groupTermsOf, groupTermsSchema } from './group.ts';
import { kinds } from './kind.ts';
import { limits } from './limits.ts';
import { skuCodeSchema, skuOf } from './listing.ts';
import {
  type Address,
  addressSchema,
  bpsSchema,
  bytes32Schema,
  type Hex,
  positiveUnitsTextSchema,
  unitsSchema,
  zeroAddress,
} from './primitives.ts';

/** Shortest time to ship or to inspect. */
const LEAST_WINDOW_SECONDS = 3_600;

const nonZeroAddressSchema = addressSchema.refine((address) => address !== zeroAddress, 'must not be zero');

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
    arbitrator: nonZeroAddressSchema,
    /** Operator of the pickup point who confirms hand-overs; left out where there is none. */
    pickup: nonZeroAddressSchema.optional(),
    /** Share of the pickup point, of what the seller keeps; left out where there is none. */
    pickupBps: bpsSchema.optional(),
    /** Hash of the listing's delivery choices. */
    delivery: bytes32Schema,
  })
  .superRefine((terms, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (terms.commissionBps + terms.hostBps + (terms.pickupBps ?? 0) > limits.sharesBps) {
      issue('commissionBps', `commission, host and pickup share together are at most ${limits.sharesBps} bps`);
    }
    if ((terms.pickup === undefined) !== (terms.pickupBps === undefined)) {
      issue('pickup', 'a pickup point has an operator and a share, or neither is given');
    }
    if (terms.pickup !== undefined && terms.kind !== 'pickup') {
      issue('pickup', 'only goods that are picked up have a pickup point');
    }
  });

/** What differs from variant to variant. */
export const variantOfferSchema = z
  .strictObject({
    code: skuCodeSchema,
    /** Decimal string of token units, above zero. */
    priceUnits: positiveUnitsTextSchema,
    maxSold: z.int().min(0).max(limits.maxSold),
    /** For how much a group may buy; left out where groups get no better price. */
    group: groupTermsSchema.optional(),
  })
  .refine(({ priceUnits, group }) => group === undefined || isBelow(group.priceUnits, priceUnits), {
    path: ['group', 'priceUnits'],
    message: 'must be below the price of one unit bought alone',
  });

/** Compares decimal numbers without leading zeros as text: this also runs on texts that were refused. */
function isBelow(units: string, most: string): boolean {
  return units.length === most.length ? units < most : units.length < most.length;
}

export type OfferTerms = z.infer<typeof offerTermsSchema>;

/** What the shares of a group sale sum to, in basis points of what the seller keeps: at most `limits.sharesBps`. */
export const groupSharesBps = (
  terms: Pick<OfferTerms, 'hostBps' | 'pickupBps'>,
  group: Pick<GroupTerms, 'commissionBps' | 'leaderBps'>,
): number => group.commissionBps + group.leaderBps + terms.hostBps + (terms.pickupBps ?? 0);

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
  /** Operator of the pickup point, or zero. */
  pickup: Address;
  pickupBps: number;
  /** Hash of the group terms, or zero. */
  group: Hex;
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
      { name: 'pickup', type: 'address' },
      { name: 'pickupBps', type: 'uint16' },
      { name: 'group', type: 'bytes32' },
      { name: 'delivery', type: 'bytes32' },
    ],
  },
] as const;

/** The leaf of an offer: the double hash of OpenZeppelin's StandardMerkleTree. */
export const offerLeaf = (offer: Offer): Hex => keccak256(keccak256(encodeAbiParameters(offerParameters, [offer])));

/** What the offer of one variant is made of. */
export interface OfferParts {
  shop: Address;
  /** Digest of the listing's document. */
  listing: Hex;
  sku: Hex;
  terms: OfferTerms;
  variant: Pick<z.infer<typeof variantOfferSchema>, 'priceUnits' | 'maxSold'> & {
    group?: GroupTermsDocument | null | undefined;
  };
}

/** The offer of one variant. */
export const offerOf = ({ shop, listing, sku, terms, variant }: OfferParts): Offer => ({
  shop,
  listing,
  sku,
  token: terms.token,
  priceUnits: unitsSchema.parse(variant.priceUnits),
  maxSold: BigInt(variant.maxSold),
  kind: kinds.indexOf(terms.kind),
  shipWithinSeconds: terms.shipWithinSeconds,
  inspectWithinSeconds: terms.inspectWithinSeconds,
  coverageBps: terms.coverageBps,
  commissionBps: terms.commissionBps,
  parentBps: terms.parentBps,
  hostBps: terms.hostBps,
  arbitrator: terms.arbitrator,
  pickup: terms.pickup ?? zeroAddress,
  pickupBps: terms.pickupBps ?? 0,
  group: groupTermsHash(variant.group && groupTermsOf(variant.group)),
  delivery: terms.delivery,
});

/** The offers of one catalogue entry, in the order of its variants. */
export const offersOf = (shop: Address, { listing, handle, terms, offers }: EntryContent): Offer[] =>
  offers.map((variant) =>
    offerOf({ shop, listing: digestOf(listing), sku: skuOf(handle, variant.code), terms, variant }),
  );
