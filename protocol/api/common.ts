import { z } from 'zod';
import { limits } from '../limits.ts';

/** Amounts in JSON: decimal strings of token units. */
export const unitsText = z.string().regex(/^[0-9]+$/);
export const addressText = z.string().regex(/^0x[0-9a-f]{40}$/);
export const digestText = z.string().regex(/^0x[0-9a-f]{64}$/);
export const cidText = z.string().regex(/^b[a-z2-7]{20,80}$/);
/** One text per language tag. */
export const textsByLanguage = z.record(z.string(), z.string());

export const imageView = z.object({
  alt: textsByLanguage.optional(),
  sources: z.array(z.object({ cid: cidText, width: z.number(), height: z.number(), type: z.string() })),
});
export type ImageView = z.infer<typeof imageView>;

/** A picture just uploaded, with all that a document must say of it. */
export const uploadedImage = z.object({
  sources: z.array(
    z.object({
      cid: cidText,
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
      type: z.enum(['image/webp', 'image/avif']),
    }),
  ),
});
export type UploadedImage = z.infer<typeof uploadedImage>;

export const tokenView = z.object({ address: addressText, symbol: z.string(), decimals: z.number() });
export type TokenView = z.infer<typeof tokenView>;

/** Pages of every list: pass `cursor` from the page before. */
export const listQuery = z.object({
  q: z.string().max(limits.queryCharacters).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(20),
  cursor: z.string().max(200).optional(),
});

/** A page of rows and where the next one starts; null at the end. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ items: z.array(row), nextCursor: z.string().nullable() });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
