import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MultiaddrConnection } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { createConnectionGate } from '../../../node/p2p/connection-gate.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';

const gateWith = (inbound: number, options: { allowPrivate?: boolean; named?: string[] } = {}) =>
  createConnectionGate({
    allowPrivate: options.allowPrivate ?? false,
    named: (options.named ?? []).map((address) => multiaddr(address)),
    isBanned: () => false,
    isFull: () => false,
    inboundFrom: (prefix) => (prefix === '45.9' ? inbound : 0),
    pending: { admit: () => true, established: () => undefined },
  });
// Safety: the gate reads the address alone.
const from = (address: string) => ({ remoteAddr: multiaddr(address) }) as MultiaddrConnection;

test('one network of the Internet gets its share of inbound connections and no more', () => {
  const { inboundPerPrefix } = networkLimits;
  const denies = (inbound: number, address: string) => gateWith(inbound).denyInboundConnection?.(from(address));
  assert.equal(denies(inboundPerPrefix - 1, '/ip4/45.9.1.1/tcp/1'), false, 'up to the limit');
  assert.equal(denies(inboundPerPrefix, '/ip4/45.9.77.1/tcp/1'), true, 'one more');
  assert.equal(denies(inboundPerPrefix, '/ip4/45.10.1.1/tcp/1'), false, 'another network');
});

test('what peers tell does not make a node knock on doors inside its house', () => {
  const denies = (address: string, options = {}) => gateWith(0, options).denyDialMultiaddr?.(multiaddr(address));
  assert.equal(denies('/ip4/45.9.1.1/tcp/4001'), false);
  assert.equal(denies('/ip4/192.168.1.1/tcp/80'), true);
  assert.equal(denies('/ip6/::1/tcp/80'), true);
  assert.equal(denies('/dns4/printer.local/tcp/80'), true);
  const named = ['/ip4/192.168.1.7/tcp/4001'];
  assert.equal(
    denies('/ip4/192.168.1.7/tcp/4001/p2p/12D3KooWGUnfSTit6JeUrgW86ipj583stWknNd5J8SjXMcMZ2eoG', { named }),
    false,
  );
  assert.equal(denies('/ip4/192.168.1.7/tcp/22', { named }), true, 'another port of the same host');
  assert.equal(denies('/ip4/127.0.0.1/tcp/4001', { allowPrivate: true }), false);
});
