import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a node and its chain, and can answer in the chain's place. */
export interface RpcProxy {
  url: string;
  /** Methods that were passed on, in order. */
  passed: string[];
  /** Answers in the chain's place; undefined passes everything on again. */
  answer: ((method: string, id: unknown, reply: ServerResponse) => void) | undefined;
  stop(): Promise<void>;
}

/** @param chainUrl where requests are passed on to */
export async function startRpcProxy(chainUrl: string): Promise<RpcProxy> {
  const server = createServer(async (request, reply) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
    const { method, id } = JSON.parse(body) as { method: string; id: unknown };
    if (proxy.answer) {
      proxy.answer(method, id, reply);
      return;
    }
    proxy.passed.push(method);
    const answer = await fetch(chainUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safety: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const proxy: RpcProxy = {
    // The path stands for the key that hosted endpoints have there.
    url: `http://127.0.0.1:${port}/v2/secret-endpoint-key`,
    passed: [],
    answer: undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
