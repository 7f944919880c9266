import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Libp2p, PeerId } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { pageAddresses } from '../../../node/p2p/page-addresses.ts';

type Host = Pick<Libp2p, 'getMultiaddrs' | 'getPeers' | 'peerStore'>;

const self = '12D3KooWN7fge6sE3W5LHqvz5Zr43cbmkWV74epMjuCxxfQUYmht';
// Safety: peers are told apart by their text alone.
const peers = Array.from(
  { length: networkLimits.pageAddresses + 1 },
  (_, index) => ({ toString: () => `peer-${index}` }) as unknown as PeerId,
);

/** A node with addresses of its own and connected peers with theirs. */
const host = (own: string[], known: [PeerId, string[]][]): Host => ({
  getMultiaddrs: () => own.map((address) => multiaddr(address)),
  getPeers: () => known.map(([peer]) => peer),
  // Safety: only the addresses are read.
  peerStore: {
    get: async (peer: PeerId) => {
      const found = known.find(([each]) => each === peer);
      return { addresses: (found?.[1] ?? []).map((address) => ({ multiaddr: multiaddr(address) })) };
    },
  } as unknown as Host['peerStore'],
});

const other = peers[0] as PeerId;

test('pages get what pages can dial, with the peer ID', async () => {
  const own = `/ip4/203.0.113.1/tcp/4002/ws/p2p/${self}`;
  const given = await pageAddresses(
    host(
      [own, `/ip4/203.0.113.1/tcp/4001/p2p/${self}`],
      [
        [
          other,
          [
            '/ip4/198.51.100.1/tcp/4001',
            '/ip4/198.51.100.1/tcp/4002/ws',
            '/dns4/node.example/tcp/443/tls/ws',
            `/dns4/relay.example/tcp/443/tls/ws/p2p/${self}/p2p-circuit`,
          ],
        ],
      ],
    ),
    { allowPrivate: false },
  );
  assert.deepEqual(given, [
    own,
    `/ip4/198.51.100.1/tcp/4002/ws/p2p/${other}`,
    `/dns4/node.example/tcp/443/tls/ws/p2p/${other}`,
  ]);
});

test('addresses of private networks are for those alone who are in them', async () => {
  const inside = host([], [[other, ['/ip4/192.168.1.7/tcp/4002/ws']]]);
  assert.deepEqual(await pageAddresses(inside, { allowPrivate: false }), []);
  assert.equal((await pageAddresses(inside, { allowPrivate: true })).length, 1);
});

test('a page gets networkLimits.pageAddresses addresses, and no more where more are known', async () => {
  const known = peers.map((peer): [PeerId, string[]] => [peer, ['/dns4/node.example/tcp/443/tls/ws']]);
  const all = await pageAddresses(host([], known.slice(0, -1)), { allowPrivate: false });
  assert.equal(all.length, networkLimits.pageAddresses);
  const more = await pageAddresses(host([], known), { allowPrivate: false });
  assert.equal(more.length, networkLimits.pageAddresses);
});
