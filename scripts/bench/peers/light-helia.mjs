import { withBitswap } from '@helia/bitswap';
import { withLibp2pLight } from '@helia/libp2p';
import * as dagCbor from '@ipld/dag-cbor';
import { gossipsub } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { tls } from '@libp2p/tls';
import { yamux } from '@libp2p/yamux';
import { LevelBlockstore } from 'blockstore-level';
import { createHeliaLight } from 'helia';

/**
 * Starts Helia with its own settings over one TCP port, blocks in a LevelDB.
 * @param {{ folder: string, port: number, bitswap?: object }} options
 */
export async function startHelia({ folder, port, bitswap }) {
  const blockstore = new LevelBlockstore(folder);
  await blockstore.open();
  const helia = withLibp2pLight(createHeliaLight({ blockstore, codecs: [dagCbor] }), {
    addresses: { listen: [`/ip4/127.0.0.1/tcp/${port}`] },
    transports: [tcp()],
    connectionEncrypters: [tls(), noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    // Its pings go unanswered while a process is busy, and then it closes the connection.
    connectionMonitor: { abortConnectionOnPingFailure: false },
    services: { identify: identify(), pubsub: gossipsub({ allowPublishToZeroTopicPeers: true }) },
  });
  withBitswap(helia, bitswap);
  await helia.start();
  return helia;
}
