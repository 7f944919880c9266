import { once } from 'node:events';
import { join } from 'node:path';
import * as dagCbor from '@ipld/dag-cbor';
import { multiaddr } from '@multiformats/multiaddr';
import { createOrbitDB, Documents } from '@orbitdb/core';
import { answerRequests } from './answer.mjs';
import { readBlocks } from './blocks-file.mjs';
import { startHelia } from './light-helia.mjs';

const dagCborCodec = 0x71;
const Database = Documents({ indexBy: 'handle' });

/** A listing as a document; links become text, which is what its own codec keeps. */
const documentOf = ({ bytes }) => JSON.parse(JSON.stringify(dagCbor.decode(bytes)));

answerRequests(async ({ file, ...request }) => {
  const ipfs = await startHelia({ ...request, folder: join(request.folder, 'blocks') });
  const orbitdb = await createOrbitDB({ ipfs, directory: join(request.folder, 'orbitdb') });
  if (request.do === 'serve') {
    const blocks = (await readBlocks(file)).filter(({ cid }) => cid.code === dagCborCodec);
    const documents = blocks.map(documentOf).filter(({ type }) => type === 'listing');
    const database = await orbitdb.open('shop', { Database });
    const began = performance.now();
    for (const document of documents) await database.put(document);
    const took = performance.now() - began;
    const [last] = await database.log.heads();
    return { addresses: ipfs.libp2p.getMultiaddrs().map(String), database: database.address, last: last.hash, took };
  }
  await ipfs.libp2p.dial(multiaddr(request.address));
  const began = performance.now();
  const database = await orbitdb.open(request.database, { Database });
  while (!(await database.log.heads()).some(({ hash }) => hash === request.last)) {
    await once(database.events, 'update', { signal: AbortSignal.timeout(600_000) });
  }
  const took = performance.now() - began;
  return { took, count: (await database.all()).length };
});
