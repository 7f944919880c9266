import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A print and digital studio in Lisbon. */
export const profile: ShopProfile = {
  handle: 'paper-tide',
  name: both('Paper Tide', '纸潮工作室'),
  tagline: both(
    'Screen prints, typefaces and patterns from a riverside studio in Lisbon',
    '里斯本河边工作室：丝网版画、字体与图案',
  ),
  about: both(
    'Sofia draws, Tomé prints. The studio is a former sail loft by the Tagus, with one press, four colours at a time and a window that does half the work.\n\nPrints are pulled in editions of two hundred and numbered. Everything digital comes without tracking, in open formats, with a licence that fits on one page.',
    'Sofia 画，Tomé 印。工作室是特茹河边的旧帆布仓，一台印机，一次四色，一扇窗承担了一半的活。\n\n版画限量二百，手写编号。数字作品用开放格式，无追踪，授权书只有一页。',
  ),
  returns: both(
    'Prints: fourteen days, we pay the way back. Digital files: if one does not open, we fix it or refund.',
    '版画十四天内可退，回程运费我们付。数字文件打不开，修好或退款。',
  ),
  shipping: both(
    'Prints travel flat up to A4 and rolled above, in tubes you can stand on.',
    'A4 及以下平寄，以上卷筒，踩不扁的纸筒。',
  ),
  country: 'PT',
  city: both('Lisbon', '里斯本'),
  logo: { mark: 'tide', ground: '#1f5f6b', ink: '#f3e8d3' },
  studio: {
    paper: ['#e2dccf', '#d3d9d8', '#e0d2c4', '#d8d8cc', '#d5cfd6'],
    wall: '#dcd8cc',
    wood: '#b08a63',
    cloth: '#cfc6b4',
  },
  judge: 'court',
  zones: [
    zone('domestic', {
      name: both('Portugal and Spain', '葡萄牙与西班牙'),
      countries: ['PT', 'ES'],
      cents: [450, 50],
      days: [1, 4],
    }),
    zone('europe', {
      name: both('Europe', '欧洲'),
      countries: ['AT', 'BE', 'CH', 'DE', 'DK', 'FI', 'FR', 'GB', 'GR', 'IE', 'IT', 'NL', 'NO', 'PL', 'SE'],
      cents: [800, 100],
      days: [3, 8],
    }),
    zone('world', {
      name: both('Asia and the rest of the world', '亚洲及其他地区'),
      countries: ['*'],
      cents: [1400, 150],
      days: [7, 18],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 1200, hostShareBps: 100, coverageBps: 10_000, shipWithinDays: 5, inspectWithinDays: 7 },
  zones: ['domestic', 'europe', 'world'],
});

/** Terms of everything that is downloaded. */
export const DIGITAL = { shipWithinDays: 2, inspectWithinDays: 7, coverageBps: 5_000, commissionBps: 1500 } as const;

/** Inks that the studio mixes. */
export const INKS = {
  river: ['#f3e8d3', '#1f5f6b', '#0f3a4c', '#e2793f', '#23303a'],
  clay: ['#f6ead7', '#d9734e', '#e8a662', '#f2d08a', '#3b2a2a'],
  garden: ['#eef0e6', '#5f7f5a', '#8aa36b', '#e7c9a0', '#2e3d33'],
  night: ['#232b3f', '#3b4a72', '#6d7ba8', '#f2d9a0', '#f3ece0'],
  rose: ['#f7ebe4', '#c76b73', '#7c4a63', '#f0b98f', '#3a2833'],
} as const;
