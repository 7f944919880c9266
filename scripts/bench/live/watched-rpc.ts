import { createServer } from 'node:http';

/** Stands between a node and its chain, and notes when the node was told of each block. */
export interface WatchedRpc {
  url: string;
  /** When the node first had an answer that names a block as the newest, on the clock of `performance.now()`. */
  seenAt(block: number): number | undefined;
  stop(): Promise<void>;
}

/** @param chainUrl where requests go on to */
export async function watchRpc(chainUrl: string): Promise<WatchedRpc> {
  const seen = new Map<number, number>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    const answer = await fetch(chainUrl, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const text = await answer.text();
    if (body.includes('"latest"') && body.includes('eth_getBlockByNumber')) note(text);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  });
  const note = (text: string): void => {
    for (const [, number] of text.matchAll(/"number":"(0x[0-9a-f]+)"/g)) {
      const block = Number(number);
      if (!seen.has(block)) seen.set(block, performance.now());
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seenAt: (block) => seen.get(block),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
