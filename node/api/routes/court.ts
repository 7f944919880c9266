import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageOf } from '../../../protocol/api/common.ts';
import {
  caseDetail,
  caseQuery,
  caseSummary,
  courtView,
  drawView,
  evidenceView,
  jurorView,
} from '../../../protocol/api/court.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { addressSchema, bytes32Schema } from '../../../protocol/primitives.ts';
import { headerOf } from '../../chain/header-of.ts';
import type { ApiContext } from '../context.ts';
import { known } from '../known.ts';

/** The court: its cases, panels and jurors, and what the parties brought forward. */
export function registerCourt(base: FastifyInstance, { queries, rpcUrls, deployment }: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const get = '/api/v1';
  const tags = ['read'];
  const order = z.object({ order: bytes32Schema });

  app.get(
    `${get}/court`,
    {
      schema: {
        tags,
        summary: 'The court: seats, stakes and largest order by token',
        response: { 200: courtView },
      },
    },
    async () => ({ address: deployment.contracts.court, pools: await queries.listCourtPools() }),
  );

  app.get(
    `${get}/cases`,
    {
      schema: {
        tags,
        summary: 'Cases before the court, by juror, party or phase',
        querystring: caseQuery,
        response: { 200: pageOf(caseSummary) },
      },
    },
    async ({ query }) => queries.listCases(query),
  );
  app.get(
    `${get}/cases/:order`,
    {
      schema: {
        tags,
        summary: 'The case of an order with its panels, votes and evidence',
        params: order,
        response: { 200: caseDetail },
      },
    },
    async ({ params }) => known(await queries.getCase(params.order), 'case'),
  );
  app.get(
    `${get}/cases/:order/draw`,
    {
      schema: {
        tags,
        summary: 'The header that draws the panel, as the court takes it, once its block is there',
        params: order,
        response: { 200: drawView },
      },
    },
    async ({ params }) => {
      const { phase, rounds } = known(await queries.getCase(params.order), 'case');
      const round = rounds.at(-1);
      if (phase !== 'drawing' || round === undefined) throw notDrawing(params.order);
      const { drawBlock } = round;
      // Wallets try a call on the newest block before they send it, and the court refuses the draw in its own block.
      const isPast = (await headerOf(rpcUrls(), drawBlock + 1)) !== null;
      return {
        round: round.round,
        attempt: round.attempt,
        drawBlock,
        header: isPast ? await headerOf(rpcUrls(), drawBlock) : null,
      };
    },
  );

  app.get(
    `${get}/jurors/:address`,
    {
      schema: {
        tags,
        summary: 'One juror with stakes, seats and cases',
        params: z.object({ address: addressSchema }),
        response: { 200: jurorView },
      },
    },
    async ({ params }) => known(await queries.getJuror(params.address), 'juror'),
  );

  app.get(
    `${get}/orders/:order/evidence`,
    {
      schema: {
        tags,
        summary: 'What the parties of an order brought forward, also before there is a case',
        params: order,
        response: { 200: z.object({ items: z.array(evidenceView) }) },
      },
    },
    async ({ params }) => ({ items: await queries.listEvidence(params.order) }),
  );
}

const notDrawing = (order: string): VouchError =>
  new VouchError({
    code: 'case.not_drawing',
    message: `The case of ${order} waits for no draw.`,
    hint: 'Read the case again: its panel may be drawn already.',
    details: { field: 'order' },
  });
