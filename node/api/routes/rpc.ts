import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { VouchError } from '../../../protocol/errors.ts';
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

const rpcRequest = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.number(), z.string(), z.null()]),
  method: z.enum(methods, { error: `must be one of ${methods.join(', ')}` }),
  params: z.array(z.unknown()).max(8).optional(),
});

/** Passes a page's chain requests on, so that a page talks to its own node alone. */
export function registerRpc(base: FastifyInstance, { config }: ApiContext): void {
  base
    .withTypeProvider<ZodTypeProvider>()
    .post('/rpc', { bodyLimit: 262_144, schema: { hide: true, body: rpcRequest } }, async ({ body }, reply) => {
      let answer: Response;
      try {
        answer = await fetch(config.rpcUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(20_000),
        });
      } catch (cause) {
        throw new VouchError({
          code: 'chain.unavailable',
          message: 'The chain does not answer.',
          hint: 'Try again in a moment.',
          retryable: true,
          cause,
        });
      }
      return reply.type('application/json').send(await answer.text());
    });
}
