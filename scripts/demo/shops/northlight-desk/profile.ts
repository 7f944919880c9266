import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A maker of small electronics and desk things in Shenzhen. */
export const profile: ShopProfile = {
  handle: 'northlight-desk',
  name: both('Northlight Desk', '北光桌面'),
  tagline: both('Small electronics for calm desks, open to repair', '安静书桌上的小电器，坏了能修'),
  about: both(
    'Northlight is six engineers in Longhua who were tired of glossy boxes that die in two years. We design in the open, use screws instead of glue, and sell every spare part for ten years.\n\nFirmware is open source, the chargers are honest about their watts, and nothing here needs an account.',
    '北光是龙华的六个工程师，受够了两年就坏的亮面盒子。我们公开设计，用螺丝不用胶，每个零件备货十年。\n\n固件开源，充电器不虚标，没有一样东西要注册账号。',
  ),
  returns: both(
    'Fifteen days for any reason. Three years on electronics, repaired or replaced; parts for ten.',
    '十五天无理由退。电子产品三年质保，修或换；零件供应十年。',
  ),
  shipping: both(
    'From Shenzhen within 48 hours. Lithium batteries go by ground or approved air.',
    '深圳 48 小时内发货，含锂电池的走陆运或合规空运。',
  ),
  country: 'CN',
  city: both('Shenzhen', '深圳'),
  point: { latitudeE6: 22_543_100, longitudeE6: 114_057_900 },
  logo: { mark: 'north', ground: '#2f353b', ink: '#f0d9a8' },
  studio: {
    paper: ['#cfd3d4', '#d8d3c9', '#c6ccc8', '#d4d0d4', '#c9ced6'],
    wall: '#c9cdcb',
    wood: '#b48b62',
    cloth: '#bcbfb9',
  },
  judge: 'arbitrator',
  zones: [
    zone('domestic', { name: both('Mainland China', '中国大陆'), countries: ['CN'], cents: [0, 0], days: [1, 3] }),
    zone('asia', {
      name: both('Asia', '亚洲其他地区'),
      countries: ['HK', 'MO', 'JP', 'KR', 'SG', 'MY', 'TH', 'VN', 'IN'],
      cents: [800, 250],
      days: [3, 7],
    }),
    zone('world', {
      name: both('Rest of the world', '其他国家和地区'),
      countries: ['*'],
      cents: [1500, 450],
      days: [6, 14],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 700, hostShareBps: 100, coverageBps: 2500, shipWithinDays: 3, inspectWithinDays: 10 },
  zones: ['domestic', 'asia', 'world'],
});
