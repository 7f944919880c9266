import type { DeliveryZoneView } from '../../../protocol/api/listing.ts';
import type { Delivery } from '../../../protocol/delivery.ts';
import type { Extras } from '../../../protocol/extras.ts';
import { headFromView } from '../../../protocol/head-view.ts';
import type { Offer } from '../../../protocol/offer.ts';
import { offerFromView } from '../../../protocol/offer-view.ts';
import {
  type Address,
  addressSchema,
  bytes32Schema,
  type Hex,
  unitsSchema,
  zeroAddress,
} from '../../../protocol/primitives.ts';
import type { PricedLine, PurchaseGroup } from './totals.ts';

/** A line as Market.buy takes it. */
export interface ContractLine {
  offer: Offer;
  proof: readonly Hex[];
  quantity: number;
  delivery: readonly Delivery[];
  choice: number;
  details: Hex;
  promoter: Address;
  host: Address;
  maxTotalUnits: bigint;
  extras: readonly Extras[];
}

/** A purchase as Market.buy takes it. */
export interface ContractPurchase {
  catalogue: { shop: Address; version: bigint; root: Hex; offers: Hex; validUntil: bigint };
  signer: Address;
  signature: Hex;
  lines: readonly ContractLine[];
}

/** What the buyer adds to what the shop signed. */
export interface PurchaseExtras {
  /** Digest of the encrypted details of a line. */
  detailsOf: (line: PricedLine) => Hex;
  /** Registered promoter of a line, or null. */
  promoterOf: (line: PricedLine) => Address | null;
  /** Group, secret, points and coupon of a line. */
  extrasOf: (line: PricedLine) => readonly Extras[];
  /** Operator of the node that serves the sale, or null. */
  host: Address | null;
}

/** The delivery choices of a listing as the contract takes them. */
export const deliveriesFromViews = (zones: readonly DeliveryZoneView[]): Delivery[] =>
  zones.map(({ zoneId, firstUnits, furtherUnits }) => ({
    zone: bytes32Schema.parse(zoneId),
    firstUnits: unitsSchema.parse(firstUnits),
    furtherUnits: unitsSchema.parse(furtherUnits),
  }));

/**
 * Makes the argument of Market.buy for one group.
 * @throws VouchError `head.invalid`, `offer.invalid`
 */
export function purchaseOf(group: PurchaseGroup, extras: PurchaseExtras): ContractPurchase {
  const [first] = group.lines;
  if (first === undefined) throw new RangeError('a purchase has at least one line');
  const { catalogue, signer } = headFromView(first.detail.head);
  return {
    catalogue: { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) },
    signer,
    // Safety: headFromView checked that it is hex.
    signature: first.detail.head.signature as Hex,
    lines: group.lines.map((line) => ({
      offer: offerFromView(line.variant.offer),
      proof: line.variant.proof.map((hash) => bytes32Schema.parse(hash)),
      quantity: line.line.quantity,
      delivery: deliveriesFromViews(line.detail.delivery),
      choice: line.choice,
      details: extras.detailsOf(line),
      promoter: extras.promoterOf(line) ?? zeroAddress,
      host: extras.host === null ? zeroAddress : addressSchema.parse(extras.host),
      maxTotalUnits: line.totalUnits,
      extras: extras.extrasOf(line),
    })),
  };
}
