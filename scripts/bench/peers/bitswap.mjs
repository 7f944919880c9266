import { multiaddr } from '@multiformats/multiaddr';
import { answerRequests } from './answer.mjs';
import { readBlocks } from './blocks-file.mjs';
import { startHelia } from './light-helia.mjs';

const inFlight = 256;

answerRequests(async (request) => {
  const blocks = await readBlocks(request.file);
  const helia = await startHelia(request);
  if (request.do === 'serve') {
    for (const { cid, bytes } of blocks) await helia.blockstore.put(cid, bytes);
    return { addresses: helia.libp2p.getMultiaddrs().map(String) };
  }
  await helia.libp2p.dial(multiaddr(request.address));
  const queue = blocks.map(({ cid }) => cid);
  const began = performance.now();
  const worker = async () => {
    for (let cid = queue.pop(); cid !== undefined; cid = queue.pop()) await Array.fromAsync(helia.blockstore.get(cid));
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { took: performance.now() - began };
});
