import type { HeldShop, HostEarnings, LogLine, OperatorPolicy, OperatorView } from '../../protocol/api/operator.ts';
import { addressOf, day, digestOf, listings, shops, token, units } from './fixtures.ts';
import { agreedState, goodHealth, network, policy } from './network-fixtures.ts';

const GB = 2 ** 30;

/** A node in good health at a time, in Unix seconds. */
export const operatorViewAt = (now: number): OperatorView => ({
  version: '0.1.0',
  startedAt: now - 3 * day,
  now,
  chainId: 31_337,
  index: {
    ...goodHealth,
    endpoints: goodHealth.endpoints.map((endpoint) => ({ ...endpoint, score: 1, problem: null, until: null })),
    problem: null,
    headWatches: 1,
  },
  network,
  state: agreedState,
  load: {
    lagMilliseconds: 4,
    lagMostMilliseconds: 200,
    residentBytes: 0.4 * GB,
    residentMostBytes: GB,
    connections: 7,
    streams: 12,
    shedding: false,
    liveReaders: 3,
  },
  storage: {
    catalogueBytes: 0.6 * GB,
    contentBytes: 1.4 * GB,
    stagedBytes: 0.1 * GB,
    diskBytes: 2.2 * GB,
    databaseBytes: 0.3 * GB,
    freeBytes: 61 * GB,
    reserveBytes: GB,
    heldBytes: 2 * GB,
    heldMostBytes: 8 * GB,
    blocks: 9_240,
  },
  shops: 4,
  denials: policy.denials.length,
  refusals: [{ code: 'catalogue.quota_exceeded', count: 3 }],
});

/** The same node with nothing that its operator should look at. */
export const wellViewAt = (now: number): OperatorView => {
  const view = operatorViewAt(now);
  return {
    ...view,
    index: { ...view.index, endpoints: view.index.endpoints.filter(({ state }) => state === 'good') },
    state: { ...agreedState, peers: agreedState.peers.filter(({ agrees }) => agrees) },
  };
};

/** So many different lines; every fourth is an error with a code, and comes again. */
export const logOf = (count: number, now: number): LogLine[] =>
  Array.from({ length: count }, (_, index) => {
    const isError = index % 4 === 0;
    return {
      at: now - index * 90,
      since: now - index * 90 - (isError ? day : 0),
      count: isError ? index + 2 : 1,
      level: isError ? ('error' as const) : ('warn' as const),
      part: isError ? 'store' : 'network',
      text: `line ${index} of the node`,
      code: isError ? 'store.disk_full' : null,
      hint: null,
    };
  });

/** Shops of the fixtures with their copies. */
export const heldShops: HeldShop[] = shops.map(({ address, names }, index) => ({
  shop: address,
  names,
  listings: 20 - index,
  version: 12 - index,
  bytes: (40 - 9 * index) * 2 ** 20,
  quota: index === 3 ? null : { listings: 200, bytes: 256 * 2 ** 20 },
  followed: index === 0,
  copies: index === 2 ? null : { current: 3 - index, stale: 1, ahead: 0, complete: 2, askedAt: 1 },
}));

/** What a host earned in a month. */
export const hostEarningsAt = (now: number): HostEarnings => ({
  payout: addressOf('b2'),
  operator: addressOf('b2'),
  orders: { open: 3, closed: 41 },
  sums: [{ token, earnedUnits: units(18.4) }],
  days: Array.from({ length: 12 }, (_, index) => ({
    start: Math.floor(now / day - 11 + index) * day,
    token,
    units: units(((index * 5) % 7) / 4),
  })),
  recent: listings.slice(0, 3).map(({ titles }, index) => ({
    order: digestOf(`a${index}`),
    titles,
    token,
    units: units(0.24 + index),
    at: now - index * 3_600,
  })),
  credits: [],
});

/** The operator's own file: it denies one shop, and follows a list. */
export const operatorPolicyNow: OperatorPolicy = {
  own: {
    carries: 'all',
    followed: [addressOf('c7')],
    denied: policy.denials
      .filter(({ list, shop }) => list === null && shop !== null)
      .map(({ shop, reason, since }) => ({ ...(shop === null ? {} : { shop }), reason, since })),
    allowed: [],
    lists: policy.lists.map(({ author }) => author),
  },
  inForce: policy,
  names: {},
};
