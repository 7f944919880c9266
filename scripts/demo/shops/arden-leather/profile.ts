import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A leather workshop in Florence. */
export const profile: ShopProfile = {
  handle: 'arden-leather',
  name: both('Arden & Figlia', '雅顿父女皮具'),
  tagline: both('Vegetable-tanned bags, sewn by a father and a daughter in Florence', '父女两人，在佛罗伦萨缝植鞣皮'),
  about: both(
    'Sandro cuts, Giulia sews. We buy whole hides from two tanneries in Santa Croce, use oak and chestnut bark tannins only, and stitch everything with two needles and waxed linen, eight stitches to the inch.\n\nEvery seam is repaired free for ten years. Scratches are yours to keep.',
    'Sandro 裁，Giulia 缝。整张皮购自圣十字镇两家鞣皮厂，只用橡木与栗木鞣料；双针蜡线，一英寸八针。\n\n缝线十年免费修，划痕归您珍藏。',
  ),
  returns: both(
    'Thirty days, unused. Monogrammed pieces stay with you, but we fix what is our fault without end.',
    '三十天内未使用可退。烙字款不退，但若是我们的错，修到好为止。',
  ),
  shipping: both('Sewn to order within a week, posted tracked from Florence.', '下单后一周内缝制，佛罗伦萨挂号寄出。'),
  country: 'IT',
  city: both('Florence', '佛罗伦萨'),
  point: { latitudeE6: 43_769_600, longitudeE6: 11_255_800 },
  logo: { mark: 'awl', ground: '#5a3322', ink: '#ecd9b4' },
  studio: {
    paper: ['#d9cfc4', '#cfd2cd', '#ddd3c2', '#c9cfd2', '#d8ccc6'],
    wall: '#cfc7b9',
    wood: '#8f6746',
    cloth: '#c3b69f',
  },
  judge: 'court',
  zones: [
    zone('domestic', { name: both('Italy', '意大利'), countries: ['IT', 'SM', 'VA'], cents: [600, 150], days: [1, 3] }),
    zone('europe', {
      name: both('Europe', '欧洲'),
      countries: ['AT', 'BE', 'CH', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'GR', 'IE', 'NL', 'NO', 'PL', 'PT', 'SE'],
      cents: [1200, 300],
      days: [3, 7],
    }),
    zone('world', {
      name: both('Asia and the rest of the world', '亚洲及其他地区'),
      countries: ['*'],
      cents: [2400, 500],
      days: [5, 12],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 1000, hostShareBps: 100, coverageBps: 4_000, shipWithinDays: 8, inspectWithinDays: 10 },
  zones: ['domestic', 'europe', 'world'],
});

/** The hides in stock. */
export const HIDES = {
  tan: { value: 'tan', colour: '#b06c33' },
  chestnut: { value: 'chestnut', colour: '#6f3d22' },
  forest: { value: 'forest', colour: '#34503f' },
  oxblood: { value: 'oxblood', colour: '#7c2a2c' },
  black: { value: 'black', colour: '#2f2b2d' },
  navy: { value: 'navy', colour: '#2c3f58' },
} as const;
