import sharp from 'sharp';
import type { Locale } from '../../web/locale.ts';
import { cardView } from '../cards/card-view.ts';
import { colours } from '../cards/colours.ts';

/** Pictures of the market beside other apps; a maskable one may be cut to any shape. */
export const icons = [
  { path: '/icons/any-192.png', side: 192, maskable: false },
  { path: '/icons/any-512.png', side: 512, maskable: false },
  { path: '/icons/maskable-192.png', side: 192, maskable: true },
  { path: '/icons/maskable-512.png', side: 512, maskable: true },
  // Phones that round it themselves want no rounded corners.
  { path: '/icons/touch-180.png', side: 180, maskable: true },
] as const;

const mark = 'M9 10.5 15.2 20.5 25.5 7.5M9 26h16';

/**
 * The mark of the pages.
 * @param options maskable: on a whole square, its drawing within the circle that every shape leaves
 */
export const markSvg = ({ maskable = false }: { maskable?: boolean } = {}): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${maskable ? '-7 -7 48 48' : '0 0 34 34'}"><rect ${
    maskable ? 'x="-7" y="-7" width="48" height="48"' : 'width="34" height="34" rx="9"'
  } fill="${colours.accent}"/><path d="${mark}" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>
`;

/** Draws an icon as PNG, so many pixels wide and high. */
export const drawIcon = ({ side, maskable }: { side: number; maskable: boolean }): Promise<Buffer> =>
  sharp(Buffer.from(markSvg({ maskable })), { density: 72 * (side / 34) })
    .resize(side, side)
    .png()
    .toBuffer();

/** Lets devices keep the market beside their apps. */
export function manifest(locale: Locale): Record<string, unknown> {
  const { t } = cardView(locale, 0);
  return {
    id: '/',
    name: t('brand'),
    short_name: t('brand'),
    description: t('footer.tagline'),
    lang: locale,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    // The address stays in sight: a market asks for trust.
    display: 'minimal-ui',
    background_color: colours.ground,
    theme_color: colours.hall,
    categories: ['shopping'],
    icons: [
      { src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' },
      ...icons
        .filter(({ path }) => !path.startsWith('/icons/touch'))
        .map(({ path, side, maskable }) => ({
          src: path,
          type: 'image/png',
          sizes: `${side}x${side}`,
          purpose: maskable ? 'maskable' : 'any',
        })),
    ],
    shortcuts: [
      { name: t('nav.market'), url: '/search' },
      { name: t('nav.orders'), url: '/orders' },
      { name: t('nav.cart'), url: '/cart' },
      { name: t('nav.sell'), url: '/desk' },
    ],
    // What another app shares is searched for.
    share_target: { action: '/search', method: 'GET', params: { text: 'q' } },
  };
}
