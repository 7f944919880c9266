import { z } from 'zod';
import { listingSorts } from '../../protocol/api/listing.ts';
import { kinds } from '../../protocol/kind.ts';
import { limits } from '../../protocol/limits.ts';
import { addressSchema, countrySchema } from '../../protocol/primitives.ts';
import { plainSearch } from '../../web/components/search-link.ts';

/** A bound of a price as typed, in whole tokens; an empty field asks for nothing. */
const typedPrice = z
  .string()
  .trim()
  .regex(/^\d{1,12}(\.\d{1,6})?$/)
  .nullable()
  .catch(null)
  .default(null);

/** What a search asks for. A page is shown whatever stands in its address, so what makes no sense counts as not asked. */
export const searchQuery = z.object({
  q: z.string().max(limits.queryCharacters).catch('').default(''),
  asTyped: z.stringbool().catch(false).default(false),
  sort: z.enum(listingSorts).catch('relevance').default('relevance'),
  kind: z.enum(kinds).nullable().catch(null).default(null),
  category: z.coerce.number().int().min(1).max(999_999).nullable().catch(null).default(null),
  tag: z.string().min(1).max(limits.tagCharacters).nullable().catch(null).default(null),
  shop: addressSchema.nullable().catch(null).default(null),
  min: typedPrice,
  max: typedPrice,
  stars: z.coerce.number().min(1).max(5).nullable().catch(null).default(null),
  to: countrySchema.nullable().catch(null).default(null),
  near: z.string().trim().min(1).max(80).nullable().catch(null).default(null),
  km: z.coerce.number().int().min(1).max(20_000).catch(plainSearch.km).default(plainSearch.km),
  stock: z.stringbool().catch(false).default(false),
  group: z.stringbool().catch(false).default(false),
  covered: z.stringbool().catch(false).default(false),
  cursor: z.string().max(200).nullable().catch(null).default(null),
});

/** Variant, promoter and quantity of a listing's page. */
export const listingQuery = z.object({
  v: z.string().max(limits.skuCodeCharacters).nullable().catch(null).default(null),
  ref: addressSchema.nullable().catch(null).default(null),
  quantity: z.coerce.number().int().min(1).max(limits.lineQuantity).catch(1).default(1),
});

/** Which page of a list is asked for. */
export const pageQuery = z.object({ cursor: z.string().max(200).nullable().catch(null).default(null) });
