import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';

export const rpcRequestSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(256), z.number(), z.null()]).default(null),
  method: z.string().min(1).max(64),
  params: z.array(z.unknown()).default([]),
});
export type RpcRequest = z.infer<typeof rpcRequestSchema>;
export type RpcId = RpcRequest['id'];

export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}
export type RpcResponse =
  | { jsonrpc: '2.0'; id: RpcId; result: unknown; error?: undefined }
  | { jsonrpc: '2.0'; id: RpcId; error: RpcError };

/** JSON-RPC's numbers for our error codes; the others share the one for servers' own errors. */
const rpcNumbers: Record<string, number> = {
  'chain.internal': -32_603,
  'chain.failed': -32_603,
  'chain.engine_unavailable': -32_603,
  'chain.not_json': -32_700,
  'chain.request_invalid': -32_600,
  'chain.body_too_large': -32_600,
  'chain.batch_too_large': -32_600,
  'chain.method_not_allowed': -32_601,
  'chain.params_invalid': -32_602,
  'chain.transaction_invalid': -32_602,
  'chain.transaction_refused': -32_003,
  'chain.pool_full': -32_005,
};

/**
 * @param id the request's id
 * @param error what went wrong
 * @returns the error as a JSON-RPC response; the engine's own number and data are kept where it spoke
 */
export function errorResponse(id: RpcId, error: unknown): RpcResponse {
  const known =
    error instanceof VouchError
      ? error
      : new VouchError({ code: 'chain.internal', message: 'The chain failed.', cause: error });
  const engineError = known.details.engineError as RpcError | undefined;
  if (engineError) return { jsonrpc: '2.0', id, error: engineError };
  const { message, ...data } = known.toJSON();
  return { jsonrpc: '2.0', id, error: { code: rpcNumbers[known.code] ?? -32_000, message, data } };
}
