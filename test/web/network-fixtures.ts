import type { NetworkView } from '../../protocol/api/network.ts';
import type { DenialView, PolicyView } from '../../protocol/api/policy.ts';
import type { ReplicasView, ReplicaView } from '../../protocol/api/replica.ts';
import type { StateView } from '../../protocol/api/state.ts';
import type { IndexHealth } from '../../web/page-request.ts';
import { addressOf, day, digestOf, now } from './fixtures.ts';

const peerIdOf = (number: number): string =>
  `12D3KooW${'EyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6i'.slice(0, 40)}${number}`;

const replica = (number: number, change: Partial<ReplicaView> = {}): ReplicaView => ({
  peerId: peerIdOf(number),
  version: 14,
  state: 'current',
  complete: true,
  at: now - 600 * number,
  operator: null,
  self: false,
  ...change,
});

/** A shop on six nodes: four current, one behind, one ahead. */
export const copies: ReplicasView = {
  version: 14,
  root: digestOf('c4'),
  replicas: [
    replica(5, { version: 12, state: 'stale', at: now - 3 * day }),
    replica(1, { self: true, operator: addressOf('7e') }),
    replica(2, { operator: addressOf('8f') }),
    replica(3, { complete: false }),
    replica(4),
    replica(6, { version: 15, state: 'ahead' }),
  ],
  asked: 7,
  askedAt: now - 240,
};

/** Only the node that answers has the shop. */
export const loneCopy: ReplicasView = { ...copies, replicas: [replica(1, { self: true })], asked: 0, askedAt: 0 };

/** A node behind a router, with neighbours of all sorts. */
export const network: NetworkView = {
  peerId: peerIdOf(1),
  addresses: ['/dns4/node.market.example/tcp/4001/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'],
  reachable: 'private',
  peers: [2, 3, 4, 5, 6, 7, 8].map((number) => ({
    peerId: peerIdOf(number),
    address: `/ip4/198.51.100.${number}/tcp/4001`,
    direction: number % 2 === 0 ? 'inbound' : 'outbound',
    path: number === 5 ? 'relayed' : 'direct',
    agent: number === 3 ? '' : 'vouch/0.1.0',
    roundTripMilliseconds: number === 4 ? null : 12.4 * number,
    score: number === 7 ? -14.2 : number,
  })),
  relay: { reservations: 6, most: 16 },
  reachedThrough: ['/dns4/relay.example/tcp/4001/p2p/12D3KooWRelay/p2p-circuit'],
  routingTablePeers: 41,
};

/** Two peers that have the same index and one that has another. */
export const agreedState: StateView = {
  block: 18_140,
  blockHash: digestOf('d1'),
  digest: digestOf('d2'),
  tables: ['orders', 'reviews', 'deposits'].map((table, index) => ({
    table,
    rows: 120 - index * 31,
    digest: digestOf('d3'),
  })),
  peers: [2, 3, 4].map((number) => ({
    peerId: peerIdOf(number),
    block: 18_140 - number,
    agrees: number !== 4,
    difference: number === 4 ? { table: 'orders', key: digestOf('7c').slice(0, 20) } : null,
    at: now - 30 * number,
  })),
};

/** An index that is up to date, with one bad endpoint. */
export const goodHealth: IndexHealth = {
  block: 18_204,
  finalized: 18_140,
  chainHead: 18_204,
  synced: true,
  halted: false,
  confirmed: 18_203,
  endpoints: [
    { name: 'https://one.rpc.example', state: 'good', head: 18_204, milliseconds: 21.4 },
    { name: 'https://two.rpc.example', state: 'quarantined', head: 18_090, milliseconds: 48.2 },
  ],
  problem: null,
};
/** An index that waits for its operator. */
export const haltedHealth: IndexHealth = {
  ...goodHealth,
  chainHead: 18_320,
  synced: false,
  halted: true,
  confirmed: null,
  endpoints: [],
  problem: 'indexer.reorg_too_deep',
};

const denial = (change: Partial<DenialView>): DenialView => ({
  shop: null,
  cid: null,
  reason: '',
  since: now - 9 * day,
  list: null,
  ...change,
});

/** A shop that this node's operator refuses. */
export const deniedShop = denial({
  shop: addressOf('5c'),
  reason: 'Sells replicas of banknotes, which the law here forbids.',
});

/** A node that leaves out little, partly by another's list. */
export const policy: PolicyView = {
  carries: 'all',
  followed: [],
  lists: [{ author: addressOf('9a'), name: 'Phishing shops', version: 31, denials: 412 }],
  denials: [
    deniedShop,
    denial({ cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku', list: addressOf('9a') }),
    denial({ shop: addressOf('6e'), reason: 'Copies the pages of other shops.', list: addressOf('9a') }),
  ],
};

/** A node that carries only chosen shops. */
export const chosenPolicy: PolicyView = {
  carries: 'followed',
  followed: [addressOf('11'), addressOf('22')],
  lists: [],
  denials: [],
  problem: { code: 'policy.invalid', message: 'denied.0.reason must be filled in.' },
};
