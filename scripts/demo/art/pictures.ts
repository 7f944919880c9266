import type { Listing, Localized, ShopProfile } from '../shop-content.ts';
import { createBrush, toSvg } from './brush.ts';
import { darken, lighten } from './colour.ts';
import { mark } from './marks.ts';
import { context, detail, front, type Shot } from './scenes.ts';

/** A picture drawn for a listing. */
export interface Picture {
  /** `front`, `front-<option value or number>`, `detail` or `context`: unique within the listing. */
  readonly name: string;
  /** The option value shown, when the picture belongs to one. */
  readonly value?: string;
  readonly alt: Localized;
  /** A whole SVG document of 1000 by 1000 units. */
  readonly svg: string;
}

const MOST_FRONTS = 2;

/**
 * Draws all pictures of a listing: a front view for up to two of its looks, a detail where there is only one, and one in use.
 * The same listing always draws the same pictures.
 * @param turn number of the listing in its shop
 */
export function drawListing({
  listing,
  profile,
  turn,
}: {
  listing: Listing;
  profile: ShopProfile;
  turn: number;
}): Picture[] {
  const shot: Shot = { art: listing.art, studio: profile.studio, turn };
  const title = { en: listing.texts.en.title, 'zh-CN': listing.texts['zh-CN'].title };
  const seed = `${profile.handle}/${listing.handle}`;
  const valueName = (id: string | undefined): Localized | undefined =>
    listing.options.flatMap((option) => option.values).find((value) => value.id === id)?.name;
  const fronts = listing.art.looks.slice(0, MOST_FRONTS).map((look, index): Picture => {
    const brush = createBrush(`${seed}/front/${index}`);
    const name = valueName(look.value);
    return {
      name: index === 0 ? 'front' : `front-${name ? look.value : index + 1}`,
      ...(name && look.value ? { value: look.value } : {}),
      alt: name ? { en: `${title.en}, ${name.en}`, 'zh-CN': `${title['zh-CN']}，${name['zh-CN']}` } : title,
      svg: toSvg(brush, front(brush, shot, look)),
    };
  });
  const near = createBrush(`${seed}/detail`);
  const used = createBrush(`${seed}/context`);
  const shown = listing.art.looks[listing.art.looks.length - 1] ?? listing.art.looks[0];
  // Three pictures a listing: one that comes in a single look is shown from near as well.
  const close: Picture = {
    name: 'detail',
    alt: { en: `${title.en}, seen from near`, 'zh-CN': `${title['zh-CN']}，细节` },
    svg: toSvg(near, detail(near, shot, shown)),
  };
  return [
    ...fronts,
    ...(fronts.length < MOST_FRONTS ? [close] : []),
    {
      name: 'context',
      alt: { en: `${title.en}, in use`, 'zh-CN': `${title['zh-CN']}，使用场景` },
      svg: toSvg(used, context(used, shot)),
    },
  ];
}

/** Draws a shop's logo: its emblem on a round ground. */
export function drawLogo(profile: ShopProfile): string {
  const brush = createBrush(`${profile.handle}/logo`);
  const { ground, ink } = profile.logo;
  const fill = brush.linear(
    [
      [0, lighten(ground, 0.12)],
      [1, darken(ground, 0.14)],
    ],
    [0, 0, 1, 1],
  );
  return toSvg(
    brush,
    `<rect width="1000" height="1000" fill="${fill}"/><circle cx="500" cy="500" r="390" fill="none" stroke="${ink}" stroke-opacity=".5" stroke-width="10"/>${mark({ kind: profile.logo.mark, x: 500, y: 500, size: 470, colour: ink })}`,
  );
}
