import type { PersonView, RecommendationView } from '../../protocol/api/person.ts';
import type { PersonPage } from '../../web/page-request.ts';
import { addressOf, day, digestOf, listing, now, shopDetail } from './fixtures.ts';
import { everyFlag } from './trust-fixtures.ts';

const account = addressOf('3a');
const word = (change: Partial<RecommendationView>): RecommendationView => ({
  author: account,
  authorNames: { en: 'Mira', 'zh-CN': '米拉' },
  weightUnits: '4200000',
  shop: shopDetail.address,
  handle: listing.handle,
  titles: listing.titles,
  order: digestOf('7c'),
  text: 'The one I reach for every morning. Warm to the last sip.',
  language: 'en',
  writtenAt: now - 3 * day,
  ...change,
});
export const recommendations = [
  word({}),
  word({
    author: addressOf('4b'),
    authorNames: {},
    handle: 'listing-2',
    order: null,
    text: '朋友家见过，釉色很美。',
    language: 'zh-CN',
  }),
];

const person: PersonView = {
  account,
  names: { en: 'Mira', 'zh-CN': '米拉' },
  about: { en: 'Collects cups, gives away saucers.', 'zh-CN': '收集杯子，送出茶碟。' },
  followsPeople: [addressOf('4b'), addressOf('5c')],
  followsShops: [shopDetail.address],
  followers: 14,
  recommendations,
  buyer: {
    orders: 23,
    shops: 6,
    completed: 19,
    refunded: 2,
    disputed: 2,
    disputesWon: 1,
    disputesLost: 1,
    reviews: 17,
    meanMilliStars: 4_410,
    firstAt: now - 300 * day,
    flags: [],
  },
  hasStanding: true,
  updatedAt: now - day,
};

/** Somebody who buys, promotes, recommends and is followed. */
export const knownPerson: PersonPage = {
  page: 'person',
  person,
  shops: [{ address: shopDetail.address, names: shopDetail.names }],
  people: [
    { account: addressOf('4b'), names: { en: 'Theo', 'zh-CN': '西奥' } },
    { account: addressOf('5c'), names: {} },
  ],
  followers: {
    items: [{ account: addressOf('6d'), names: { en: 'Lin', 'zh-CN': '小林' }, weightUnits: '900000' }],
    nextCursor: 'more',
  },
  promoter: {
    sales: 41,
    refundedBps: 1_200,
    disputedBps: 700,
    usualRefundedBps: 310,
    usualDisputedBps: 150,
    meanMilliStars: 3_900,
    flags: everyFlag.slice(8, 9),
  },
  shop: shopDetail.names,
};

/** An account that did nothing yet. */
export const unknownPerson: PersonPage = {
  page: 'person',
  person: {
    account,
    names: {},
    about: {},
    followsPeople: [],
    followsShops: [],
    followers: 0,
    recommendations: [],
    buyer: {
      orders: 0,
      shops: 0,
      completed: 0,
      refunded: 0,
      disputed: 0,
      disputesWon: 0,
      disputesLost: 0,
      reviews: 0,
      meanMilliStars: null,
      firstAt: null,
      flags: everyFlag.slice(7, 8),
    },
    hasStanding: false,
    updatedAt: null,
  },
  shops: [],
  people: [],
  followers: { items: [], nextCursor: null },
  promoter: null,
  shop: null,
};
