import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { keccak256 } from 'viem/utils';
import type { Hex } from '../../../protocol/primitives.ts';

interface RpcCall {
  id: unknown;
  method: string;
  params: unknown[];
}

/**
 * A JSON-RPC address that behaves like the chain, but whose transactions are mined in the past, a second apart: so the
 * deployment program deploys a market that is some months old.
 * @returns its address, and `close`
 */
export async function openPastRpc({
  rpcUrl,
  fromSeconds,
}: {
  rpcUrl: string;
  fromSeconds: number;
}): Promise<{ url: string; close(): Promise<void> }> {
  let at = fromSeconds;
  const forward = async (body: unknown): Promise<{ result?: unknown; error?: unknown }> =>
    (await (
      await fetch(rpcUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as { result?: unknown; error?: unknown };

  let last: Promise<unknown> = Promise.resolve();
  async function answer(call: RpcCall): Promise<unknown> {
    if (call.method !== 'eth_sendRawTransaction') return forward({ jsonrpc: '2.0', ...call });
    const raw = call.params[0] as Hex;
    const mined = await forward({ jsonrpc: '2.0', id: call.id, method: 'vouch_mineAt', params: [at++, [raw]] });
    return mined.error === undefined
      ? { jsonrpc: '2.0', id: call.id, result: keccak256(raw) }
      : { jsonrpc: '2.0', id: call.id, error: mined.error };
  }

  const server = createServer(async (request, response) => {
    const call = JSON.parse(await text(request)) as RpcCall;
    const turn = last.then(() => answer(call));
    last = turn.catch(() => undefined);
    try {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(await turn));
    } catch (error) {
      response.statusCode = 502;
      response.end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safety: a server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
