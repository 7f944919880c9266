import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { VouchError } from '../../protocol/errors.ts';
import { chainLimits } from './chain-settings.ts';
import { type EngineClient, engineUnavailable } from './engine-client.ts';
import { errorResponse, type RpcRequest, type RpcResponse, rpcRequestSchema } from './json-rpc.ts';
import type { Ledger } from './ledger.ts';
import type { RpcHandler } from './rpc-extensions.ts';
import { readMethods, withCallTime } from './rpc-methods.ts';

export type RpcOutcome = { kind: 'stream'; body: Readable } | { kind: 'json'; body: RpcResponse | RpcResponse[] };

/** Decides who answers each request of a body. */
export interface RpcRouter {
  /** @throws VouchError when the body as a whole can't be answered */
  handle(body: unknown): Promise<RpcOutcome>;
}

/**
 * @param options writers: methods that the chain answers itself; all else must be on the list of read methods
 */
export function createRouter(options: {
  client: EngineClient;
  ledger: Ledger;
  writers: Map<string, RpcHandler>;
}): RpcRouter {
  const { client, ledger, writers } = options;

  /** The engine's answer, passed on only when all that it may show is on disk. */
  const forward = async (body: RpcRequest | RpcRequest[]): Promise<Readable> => {
    const incoming = await client.forward(JSON.stringify(body));
    try {
      await ledger.settled();
    } catch (error) {
      incoming.destroy();
      throw engineUnavailable(error);
    }
    return incoming;
  };

  const write = async (request: RpcRequest, handler: RpcHandler): Promise<RpcResponse> => {
    try {
      return { jsonrpc: '2.0', id: request.id, result: await handler(request.params) };
    } catch (error) {
      return errorResponse(request.id, error);
    }
  };

  const route = (item: unknown): RpcRequest | Promise<RpcResponse> => {
    const parsed = rpcRequestSchema.safeParse(item);
    if (!parsed.success) return Promise.resolve(errorResponse(null, requestInvalid(parsed.error.issues[0]?.message)));
    const request = parsed.data;
    const handler = writers.get(request.method);
    if (handler) return write(request, handler);
    if (readMethods.has(request.method)) return withCallTime(request, ledger.callTimestampSeconds());
    return Promise.resolve(errorResponse(request.id, methodNotAllowed(request.method)));
  };

  const handleBatch = async (items: unknown[]): Promise<RpcOutcome> => {
    const routed = items.map(route);
    const reads = routed.filter((each) => !(each instanceof Promise)) as RpcRequest[];
    if (reads.length === items.length) return { kind: 'stream', body: await forward(reads) };
    const answers = await readAnswers(reads);
    const body = routed.map((each) => (each instanceof Promise ? each : (answers.shift() as RpcResponse)));
    return { kind: 'json', body: await Promise.all(body) };
  };

  /** In the order of the requests, whatever ids the client gave them. */
  const readAnswers = async (reads: RpcRequest[]): Promise<RpcResponse[]> => {
    if (reads.length === 0) return [];
    try {
      const numbered = reads.map((request, id) => ({ ...request, id }));
      const text = (await buffer(await forward(numbered))).toString('utf8');
      const answers = new Map((JSON.parse(text) as RpcResponse[]).map((answer) => [answer.id, answer]));
      return reads.map(({ id }, index) => ({ ...(answers.get(index) as RpcResponse), id }));
    } catch (error) {
      return reads.map(({ id }) => errorResponse(id, error));
    }
  };

  return {
    handle: async (body) => {
      if (Array.isArray(body)) {
        if (body.length === 0) throw requestInvalid('the batch is empty');
        if (body.length > chainLimits.batchRequests) throw batchTooLarge(body.length);
        return handleBatch(body);
      }
      const routed = route(body);
      if (routed instanceof Promise) return { kind: 'json', body: await routed };
      try {
        return { kind: 'stream', body: await forward(routed) };
      } catch (error) {
        return { kind: 'json', body: errorResponse(routed.id, error) };
      }
    },
  };
}

function requestInvalid(problem = 'unknown problem'): VouchError {
  return new VouchError({ code: 'chain.request_invalid', message: `This is no JSON-RPC 2.0 request: ${problem}` });
}

function batchTooLarge(requests: number): VouchError {
  return new VouchError({
    code: 'chain.batch_too_large',
    message: `The batch has ${requests} requests, more than ${chainLimits.batchRequests}.`,
    details: { limit: `${chainLimits.batchRequests} requests` },
  });
}

function methodNotAllowed(method: string): VouchError {
  return new VouchError({
    code: 'chain.method_not_allowed',
    message: `The method ${method} is not available on this chain.`,
    hint: 'It reads with the ordinary eth_ methods and writes with eth_sendRawTransaction.',
    details: { field: 'method' },
  });
}
