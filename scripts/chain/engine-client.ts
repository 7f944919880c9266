import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { VouchError } from '../../protocol/errors.ts';
import type { RpcError, RpcResponse } from './json-rpc.ts';

/** Talks JSON-RPC with the engine. */
export interface EngineClient {
  /**
   * Calls one method.
   * @throws VouchError `chain.engine_refused` with the engine's own error in `details.engineError`
   */
  call<T>(method: string, params?: unknown[]): Promise<T>;
  /** Calls one method many times in one request; answers stand in the order of the parameters. */
  callMany(method: string, paramsList: unknown[][]): Promise<RpcResponse[]>;
  /** Sends a JSON body as it is; gives the answer's head, its body still to be read. */
  forward(body: string): Promise<IncomingMessage>;
  close(): void;
}

/**
 * @param port where the engine listens on 127.0.0.1
 * @returns a client that keeps its connections
 */
export function createEngineClient(port: number): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });

  const forward = (body: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const outgoing = request({ host: '127.0.0.1', port, method: 'POST', agent, headers }, resolve);
      outgoing.once('error', (cause) => reject(engineUnavailable(cause)));
      outgoing.end(body);
    });

  const exchange = async <T>(body: unknown): Promise<T> => {
    const incoming = await forward(JSON.stringify(body));
    return JSON.parse((await buffer(incoming)).toString('utf8')) as T;
  };

  return {
    forward,
    call: async <T>(method: string, params: unknown[] = []) => {
      const response = await exchange<RpcResponse>({ jsonrpc: '2.0', id: 0, method, params });
      if (response.error) throw engineRefused(method, response.error);
      return response.result as T;
    },
    callMany: async (method, paramsList) => {
      const responses = await exchange<RpcResponse[]>(
        paramsList.map((params, id) => ({ jsonrpc: '2.0', id, method, params })),
      );
      return responses.toSorted((left, right) => Number(left.id) - Number(right.id));
    },
    close: () => agent.destroy(),
  };
}

function engineRefused(method: string, engineError: RpcError): VouchError {
  return new VouchError({
    code: 'chain.engine_refused',
    message: `The chain's engine refused ${method}: ${engineError.message}`,
    details: { engineError },
  });
}

/** The engine is gone or going; whoever asked may ask again once the chain is back. */
export function engineUnavailable(cause: unknown): VouchError {
  return new VouchError({
    code: 'chain.engine_unavailable',
    message: "The chain's engine does not answer.",
    hint: 'Try again in a few seconds.',
    retryable: true,
    cause,
  });
}
