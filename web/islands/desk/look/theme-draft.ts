import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { uploadedImage } from '../../../../protocol/api/common.ts';
import type { Profile } from '../../../../protocol/profile.ts';
import { isLegible, sectionsInOrder, shopSections, type Theme } from '../../../../protocol/theme.ts';

const colour = z.templateLiteral(['#', z.string().regex(/^[0-9a-f]{6}$/)]);
/** How a shop is to look, as its form has it and browsers keep it. */
export const themeDraftSchema = z.object({
  /** Null for the colours of the market. */
  accent: z.object({ light: colour, dark: colour }).nullable(),
  header: z.object({ image: uploadedImage, preview: z.string() }).nullable(),
  /** All sections, in order. */
  sections: z.array(z.enum(shopSections)).readonly(),
  featured: z.array(z.string()).readonly(),
});
export type ThemeDraft = z.infer<typeof themeDraftSchema>;

/** Colours to begin with; each can be read on its page. */
export const palettes = [
  { light: '#8a3418', dark: '#f0a58a' },
  { light: '#1f4e8c', dark: '#8fb8ee' },
  { light: '#5b3a86', dark: '#c3a8ec' },
  { light: '#7a4a00', dark: '#e8b95c' },
  { light: '#8c1f4b', dark: '#f09bbd' },
  { light: '#23565c', dark: '#84c6cd' },
] as const satisfies readonly NonNullable<ThemeDraft['accent']>[];

/** The form of what a profile says. */
export function draftOf({ theme }: Pick<Profile, 'theme'>): ThemeDraft {
  const header = theme?.header;
  return {
    accent: theme?.accent ?? null,
    header:
      header === undefined
        ? null
        : {
            image: { sources: header.sources.map((source) => ({ ...source, cid: source.cid.toString() })) },
            preview: `/image/${header.sources.at(-1)?.cid}`,
          },
    sections: sectionsInOrder(theme?.sections ?? []),
    featured: theme?.featured ?? [],
  };
}

/** Whether both colours can be read where they stand. */
export const isReadable = ({ accent }: ThemeDraft): boolean =>
  accent === null || (isLegible(accent.light, 'light') && isLegible(accent.dark, 'dark'));

/** What the profile will say; nothing where the shop looks like any other. */
export function themeOf({ accent, header, sections, featured }: ThemeDraft): Theme | undefined {
  const isUsual = sections.every((section, index) => section === shopSections[index]);
  const theme: Theme = {
    ...(accent === null ? {} : { accent }),
    ...(header === null
      ? {}
      : { header: { sources: header.image.sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })) } }),
    ...(isUsual ? {} : { sections: [...sections] }),
    ...(featured.length === 0 ? {} : { featured: [...featured] }),
  };
  return Object.keys(theme).length === 0 ? undefined : theme;
}

/** Moves one item by one place. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(index + by, 0, item);
  return next;
}
