import { z } from 'zod';
import { type Colour, contrastHundredths } from './contrast.ts';
import { imageSchema } from './image.ts';
import { limits } from './limits.ts';
import { handleSchema } from './listing.ts';

/** Least contrast of text against what is behind it, in hundredths: WCAG 2, level AA. */
export const TEXT_CONTRAST = 450;

/**
 * Grounds against which an accent must be legible: nothing in a light page that carries text in the accent colour is
 * darker than the first, nothing in a dark page lighter than the second.
 */
export const themeGrounds = { light: '#e6e9e3', dark: '#222b27' } as const satisfies Record<string, Colour>;

/** Whether text in this colour can be read on light, or on dark, pages. */
export const isLegible = (colour: Colour, mode: keyof typeof themeGrounds): boolean =>
  contrastHundredths(colour, themeGrounds[mode]) >= TEXT_CONTRAST;

const colourSchema = (mode: keyof typeof themeGrounds) =>
  z
    .templateLiteral(['#', z.string().regex(/^[0-9a-f]{6}$/)])
    .refine(
      (colour) => isLegible(colour, mode),
      `must have a contrast of ${TEXT_CONTRAST / 100} against ${themeGrounds[mode]}`,
    );

/** Colour of links and buttons, once for light and once for dark pages. */
export const accentSchema = z.strictObject({ light: colourSchema('light'), dark: colourSchema('dark') });
export type Accent = z.infer<typeof accentSchema>;

/** Parts of a shop's page whose order the shop chooses. What stands behind the shop comes before them all. */
export const shopSections = ['featured', 'goods', 'record', 'reviews', 'about', 'shipping', 'returns'] as const;
export type ShopSection = (typeof shopSections)[number];

const each = <T>(items: readonly T[]): boolean => new Set(items).size === items.length;

/** How a shop looks. */
export const themeSchema = z.strictObject({
  accent: accentSchema.optional(),
  /** A wide picture at the head of the shop's page. */
  header: imageSchema.optional(),
  /** Parts in the order in which they are shown; those that are not named follow in the usual one. */
  sections: z
    .array(z.enum(shopSections))
    .min(1)
    .max(shopSections.length)
    .refine(each, 'must name each section once')
    .optional(),
  /** Handles of listings to show first. */
  featured: z
    .array(handleSchema)
    .min(1)
    .max(limits.featuredListings)
    .refine(each, 'must name each listing once')
    .optional(),
});
export type Theme = z.infer<typeof themeSchema>;

/** All parts of a shop's page in the order in which they are shown. */
export const sectionsInOrder = (sections: readonly ShopSection[]): ShopSection[] => [
  ...new Set([...sections, ...shopSections]),
];
