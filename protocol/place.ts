import { z } from 'zod';
import { limits } from './limits.ts';
import { countrySchema } from './primitives.ts';
import { localisedSchema } from './text.ts';

/** A point on Earth, in millionths of a degree: a tenth of a metre. */
export const pointSchema = z.strictObject({
  latitudeE6: z.int().min(-90_000_000).max(90_000_000),
  longitudeE6: z.int().min(-180_000_000).max(180_000_000),
});

/** Where a listing is collected or done: a country, and where the shop wishes a city and the exact point. */
export const listingPlaceSchema = z.strictObject({
  country: countrySchema,
  city: localisedSchema(limits.optionCharacters).optional(),
  point: pointSchema.optional(),
});
