import type { ImageView, TokenView } from '../../protocol/api/common.ts';
import type { ListingDetail, ListingSummary, VariantView } from '../../protocol/api/listing.ts';
import type { DepositView, ScoreView, ShopDetail, ShopSummary } from '../../protocol/api/shop.ts';
import type { StatusView } from '../../protocol/api/status.ts';
import type { HomePage, PageBase } from '../../web/page-request.ts';

/** Unix seconds at which every fixture is looked at. */
export const now = 1_795_000_000;
/** Seconds. */
export const day = 86_400;

const hex = (digit: string, length: number): `0x${string}` => `0x${digit.repeat(length).slice(0, length)}`;
export const addressOf = (seed: string): `0x${string}` => hex(seed, 40);
export const digestOf = (seed: string): `0x${string}` => hex(seed, 64);
export const zero = hex('0', 40);

export const token: TokenView = { address: addressOf('d0'), symbol: 'dUSD', decimals: 6 };
/** Token units of an amount. */
export const units = (amount: number): string => String(Math.round(amount * 1e6));

/** A picture by number, in three widths. */
export const imageOf = (number: number): ImageView => ({
  alt: { en: `Picture ${number}`, 'zh-CN': `图片${number}` },
  sources: [320, 640, 1280].map((width) => ({
    cid: `bafkrei${'abcdefghijklmnopqrstuvwxyz'[number] ?? 'a'}${'a'.repeat(20)}w${width === 320 ? 2 : width === 640 ? 4 : 6}`,
    width,
    height: width,
    type: 'image/webp',
  })),
});

export const status: StatusView = {
  version: '0.1.0',
  peerId: '12D3KooWExample',
  addresses: [],
  peers: 2,
  chainId: 31_337,
  contracts: { market: addressOf('a1') },
  tokens: [token],
  host: addressOf('b2'),
  operator: null,
  arbitrator: addressOf('f3'),
  block: 18_204,
  blockTime: now - 4,
  chainHead: 18_204,
  synced: true,
  shops: 4,
  listings: 68,
  orders: 120,
  blocksStored: 900,
  demo: true,
};

/** What every page gets, in English unless said otherwise. */
export const base = (change: Partial<PageBase> = {}): PageBase => ({
  locale: 'en',
  theme: 'auto',
  origin: 'https://market.example',
  path: '/',
  now,
  status,
  ...change,
});

export const score = (milliStars: number, histogram: number[]): ScoreView => ({
  milliStars,
  reviews: histogram.reduce((sum, count) => sum + count, 0),
  weightUnits: '52000000',
  histogram,
});

export const depositOf = (
  shop: string,
  { staked, locked, unbonding = 0 }: { staked: number; locked: number; unbonding?: number },
): DepositView => ({
  shop,
  token,
  stakedUnits: units(staked),
  lockedUnits: units(locked),
  unbondingUnits: units(unbonding),
  freeUnits: units(staked - locked - unbonding),
  releaseAt: unbonding === 0 ? null : now + 20 * day,
  record: {
    closedUnits: units(2_400),
    failedUnits: units(96),
    lockableUnits: units(staked),
    isNew: false,
    suspended: false,
    requiredUnits: '0',
  },
});

const shop = (seed: string, change: Partial<ShopSummary>): ShopSummary => ({
  address: addressOf(seed),
  names: { en: 'Kiln & Kettle', 'zh-CN': '窑与壶' },
  taglines: { en: 'Stoneware thrown by hand, fired twice', 'zh-CN': '手工拉坯，两次烧成的炻器' },
  logo: null,
  country: 'CN',
  city: { en: 'Jingdezhen', 'zh-CN': '景德镇' },
  openedAt: now - 400 * day,
  listings: 18,
  version: 12,
  validUntil: now + 20 * day,
  deposits: [depositOf(addressOf(seed), { staked: 1_200, locked: 180 })],
  score: score(4_720, [1, 0, 2, 9, 41]),
  outcomes: {
    open: 5,
    completed: 61,
    cancelled: 3,
    notShipped: 1,
    settled: 2,
    disputed: 0,
    disputesLost: 1,
    distinctBuyers: 48,
    openUnits: units(180),
    topBuyerBps: 900,
  },
  equivocated: false,
  ...change,
});

export const shops: ShopSummary[] = [
  shop('c7', {}),
  shop('31', {
    names: { en: 'Misty Ridge Tea', 'zh-CN': '云岭茶行' },
    taglines: { en: 'Single-garden teas from Yunnan', 'zh-CN': '云南单一茶园' },
    deposits: [depositOf(addressOf('31'), { staked: 3_400, locked: 1_460.5, unbonding: 400 })],
    score: score(4_310, [2, 3, 6, 20, 35]),
    listings: 16,
  }),
  shop('5e', {
    names: { en: 'Fieldhand Leather', 'zh-CN': '田野皮具' },
    taglines: { en: 'Bags cut and stitched to outlive you', 'zh-CN': '一刀一线，用上一辈子的包' },
    deposits: [depositOf(addressOf('5e'), { staked: 800, locked: 640 })],
    score: score(3_900, [1, 1, 2, 3, 4]),
    listings: 20,
  }),
  shop('97', {
    names: { en: 'Second Spoke', 'zh-CN': '第二根辐条' },
    taglines: { en: 'Bicycle parts, new and rescued', 'zh-CN': '自行车零件，新的和救回来的' },
    deposits: [],
    score: score(3_500, [0, 0, 0, 0, 0]),
    listings: 14,
  }),
];

export const shopDetail: ShopDetail = {
  theme: null,
  ...(shops[0] as ShopSummary),
  about: {
    en: 'Two potters and a wood kiln.\n\n- Clay from the valley\n- Glazes without lead\n\nRead [our diary](https://example.org/diary).',
    'zh-CN': '两位陶工，一座柴窑。\n\n- 本地陶土\n- 无铅釉料',
  },
  shipping: { en: 'Packed in straw. Ships within **3 days**.', 'zh-CN': '稻草包装，**3 天**内发货。' },
  returns: {
    en: 'Broken on arrival: open a dispute with a photo and we refund.',
    'zh-CN': '到货破损：请附照片发起争议，我们退款。',
  },
  encryptionKey: digestOf('e1'),
  publishers: [],
  lowestVersion: 1,
  programs: [{ token, earnBps: 300, maxDiscountBps: 2_000 }],
};

const titles: [string, string, number][] = [
  ['Speckled mug, 300 ml', '斑点马克杯 300 毫升', 24],
  ['Fluted celadon bowl', '青瓷刻花碗', 38.5],
  ['Plum blossom moon jar', '梅花满月罐', 180],
  ['Indigo teapot with cane handle', '靛蓝藤柄茶壶', 96],
  ['Trio of bud vases', '小花瓶三件套', 54],
  ['Fish-pattern gaiwan', '鱼纹盖碗', 46],
  ['Wide supper plate', '宽口餐盘', 32],
  ['Pouring jug, celadon', '青瓷公道杯', 28],
];

export const listings: ListingSummary[] = titles.map(([english, chinese, price], index) => ({
  cid: `bafyrei${'abcdefgh'[index]}${'q'.repeat(50)}`,
  shop: addressOf('c7'),
  shopNames: { en: 'Kiln & Kettle', 'zh-CN': '窑与壶' },
  handle: `listing-${index}`,
  kind: 'shipped',
  titles: { en: english, 'zh-CN': chinese },
  image: imageOf(index),
  token,
  priceFromUnits: units(price),
  priceToUnits: units(index === 0 ? price + 6 : price),
  groupFromUnits: index === 0 ? units(19) : null,
  inStock: index !== 6,
  commissionBps: 500,
  coverBps: index === 5 ? 4_000 : index === 7 ? 0 : 10_000,
  tags: ['mugs', 'stoneware'],
  score: score(4_720, [1, 0, 2, 9, 41]),
  updatedAt: now - index * day,
}));

const variant = (code: string, values: number[], change: Partial<VariantView> = {}): VariantView => ({
  code,
  sku: digestOf('7a'),
  values,
  image: null,
  grams: 420,
  soldUnits: 31,
  left: 9,
  offer: {
    shop: addressOf('c7'),
    listing: digestOf('4b'),
    sku: digestOf('7a'),
    token: token.address,
    priceUnits: units(24),
    maxSold: '40',
    kind: 0,
    shipWithinSeconds: 3 * day,
    inspectWithinSeconds: 7 * day,
    coverageBps: 10_000,
    commissionBps: 500,
    parentBps: 1_000,
    hostBps: 100,
    arbitrator: addressOf('f3'),
    pickup: zero,
    pickupBps: 0,
    group: digestOf('6a'),
    delivery: digestOf('9c'),
  },
  group: { priceUnits: units(19), size: 3, withinSeconds: day, leaderBps: 300, commissionBps: 0 },
  proof: [digestOf('1d')],
  ...change,
});

export const listing: ListingDetail = {
  ...(listings[0] as ListingSummary),
  descriptions: {
    en: 'A mug for **slow mornings**. Thrown in two minutes, dried for two weeks.\n\n## Care\n\n1. Dishwasher safe\n2. Not for open fire\n\n> Every speck is iron in the clay.\n\n[How we fire](https://example.org/kiln)',
    'zh-CN':
      '为**慢悠悠的早晨**准备的杯子。拉坯两分钟，阴干两星期。\n\n## 使用\n\n1. 可用洗碗机\n2. 勿用明火\n\n> 每个斑点都是陶土里的铁。',
  },
  brand: 'Kiln & Kettle',
  category: 674,
  images: [imageOf(0), imageOf(1), imageOf(4), imageOf(7)],
  options: [
    {
      name: { en: 'Glaze', 'zh-CN': '釉色' },
      values: [
        { en: 'Oat', 'zh-CN': '燕麦' },
        { en: 'Celadon', 'zh-CN': '青瓷' },
        { en: 'Indigo', 'zh-CN': '靛蓝' },
      ],
    },
    {
      name: { en: 'Size', 'zh-CN': '容量' },
      values: [
        { en: '300 ml', 'zh-CN': '300 毫升' },
        { en: '450 ml', 'zh-CN': '450 毫升' },
      ],
    },
  ],
  variants: [
    variant('MUG-OAT-300', [0, 0]),
    variant('MUG-OAT-450', [0, 1], { left: 0 }),
    variant('MUG-CEL-300', [1, 0], { image: 1, left: 3 }),
    variant('MUG-IND-300', [2, 0], { left: 0 }),
  ],
  delivery: [
    {
      zone: 'domestic',
      zoneId: digestOf('21'),
      names: { en: 'Mainland China', 'zh-CN': '中国大陆' },
      countries: ['CN'],
      firstUnits: '0',
      furtherUnits: '0',
      minDays: 2,
      maxDays: 5,
    },
    {
      zone: 'europe',
      zoneId: digestOf('22'),
      names: { en: 'Europe', 'zh-CN': '欧洲' },
      countries: ['DE', 'FR', 'IT', 'ES', 'NL', 'AT'],
      firstUnits: units(14),
      furtherUnits: units(3),
      minDays: 8,
      maxDays: 16,
    },
  ],
  head: {
    catalogue: {
      shop: addressOf('c7'),
      version: 12,
      root: digestOf('33'),
      offers: digestOf('34'),
      validUntil: now + 20 * day,
    },
    signer: addressOf('c7'),
    signature: hex('5b', 130),
  },
  shopDetail,
};

/** The page of a market in which nothing happened yet. */
export const emptyHome: HomePage = {
  page: 'home',
  listings: [],
  shops: [],
  reviews: [],
  groups: [],
  categories: [],
  tags: [],
};
