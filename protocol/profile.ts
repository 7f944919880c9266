import { z } from 'zod';
import { decodeDocument } from './block.ts';
import type { Result } from './errors.ts';
import { imageSchema } from './image.ts';
import { limits } from './limits.ts';
import { addressSchema, countrySchema } from './primitives.ts';
import { localisedSchema, perLanguageSchema, textSchema } from './text.ts';
import { themeSchema } from './theme.ts';

/** How a shop presents itself. */
export const profileSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('profile'),
  shop: addressSchema,
  texts: perLanguageSchema(
    z.strictObject({
      name: textSchema(limits.shopNameCharacters, 1),
      tagline: textSchema(limits.titleCharacters).optional(),
      /** Markdown without HTML. */
      about: textSchema(limits.descriptionCharacters).optional(),
      shipping: textSchema(limits.descriptionCharacters).optional(),
      returns: textSchema(limits.descriptionCharacters).optional(),
    }),
  ),
  logo: imageSchema.optional(),
  place: z
    .strictObject({ country: countrySchema, city: localisedSchema(limits.optionCharacters).optional() })
    .optional(),
  theme: themeSchema.optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/** Decodes and checks a profile block. */
export const decodeProfile = (bytes: Uint8Array): Result<Profile> =>
  decodeDocument(bytes, { schema: profileSchema, mostBytes: limits.profileBytes, noun: 'profile' });
