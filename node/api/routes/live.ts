import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import type { LiveHub } from '../../live/live-hub.ts';

/** Proxies cut quiet connections after half a minute or more. */
const HEARTBEAT_MILLISECONDS = 20_000;
/** Time after which a browser whose stream broke comes again. */
const RETRY_MILLISECONDS = 2_000;
/** Bytes that wait for a reader; one who takes them slower than this is let go and may come again. */
const MOST_WAITING_BYTES = 65_536;

const query = z.object({
  shop: addressSchema.optional(),
  order: bytes32Schema.optional(),
  group: bytes32Schema.optional(),
  account: addressSchema.optional().describe('orders of this buyer'),
});
const resume = z.coerce.number().int().min(0).optional().catch(undefined);

/** Server-sent events: what happens on the market while it happens. */
export function registerLive(base: FastifyInstance, live: LiveHub): void {
  base.addHook('preClose', async () => live.stop());
  base.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/live',
    {
      // Compression would hold events back.
      compress: false,
      schema: {
        tags: ['read'],
        summary: 'Server-sent events: blocks, orders, reviews, groups, deposits and catalogues as they come',
        description:
          'Each event is one JSON object of `kind` block, order, review, group, deposit or catalogue, named by `event:`. ' +
          'Its `id:` is the newest block, so that `Last-Event-ID` goes on where a stream broke. Where a block says `missed`, ' +
          'more may have changed since the one before than was told: read anew what you show.',
        produces: ['text/event-stream'],
        querystring: query,
      },
    },
    async (request, reply) => {
      const stream = new Readable({ read: () => undefined, highWaterMark: MOST_WAITING_BYTES });
      const write = (text: string): void => {
        if (stream.push(text) || stream.readableLength <= MOST_WAITING_BYTES) return;
        request.log.debug('A reader of live events is too slow and was let go.');
        stream.destroy();
      };
      const leave = live.join(
        {
          filter: request.query,
          address: request.ip,
          send: (event, block) => write(`event: ${event.kind}\nid: ${block}\ndata: ${JSON.stringify(event)}\n\n`),
          end: () => stream.push(null),
        },
        resume.parse(request.headers['last-event-id']),
      );
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MILLISECONDS);
      stream.once('close', () => {
        clearInterval(heartbeat);
        leave();
      });
      stream.push(`retry: ${RETRY_MILLISECONDS}\n\n`);
      return await reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        // Nothing follows on this connection: with the stream it ends too, so that a node stops at once.
        .header('connection', 'close')
        .send(stream);
    },
  );
}
