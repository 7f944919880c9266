import { z } from 'zod';
import { rawCidSchema } from './cid.ts';
import { limits } from './limits.ts';
import { localisedSchema } from './text.ts';

/** One encoding of a picture: a raw block. */
export const imageSourceSchema = z.strictObject({
  cid: rawCidSchema,
  width: z.int().min(1).max(limits.imageWidthPixels),
  height: z.int().min(1).max(limits.imageWidthPixels),
  bytes: z.int().min(1).max(limits.imageBytes),
  type: z.enum(['image/webp', 'image/avif']),
});

/** A picture in several widths, smallest first. */
export const imageSchema = z.strictObject({
  alt: localisedSchema(limits.titleCharacters).optional(),
  sources: z
    .array(imageSourceSchema)
    .min(1)
    .max(limits.imageSources)
    .refine(
      (sources) => sources.every(({ width }, index) => width >= (sources[index - 1]?.width ?? 0)),
      'must be in the order of their widths',
    ),
});

export type ImageSource = z.infer<typeof imageSourceSchema>;
export type Image = z.infer<typeof imageSchema>;
