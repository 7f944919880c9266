import { encodeAbiParameters, keccak256, stringToHex } from 'viem/utils';
import { z } from 'zod';
import { limits } from './limits.ts';
import { countrySchema, type Hex, unitsSchema, unitsTextSchema, zeroBytes32 } from './primitives.ts';
import { localisedSchema } from './text.ts';

/** One delivery choice of a listing. Prices are in units of the offer's token. */
export const deliveryZoneSchema = z
  .strictObject({
    /** Stable name of the zone in the shop, such as `domestic`. */
    zone: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
    name: localisedSchema(limits.optionCharacters),
    /** Countries reached; `*` alone means everywhere. */
    countries: z.union([z.tuple([z.literal('*')]), z.array(countrySchema).min(1).max(limits.deliveryCountries)]),
    /** For the first unit of a purchase, as a decimal string of token units. */
    firstUnits: unitsTextSchema,
    /** For every further unit. */
    furtherUnits: unitsTextSchema,
    minDays: z.int().min(0).max(365),
    maxDays: z.int().min(0).max(365),
  })
  .refine((zone) => zone.minDays <= zone.maxDays, { path: ['maxDays'], message: 'must be at least minDays' });
export type DeliveryZone = z.infer<typeof deliveryZoneSchema>;

/** A delivery choice as the contract sees it. */
export interface Delivery {
  zone: Hex;
  firstUnits: bigint;
  furtherUnits: bigint;
}

const deliveryParameters = [
  {
    type: 'tuple[]',
    components: [
      { name: 'zone', type: 'bytes32' },
      { name: 'firstUnits', type: 'uint128' },
      { name: 'furtherUnits', type: 'uint128' },
    ],
  },
] as const;

/** The 32-byte name of a zone in contracts. */
export const zoneId = (zone: string): Hex => keccak256(stringToHex(zone));

/** A listing's delivery choices as the contract takes them. */
export const deliveriesOf = (zones: readonly DeliveryZone[]): Delivery[] =>
  zones.map((zone) => ({
    zone: zoneId(zone.zone),
    firstUnits: unitsSchema.parse(zone.firstUnits),
    furtherUnits: unitsSchema.parse(zone.furtherUnits),
  }));

/** `Offer.delivery`: keccak256(abi.encode(Delivery[])), or zero where nothing is delivered. */
export const deliveryHash = (deliveries: readonly Delivery[]): Hex =>
  deliveries.length === 0 ? zeroBytes32 : keccak256(encodeAbiParameters(deliveryParameters, [deliveries]));

/**
 * The delivery cost of one line, as Market computes it.
 * @param delivery the chosen zone
 * @param quantity units in the line
 * @param first true when no earlier line of the same purchase uses this zone
 */
export const deliveryUnits = (delivery: Delivery, quantity: bigint, first: boolean): bigint =>
  first ? delivery.firstUnits + delivery.furtherUnits * (quantity - 1n) : delivery.furtherUnits * quantity;
