import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { askChain, chainUnavailable } from '../../chain/ask-chain.ts';
import type { ApiContext } from '../context.ts';

/** What a page needs of the chain: reading, and sending transactions that are signed already. */
const methods = [
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
] as const;

const REQUEST_BYTES = 262_144;

const idSchema = z.union([z.number(), z.string().max(100), z.null()]);
const rpcRequest = z.object({
  jsonrpc: z.literal('2.0'),
  id: idSchema,
  method: z.enum(methods, { error: `must be one of ${methods.join(', ')}` }),
  params: z.array(z.unknown()).max(8).optional(),
});

/** What JSON-RPC allows as an answer: a result or an error, nothing else. */
const rpcAnswer = z.union([
  z
    .object({ jsonrpc: z.literal('2.0'), id: idSchema, result: z.unknown() })
    .refine(({ result }) => result !== undefined),
  z.object({
    jsonrpc: z.literal('2.0'),
    id: idSchema,
    error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }),
  }),
]);

/** Passes a page's chain requests on, so that a page talks to its own node alone. */
export function registerRpc(base: FastifyInstance, { rpcUrls }: ApiContext): void {
  base
    .withTypeProvider<ZodTypeProvider>()
    .post('/rpc', { bodyLimit: REQUEST_BYTES, schema: { hide: true, body: rpcRequest } }, async ({ body }, reply) => {
      const answer = rpcAnswer.safeParse(await askChain(rpcUrls(), body));
      if (!answer.success || answer.data.id !== body.id)
        throw chainUnavailable('The chain answered something that is no JSON-RPC.', answer.error);
      return reply.type('application/json').send(JSON.stringify(answer.data));
    });
}
