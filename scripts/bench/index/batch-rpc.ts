/** One JSON-RPC call. */
export interface Call {
  method: string;
  params: readonly unknown[];
}

/** Asks a chain several things in one request. */
export type BatchRpc = (calls: readonly Call[]) => Promise<unknown[]>;

const CALLS_PER_REQUEST = 200;

/** Talks to the benchmark's chain. The first error of a batch is thrown. */
export function connectBatchRpc(url: string): BatchRpc {
  const post = async (calls: readonly Call[]): Promise<unknown[]> => {
    const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })));
    const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    // Safety: the chain is our own child process.
    const answers = (await response.json()) as { id: number; result?: unknown; error?: { message: string } }[];
    const byId = answers.toSorted((a, b) => a.id - b.id);
    const failed = byId.find(({ error }) => error !== undefined);
    if (failed !== undefined) throw new Error(`${calls[failed.id]?.method}: ${failed.error?.message}`);
    return byId.map(({ result }) => result);
  };
  return async (calls) => {
    const results: unknown[] = [];
    for (let at = 0; at < calls.length; at += CALLS_PER_REQUEST)
      results.push(...(await post(calls.slice(at, at + CALLS_PER_REQUEST))));
    return results;
  };
}
