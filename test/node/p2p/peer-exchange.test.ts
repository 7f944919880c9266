import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as dagCbor from '@ipld/dag-cbor';
import { generateKeyPair } from '@libp2p/crypto/keys';
import { identify } from '@libp2p/identify';
import type { Connection, Libp2p, PeerId, PrivateKey } from '@libp2p/interface';
import { noise } from '@libp2p/noise';
import { PeerRecord, RecordEnvelope } from '@libp2p/peer-record';
import { tcp } from '@libp2p/tcp';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import type { KnownPeer } from '../../../node/p2p/discovery-known.ts';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { askPeers, peersProtocol, servePeers } from '../../../node/p2p/peer-exchange.ts';
import { framed } from '../../../protocol/wire/frames.ts';
import { seconds, until } from './support/node-parts.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const { peersPerExchange, peerRecordBytes, peerExchangesBurst } = networkLimits;

async function bare(context: TestContext): Promise<Libp2p> {
  const libp2p = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  });
  context.after(() => libp2p.stop());
  return libp2p;
}

/** The peer of a key. */
const peerOf = async (privateKey: PrivateKey): Promise<PeerId> =>
  (await createLibp2p({ privateKey, start: false })).peerId;

/** A peer's record as it signs it for itself, or as somebody else signs it for it. */
async function record(key: PrivateKey, options: { signer?: PrivateKey; addresses?: number } = {}): Promise<Uint8Array> {
  const { signer = key, addresses = 1 } = options;
  const multiaddrs = Array.from({ length: addresses }, (_, index) => multiaddr(`/ip4/45.9.${index & 255}.1/tcp/4001`));
  const envelope = await RecordEnvelope.seal(new PeerRecord({ peerId: await peerOf(key), multiaddrs }), signer);
  return envelope.marshal();
}

/** A peer that answers every question with the same bytes. */
async function answering(context: TestContext, answer: () => Uint8Array): Promise<Connection> {
  const server = await bare(context);
  await server.handle(peersProtocol, async (stream) => {
    stream.send(framed(answer()));
    await stream.close();
  });
  return (await bare(context)).dial(server.getMultiaddrs());
}

test('records of as many peers as an exchange has are taken, and one more is not', async (context) => {
  const key = await generateKeyPair('Ed25519');
  const one = await record(key);
  let answer: Uint8Array[] = Array(peersPerExchange).fill(one);
  const connection = await answering(context, () => dagCbor.encode(answer));
  const peers = await askPeers(connection);
  assert.equal(peers.length, peersPerExchange);
  assert.deepEqual(peers[0], { peerId: `${await peerOf(key)}`, addresses: ['/ip4/45.9.0.1/tcp/4001'] });
  answer = [...answer, one];
  await assert.rejects(askPeers(connection), { code: 'peer.frame_malformed' });
});

test('a record may be as long as the limit, and no longer', async (context) => {
  const key = await generateKeyPair('Ed25519');
  const lengths = await Promise.all(
    Array.from({ length: 200 }, async (_, addresses) => (await record(key, { addresses })).length),
  );
  const fits = lengths.findLastIndex((length) => length <= peerRecordBytes);
  let addresses = fits;
  const answers = { fits: await record(key, { addresses }), above: await record(key, { addresses: fits + 1 }) };
  assert.ok(answers.fits.length <= peerRecordBytes && answers.above.length > peerRecordBytes);
  const connection = await answering(context, () =>
    dagCbor.encode([addresses === fits ? answers.fits : answers.above]),
  );
  assert.equal((await askPeers(connection))[0]?.addresses.length, fits);
  addresses = fits + 1;
  await assert.rejects(askPeers(connection), { code: 'peer.frame_malformed' });
});

test('a record that somebody else signed, or that was changed, is refused as a lie', async (context) => {
  const [key, signer] = [await generateKeyPair('Ed25519'), await generateKeyPair('Ed25519')];
  let answer = await record(key, { signer });
  const connection = await answering(context, () => dagCbor.encode([answer]));
  await assert.rejects(askPeers(connection), { code: 'peer.record_false' });
  answer = await record(key);
  answer[answer.length - 1] = (answer.at(-1) ?? 0) ^ 1;
  await assert.rejects(askPeers(connection), { code: 'peer.record_false' });
  answer = new Uint8Array([1, 2, 3]);
  await assert.rejects(askPeers(connection), { code: 'peer.record_false' });
});

test('a node tells of peers that it reached lately, not of the one that asks, and so often', async (context) => {
  const [server, asking, other] = [await bare(context), await bare(context), await bare(context)];
  await asking.dial(server.getMultiaddrs());
  await server.dial(other.getMultiaddrs());
  await until('both records', async () => {
    const stored = await server.peerStore.all();
    return stored.filter(({ peerRecordEnvelope }) => peerRecordEnvelope !== undefined).length >= 2;
  });
  const lately = [asking, other].map(
    ({ peerId }): KnownPeer => ({
      peerId: peerId.toString(),
      addresses: ['/ip4/127.0.0.1/tcp/1'],
      prefix: undefined,
      source: 'x',
      reachedAt: seconds(),
      failures: 0,
      notBefore: 0,
    }),
  );
  let allowPrivate = true;
  const now = seconds();
  const options = { libp2p: server, known: { lately: () => lately }, clock: () => now, log: quiet };
  await servePeers({ ...options, allowPrivate });
  const [connection] = asking.getConnections(server.peerId);
  assert.ok(connection !== undefined);
  for (let time = 0; time < peerExchangesBurst; time++)
    assert.deepEqual(
      (await askPeers(connection)).map(({ peerId }) => peerId),
      [other.peerId.toString()],
    );
  await assert.rejects(askPeers(connection), { code: 'peer.closed' }, 'one more than the burst');

  allowPrivate = false;
  await server.unhandle(peersProtocol);
  await servePeers({ ...options, allowPrivate });
  assert.deepEqual(await askPeers(connection), [], 'addresses inside a house are not told');
});
