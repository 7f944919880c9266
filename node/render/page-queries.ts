import { z } from 'zod';
import { listingSorts } from '../../protocol/api/listing.ts';
import { kinds } from '../../protocol/kind.ts';
import { limits } from '../../protocol/limits.ts';
import { addressSchema } from '../../protocol/primitives.ts';

/** What a search asks for. A page is shown whatever stands in its address, so what makes no sense counts as not asked. */
export const searchQuery = z.object({
  q: z.string().max(limits.queryCharacters).catch('').default(''),
  sort: z.enum(listingSorts).catch('relevance').default('relevance'),
  kind: z.enum(kinds).nullable().catch(null).default(null),
  tag: z.string().max(limits.tagCharacters).nullable().catch(null).default(null),
  shop: addressSchema.nullable().catch(null).default(null),
  stock: z.stringbool().catch(false).default(false),
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
