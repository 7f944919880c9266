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

const REQUEST_BYTES = 262_144;
const MOST_ANSWER_BYTES = 4_194_304;
const ANSWER_MILLISECONDS = 20_000;

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

const unavailable = (message: string, cause?: unknown): VouchError =>
  new VouchError({ code: 'chain.unavailable', message, hint: 'Try again in a moment.', retryable: true, cause });

/** Passes a page's chain requests on, so that a page talks to its own node alone. */
export function registerRpc(base: FastifyInstance, { config }: ApiContext): void {
  base
    .withTypeProvider<ZodTypeProvider>()
    .post('/rpc', { bodyLimit: REQUEST_BYTES, schema: { hide: true, body: rpcRequest } }, async ({ body }, reply) => {
      const answer = rpcAnswer.safeParse(await ask(config.rpcUrl, body));
      if (!answer.success || answer.data.id !== body.id)
        throw unavailable('The chain answered something that is no JSON-RPC.', answer.error);
      return reply.type('application/json').send(JSON.stringify(answer.data));
    });
}

async function ask(rpcUrl: string, body: z.infer<typeof rpcRequest>): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    text = await limitedText(response);
  } catch (cause) {
    throw unavailable('The chain does not answer.', cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unavailable(`The chain answered ${response.status} without JSON.`, cause);
  }
}

/** @throws RangeError when the answer has more than MOST_ANSWER_BYTES */
async function limitedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_ANSWER_BYTES) throw new RangeError(`the chain answers more than ${MOST_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
