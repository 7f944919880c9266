import { type Eip1193Provider, providerError } from './provider.ts';

/**
 * Sends chain requests through the node that served the page.
 * @param send fetch
 * @returns throws errors with the code and data of the JSON-RPC answer
 */
export function createNodeRpc(send: typeof fetch): Eip1193Provider['request'] {
  let last = 0;
  return async ({ method, params = [] }) => {
    last += 1;
    const response = await send('/rpc', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: last, method, params }),
    });
    if (!response.ok) throw providerError(-32_603, `The node answered ${response.status} to ${method}.`);
    // Safety: each member is checked before use.
    const answer = (await response.json()) as {
      result?: unknown;
      error?: { code?: number; message?: string; data?: unknown };
    };
    if (answer.error === undefined) return answer.result;
    const { code = -32_603, message = 'The chain refused.', data } = answer.error;
    throw Object.assign(providerError(code, message), { data });
  };
}
