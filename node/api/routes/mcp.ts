import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerMcp, mcpMessage } from '../../mcp/answer-mcp.ts';
import { requireOwnOrigin } from '../../session/own-origins.ts';
import type { ApiContext } from '../context.ts';

const REQUEST_BYTES = 65_536;
/** Tools search and read much at once. */
const CALLS_A_MINUTE = 240;

/** The Model Context Protocol over streamable HTTP, without sessions and streams: agents read what people read. */
export function registerMcp(base: FastifyInstance, context: Pick<ApiContext, 'queries' | 'policy' | 'origin'>): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/mcp',
    {
      bodyLimit: REQUEST_BYTES,
      schema: { hide: true, body: mcpMessage },
      config: { rateLimit: { max: CALLS_A_MINUTE, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      // A page of another site must not reach a node on its reader's own machine.
      if (request.headers.origin !== undefined) requireOwnOrigin(request.headers.origin, context.origin());
      const answer = await answerMcp(context, request.body);
      if (answer === undefined) return await reply.code(202).send();
      return await reply.type('application/json').header('cache-control', 'no-store').send(JSON.stringify(answer));
    },
  );
  // There is nothing that this side would say of its own accord, and no session to end.
  for (const method of ['GET', 'DELETE'] as const)
    app.route({
      method,
      url: '/mcp',
      schema: { hide: true },
      handler: (_request, reply) => reply.code(405).header('allow', 'POST').send(),
    });
}
