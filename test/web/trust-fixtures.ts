import type {
  FlagView,
  ListingTrustView,
  MonthView,
  ScoreEvidenceView,
  ShopTrustView,
} from '../../protocol/api/trust.ts';
import { addressOf, day, digestOf, listing, now, shopDetail, units } from './fixtures.ts';

const parts = [5, 5, 4, 5, 2, 5, 1].map((stars, index) => ({
  order: digestOf(`${index + 1}a`),
  buyer: addressOf(`${index + 1}b`),
  stars,
  weightUnits: units(9 - index),
  shareBps: 1_800 - index * 210,
}));

export const scoreEvidence: ScoreEvidenceView = {
  score: shopDetail.score,
  priorUnits: units(10),
  priorMilliStars: 3_500,
  reviewUnits: units(42.5),
  at: now,
  parts,
};

/** A shop of a year with a quiet summer: two months are left out. */
const months: MonthView[] = [
  ['2025-12', 4, 260, 4, 0, 0, 2, 5_000],
  ['2026-01', 7, 402.5, 6, 0, 0, 4, 4_750],
  ['2026-02', 9, 610, 9, 1, 0, 6, 4_330],
  ['2026-03', 12, 700, 11, 0, 1, 8, 4_500],
  ['2026-06', 6, 318, 6, 0, 0, 0, null],
  ['2026-07', 10, 655, 8, 0, 0, 7, 4_800],
  ['2026-08', 15, 1_210, 14, 2, 1, 9, 4_100],
  ['2026-09', 18, 1_020, 17, 0, 0, 9, 4_650],
  ['2026-10', 21, 1_480.25, 20, 0, 1, 8, 4_700],
  ['2026-11', 11, 720, 5, 0, 0, 3, 4_900],
].map(([month, orders, paid, completed, failed, disputed, reviews, mean]) => ({
  month: String(month),
  orders: Number(orders),
  paidUnits: units(Number(paid)),
  completed: Number(completed),
  failed: Number(failed),
  disputed: Number(disputed),
  reviews: Number(reviews),
  meanMilliStars: mean === null ? null : Number(mean),
}));

const kinds: FlagView['kind'][] = [
  'funded_buyers',
  'trade_loop',
  'top_buyer',
  'burst',
  'review_bombing',
  'circular_referrals',
  'listing_replaced',
  'always_disputes',
  'bad_referrals',
  'equivocation',
];
/** Every flag that there is, with evidence of every kind. */
export const everyFlag: FlagView[] = kinds.map((kind, index) => ({
  kind,
  severity: index % 3 === 0 ? 'warning' : 'note',
  shareBps: 3_250,
  count: index + 1,
  since: now - index * 9 * day,
  evidence:
    index === 3
      ? []
      : [
          { kind: 'order', order: digestOf('7c') },
          { kind: 'account', account: addressOf('8d') },
          { kind: 'transaction', transaction: digestOf('9e') },
          { kind: 'listing', shop: shopDetail.address, handle: 'listing-0', digest: digestOf('ab') },
        ],
}));

export const shopTrust: ShopTrustView = {
  shop: shopDetail.address,
  score: scoreEvidence,
  deposits: shopDetail.deposits.map((deposit) => ({ ...deposit, openUnits: units(180) })),
  outcomes: shopDetail.outcomes,
  shipping: { cases: 68, medianSeconds: 1.2 * day, p90Seconds: 2.6 * day },
  answers: { cases: 3, medianSeconds: 5 * 3_600, p90Seconds: 22 * 3_600 },
  repeatBuyersBps: 2_310,
  months,
  flags: everyFlag.slice(2, 4),
};

/** A shop before its first order. */
export const noTrust: ShopTrustView = {
  ...shopTrust,
  score: {
    ...scoreEvidence,
    score: { ...scoreEvidence.score, reviews: 0, histogram: [0, 0, 0, 0, 0], weightUnits: '0' },
    reviewUnits: '0',
    parts: [],
  },
  shipping: { cases: 0, medianSeconds: null, p90Seconds: null },
  answers: { cases: 0, medianSeconds: null, p90Seconds: null },
  outcomes: { ...shopTrust.outcomes, distinctBuyers: 0 },
  repeatBuyersBps: 0,
  months: [],
  flags: [],
};

export const listingTrust: ListingTrustView = {
  shop: listing.shop,
  handle: listing.handle,
  score: scoreEvidence,
  sold: 31,
  refunded: 1,
  disputed: 0,
  flags: everyFlag.slice(6, 7),
};
