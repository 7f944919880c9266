import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A ceramics studio in Jingdezhen. */
export const profile: ShopProfile = {
  handle: 'kiln-and-cloud',
  name: both('Kiln & Cloud', '云窑'),
  tagline: both(
    'Quiet pots for everyday tables, wood-ash glazed in Jingdezhen',
    '景德镇日用瓷：草木灰釉，给每天的餐桌',
  ),
  about: both(
    'We are three potters sharing one courtyard kiln behind the old Sculpture Factory in Jingdezhen. Everything is thrown or trimmed by hand, glazed with ash from our own fruit trees, and fired at 1,280 °C.\n\nNo two pieces match exactly. We think that is the point, and we photograph honestly so that you know what arrives.',
    '三个做陶的人，合用景德镇雕塑瓷厂后院的一座窑。每一件都手工拉坯或修坯，釉里的草木灰来自自家果树，1280 ℃ 烧成。\n\n没有两件完全相同，我们觉得这正是手作的意义。照片如实拍摄，收到的就是看到的。',
  ),
  returns: both(
    'Thirty days to change your mind. Broken on the way? Send a photo within the inspection window and we refund or remake, your choice.',
    '三十天内可退换。运输破损请在验收期内拍照告知，退款或重做由您选。',
  ),
  shipping: both(
    'Packed in double boxes with wood wool, posted on Tuesdays and Fridays.',
    '双层纸箱加木丝填充，每周二、五发出。',
  ),
  country: 'CN',
  city: both('Jingdezhen', '景德镇'),
  point: { latitudeE6: 29_268_800, longitudeE6: 117_178_600 },
  logo: { mark: 'cloud', ground: '#e9e1d2', ink: '#33535a' },
  look: {
    accent: { light: '#8a3418', dark: '#f0a58a' },
    header: 'moon-vase',
    sections: ['featured', 'about', 'goods', 'reviews', 'record'],
    featured: ['moon-vase', 'cane-handle-teapot', 'cloud-mug', 'gold-seam-repair'],
  },
  studio: {
    paper: ['#d9cfc2', '#cbd3cc', '#dcd6cb', '#c9d0d3', '#ddd0c4'],
    wall: '#d3d6cd',
    wood: '#a87f58',
    cloth: '#c9c0af',
  },
  judge: 'court',
  zones: [
    zone('domestic', { name: both('Mainland China', '中国大陆'), countries: ['CN'], cents: [200, 80], days: [2, 5] }),
    zone('asia', {
      name: both('East and South-East Asia', '东亚与东南亚'),
      countries: ['HK', 'MO', 'JP', 'KR', 'SG', 'MY', 'TH'],
      cents: [1100, 350],
      days: [5, 10],
    }),
    zone('world', {
      name: both('Rest of the world', '其他国家和地区'),
      countries: ['*'],
      cents: [1900, 600],
      days: [8, 18],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 800, hostShareBps: 100, coverageBps: 10_000, shipWithinDays: 4, inspectWithinDays: 7 },
  zones: ['domestic', 'asia', 'world'],
});

/** The studio's glazes, so that every pot of one colour name looks alike. */
export const GLAZES = {
  oat: { value: 'oat', colour: '#e6dccb', rim: '#a9784b', clay: '#9c7350', speckle: '#6b4a32', inside: '#efe8dc' },
  celadon: { value: 'celadon', colour: '#a9c6b4', rim: '#d9d2b2', clay: '#b08a66' },
  ink: { value: 'ink', colour: '#3f4f63', rim: '#94745a', clay: '#7d5a42', inside: '#5a6b80' },
  snow: { value: 'snow', colour: '#f2efe8', rim: '#ffffff', clay: '#d9c7ac', inside: '#fbf9f4' },
  rust: { value: 'rust', colour: '#9a5233', rim: '#4d3127', clay: '#6d4128', inside: '#b3714c', gloss: 0.5 },
  sky: { value: 'sky', colour: '#8fb0c4', rim: '#e5e9e6', clay: '#b08a66' },
} as const;
