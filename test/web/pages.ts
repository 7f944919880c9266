import type { ReviewView } from '../../protocol/api/review.ts';
import { plainSearch } from '../../web/components/search-link.ts';
import type { PageBase, PageRequest } from '../../web/page-request.ts';
import { courtPool, evidence, host, openCase, votingCase } from './case-fixtures.ts';
import { addressOf, base, emptyHome, listing, listings, shopDetail, shops } from './fixtures.ts';
import { groupDetail, groups, poolingOrder } from './group-fixtures.ts';
import {
  agreedState,
  chosenPolicy,
  copies,
  deniedShop,
  goodHealth,
  haltedHealth,
  loneCopy,
  network,
  policy,
} from './network-fixtures.ts';
import { completedOrder, disputedOrder, order, reviews } from './order-fixtures.ts';
import { knownPerson, recommendations, unknownPerson } from './people-fixtures.ts';
import { narrowed, noResults, plainResults } from './search-fixtures.ts';
import { everyFlag, listingTrust, noTrust, shopTrust } from './trust-fixtures.ts';

/** A shop at its beginning: short record, nothing behind it yet. */
const newShop = {
  ...shopDetail,
  deposits: shopDetail.deposits.map((deposit) => ({
    ...deposit,
    record: { ...deposit.record, closedUnits: '0', failedUnits: '0', lockableUnits: '300000000', isNew: true },
  })),
};
/** Ways into the market; one has no picture. */
const categories = listings.slice(0, 3).map(({ titles, image }, index) => ({
  category: 500_000 + index,
  names: titles,
  count: 12 - index,
  image: index === 2 ? null : image,
}));
/** The program as a node hands it out. */
const source = { path: '/vouch.tar.gz', bytes: 4_562_106, sha256: '7f'.repeat(32) };
/** The buyer of the fixtures has signed a name. */
const people = { [order.buyer]: { names: { en: 'Maya Okafor', 'zh-CN': '玛雅·奥卡福' } } };
/** An order without group, case and evidence. */
const plain = { group: null, case: null, evidence: [], people };
const tags = ['stoneware', 'mugs', 'tea', 'leather', 'bicycle'].map((tag, index) => ({ tag, count: 20 - index }));

/**
 * Every page with what it can show, by name; the names are also those of screenshots.
 * @param change what differs in the base, such as the locale
 */
export const everyPage = (change: Partial<PageBase> = {}): Record<string, PageRequest> => {
  const at = (path: string): PageBase => base({ ...change, path });
  const promoter = { address: addressOf('6d'), registered: true };
  return {
    home: { ...at('/'), page: 'home', listings, shops, reviews, groups, categories, tags },
    'home-empty': { ...at('/'), ...emptyHome },
    'search-empty': {
      ...at('/search'),
      ...noResults,
      query: plainSearch,
      placeKnown: true,
      tags: [],
      status: { ...at('/').status, shops: 0, listings: 0 },
    },
    search: { ...at('/search?q=mug'), ...plainResults },
    'search-narrowed': { ...at('/search?q=mgu&kind=shipped'), ...narrowed },
    'search-none': { ...at('/search?q=zzz'), ...noResults },
    shop: {
      ...at(`/shop/${shopDetail.address}`),
      page: 'shop',
      shop: shopDetail,
      featured: [],
      listings: { items: listings, nextCursor: null },
      reviews: { items: reviews, nextCursor: null },
      copies,
      trust: shopTrust,
    },
    trust: { ...at(`/shop/${shopDetail.address}/trust`), page: 'trust', shop: shopDetail, trust: shopTrust },
    'trust-flags': {
      ...at(`/shop/${shopDetail.address}/trust`),
      page: 'trust',
      shop: shopDetail,
      trust: { ...noTrust, flags: everyFlag },
    },
    'trust-busy': { ...at(`/shop/${shopDetail.address}/trust`), page: 'trust', shop: shopDetail, trust: null },
    'shop-new': {
      ...at(`/shop/${shopDetail.address}`),
      page: 'shop',
      featured: [],
      shop: {
        ...shopDetail,
        deposits: [],
        equivocated: true,
        validUntil: 1,
        score: { ...shopDetail.score, reviews: 0, histogram: [0, 0, 0, 0, 0] },
        outcomes: {
          ...shopDetail.outcomes,
          completed: 0,
          cancelled: 0,
          notShipped: 0,
          settled: 0,
          disputesLost: 0,
          topBuyerBps: 9_000,
        },
      },
      listings: { items: [], nextCursor: null },
      reviews: { items: [], nextCursor: null },
      copies: loneCopy,
      trust: null,
    },
    listing: {
      ...at(`/listing/${listing.cid}`),
      page: 'listing',
      listing,
      reviews: { items: reviews, nextCursor: null },
      groups,
      more: listings.slice(1, 5),
      trust: listingTrust,
      recommendations,
      variant: null,
      promoter,
      people: { ...people, [groups[0]?.leader ?? '']: { names: { en: 'Lin Qiao', 'zh-CN': '林俏' } } },
    },
    'listing-bare': {
      ...at(`/listing/${listing.cid}?v=MUG-OAT-450`),
      page: 'listing',
      listing: {
        ...listing,
        images: [],
        image: null,
        descriptions: {},
        delivery: [],
        kind: 'pickup',
        coverBps: 0,
        shopDetail: newShop,
        brand: null,
        tags: [],
      },
      reviews: { items: [], nextCursor: null },
      groups: [],
      more: [],
      trust: null,
      recommendations: [],
      variant: 'MUG-OAT-450',
      promoter: null,
      people: {},
    },
    person: { ...at(`/people/${knownPerson.person.account}`), ...knownPerson },
    'person-unknown': { ...at(`/people/${unknownPerson.person.account}`), ...unknownPerson },
    cart: { ...at('/cart'), page: 'cart' },
    checkout: {
      ...at('/checkout'),
      page: 'checkout',
      line: { listing, variant: 'MUG-CEL-300', quantity: 2, promoter },
    },
    'checkout-cart': { ...at('/checkout'), page: 'checkout', line: null },
    order: { ...at(`/order/${order.id}`), page: 'order', order, review: null, ...plain },
    'order-disputed': {
      ...at(`/order/${order.id}`),
      page: 'order',
      order: disputedOrder,
      review: null,
      ...plain,
      case: openCase,
      evidence,
    },
    'order-pooling': {
      ...at(`/order/${order.id}`),
      page: 'order',
      order: poolingOrder,
      review: null,
      ...plain,
      group: groupDetail,
    },
    // Safety: the fixtures hold a first review.
    'order-done': {
      ...at(`/order/${order.id}`),
      page: 'order',
      order: completedOrder,
      review: reviews[0] as ReviewView,
      ...plain,
    },
    court: {
      ...at('/court'),
      page: 'court',
      pools: [courtPool],
      cases: { items: [votingCase, openCase], nextCursor: 'next' },
    },
    'court-empty': {
      ...at('/court'),
      page: 'court',
      pools: [{ ...courtPool, seats: 0, jurors: 0, stakedUnits: '0', capUnits: '0', openCases: 0 }],
      cases: { items: [], nextCursor: null },
    },
    case: { ...at(`/court/${disputedOrder.id}`), page: 'case', order: disputedOrder, case: votingCase, people },
    host: { ...at('/host'), page: 'host', rpcUrl: null, source },
    'host-local': { ...at('/host'), page: 'host', rpcUrl: 'http://127.0.0.1:8545', source },
    hosts: { ...at('/hosts'), page: 'hosts', hosts: { items: [host], nextCursor: null } },
    'hosts-none': { ...at('/hosts'), page: 'hosts', hosts: { items: [], nextCursor: null } },
    network: { ...at('/network'), page: 'network', network, state: agreedState, health: goodHealth },
    'network-alone': {
      ...at('/network'),
      page: 'network',
      network: {
        ...network,
        addresses: [],
        peers: [],
        reachable: 'unknown',
        reachedThrough: [],
        relay: { reservations: 0, most: 0 },
      },
      state: null,
      health: haltedHealth,
    },
    policy: { ...at('/policy'), page: 'policy', policy },
    'policy-chosen': { ...at('/policy'), page: 'policy', policy: chosenPolicy },
    'denied-shop': { ...at(`/shop/${deniedShop.shop}`), page: 'denied', what: 'shop', denial: deniedShop },
    'denied-not-chosen': { ...at(`/shop/${deniedShop.shop}`), page: 'denied', what: 'shop', denial: null },
    'denied-listing': {
      ...at('/listing/bafy'),
      page: 'denied',
      what: 'listing',
      // Safety: the fixture names its content.
      denial: policy.denials[1] as typeof deniedShop,
    },
    peer: {
      ...at('/peer'),
      page: 'peer',
      addresses: ['/ip4/127.0.0.1/tcp/9/ws/p2p/12D3KooWHzXsG1RpvvMWSZPe1wGsUuUeRYpH8ARdPE7gnCnhGsAh'],
    },
    offline: { ...at('/offline'), page: 'offline' },
    design: { ...at('/design'), page: 'design', listings: listings.slice(0, 2), shops: shops.slice(0, 1) },
    'design-empty': { ...at('/design'), page: 'design', listings: [], shops: [] },
    pickup: { ...at('/pickup'), page: 'pickup' },
    operator: { ...at('/operator'), page: 'operator' },
    orders: { ...at('/orders'), page: 'orders' },
    sell: { ...at('/sell'), page: 'sell' },
    desk: { ...at('/desk'), page: 'desk', part: 'overview' },
    'desk-goods': { ...at('/desk/goods'), page: 'desk', part: 'goods' },
    promote: { ...at('/promote'), page: 'promote' },
    'not-found': { ...at('/nowhere'), page: 'not-found', what: 'listing' },
    error: {
      ...at('/search?q=x'),
      page: 'error',
      statusCode: 503,
      error: {
        code: 'node.overloaded',
        message: 'The node has too much to do.',
        hint: 'Wait a few seconds.',
        retryable: true,
      },
    },
  };
};
