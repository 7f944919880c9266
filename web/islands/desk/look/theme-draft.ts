import { CID } from 'multiformats/cid';
import type { UploadedImage } from '../../../../protocol/api/common.ts';
import type { Colour } from '../../../../protocol/contrast.ts';
import type { Profile } from '../../../../protocol/profile.ts';
import { isLegible, type ShopSection, sectionsInOrder, shopSections, type Theme } from '../../../../protocol/theme.ts';

/** How a shop is to look, as its form has it. */
export interface ThemeDraft {
  /** Null for the colours of the market. */
  accent: { light: Colour; dark: Colour } | null;
  header: { image: UploadedImage; preview: string } | null;
  /** All sections, in order. */
  sections: readonly ShopSection[];
  featured: readonly string[];
}

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
