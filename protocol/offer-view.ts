import { z } from 'zod';
import type { OfferView } from './api/listing.ts';
import { unwrap } from './errors.ts';
import { uint8Schema, uint16Schema, uint32Schema, uint64TextSchema } from './integers.ts';
import type { Offer } from './offer.ts';
import { addressSchema, bytes32Schema, unitsSchema } from './primitives.ts';
import { validate } from './validate.ts';

/** An offer in JSON, with every number inside the bounds of the contract's struct. */
const offerSchema = z.strictObject({
  shop: addressSchema,
  listing: bytes32Schema,
  sku: bytes32Schema,
  token: addressSchema,
  priceUnits: unitsSchema,
  maxSold: uint64TextSchema,
  kind: uint8Schema,
  shipWithinSeconds: uint32Schema,
  inspectWithinSeconds: uint32Schema,
  coverageBps: uint16Schema,
  commissionBps: uint16Schema,
  parentBps: uint16Schema,
  hostBps: uint16Schema,
  arbitrator: addressSchema,
  pickup: addressSchema,
  pickupBps: uint16Schema,
  group: bytes32Schema,
  delivery: bytes32Schema,
});

/**
 * Reads an offer from JSON, ready for the contract.
 * @throws VouchError `offer.invalid` naming the field
 */
export const offerFromView = (view: OfferView): Offer => unwrap(validate<Offer>(offerSchema, view, 'offer'));

/** Writes an offer as JSON: amounts and 64-bit numbers become decimal strings. */
export const offerToView = (offer: Offer): OfferView => ({
  ...offer,
  priceUnits: offer.priceUnits.toString(),
  maxSold: offer.maxSold.toString(),
});
