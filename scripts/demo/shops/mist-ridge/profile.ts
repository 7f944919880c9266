import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A tea merchant in Wuyishan. */
export const profile: ShopProfile = {
  handle: 'mist-ridge',
  name: both('Mist Ridge Tea', '岭雾茶行'),
  tagline: both('Single-garden teas from the Wuyi cliffs and their neighbours', '武夷岩上与邻山的单园茶'),
  about: both(
    'My grandmother carried tea down from Huiyuan on a pole; I carry it to you by post. We buy from nineteen families whose gardens we walk every spring, roast the oolongs ourselves over charcoal, and write the garden, the picking day and the roast on every tin.\n\nIf a tea is not good this year, we do not sell it this year.',
    '奶奶那辈用扁担把茶挑下慧苑，到我这辈改用快递。我们只收十九户人家的茶，每年春天把园子走一遍；岩茶自己用炭焙；每一罐都写明哪片园、哪天采、什么火。\n\n今年没做好的茶，今年就不卖。',
  ),
  returns: both(
    'If a tea disappoints you, keep it and tell us why; we refund the first tin, always.',
    '不合口味不用寄回，告诉我们哪里不好，首罐全额退。',
  ),
  shipping: both(
    'Packed to order in foil inside the tin, posted within two days.',
    '下单现装，罐内铝箔密封，两日内发出。',
  ),
  country: 'CN',
  city: both('Wuyishan', '武夷山'),
  logo: { mark: 'ridge', ground: '#2f4f43', ink: '#efe4c8' },
  studio: { paper: ['#d5d9cb', '#e0d6c2', '#c8d1c6', '#d9d0c0'], wall: '#c6cdbd', wood: '#8c6847', cloth: '#bfb79f' },
  judge: 'court',
  zones: [
    zone('domestic', { name: both('Mainland China', '中国大陆'), countries: ['CN'], cents: [100, 0], days: [1, 4] }),
    zone('asia', {
      name: both('Asia', '亚洲其他地区'),
      countries: ['HK', 'MO', 'JP', 'KR', 'SG', 'MY', 'TH', 'VN', 'ID', 'PH'],
      cents: [700, 100],
      days: [4, 9],
    }),
    zone('world', {
      name: both('Rest of the world', '其他国家和地区'),
      countries: ['*'],
      cents: [1200, 200],
      days: [7, 16],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 1000, hostShareBps: 100, coverageBps: 5_000, shipWithinDays: 3, inspectWithinDays: 7 },
  zones: ['domestic', 'asia', 'world'],
});
