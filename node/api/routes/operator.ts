import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { listQuery, pageOf } from '../../../protocol/api/common.ts';
import {
  heldShop,
  hostEarnings,
  logView,
  operatorPolicy,
  operatorView,
  policyChange,
  samplesQuery,
  samplesView,
} from '../../../protocol/api/operator.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

const tags = ['operate'];

/** What the operator of this node sees and does, signed in with an account of OPERATORS. */
export function registerOperator(base: FastifyInstance, context: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const enter = (request: Pick<FastifyRequest, 'headers' | 'method'>, reply: Pick<FastifyReply, 'header'>): Address => {
    reply.header('cache-control', 'no-store');
    return context.sessions.requireOperator(request);
  };

  app.get(
    '/api/v1/operator',
    { schema: { tags, summary: 'Operator: health of the node at a glance', response: { 200: operatorView } } },
    async (request, reply) => {
      enter(request, reply);
      return context.operator.overview();
    },
  );
  app.get(
    '/api/v1/operator/samples',
    {
      schema: {
        tags,
        summary: 'Operator: what the node measured of itself in the last hour or day',
        querystring: samplesQuery,
        response: { 200: samplesView },
      },
    },
    async (request, reply) => {
      enter(request, reply);
      return context.operator.samples(request.query.range);
    },
  );
  app.get(
    '/api/v1/operator/log',
    {
      schema: { tags, summary: 'Operator: lines of the log from `warn` on, newest first', response: { 200: logView } },
    },
    async (request, reply) => {
      enter(request, reply);
      return { lines: context.operator.log() };
    },
  );
  app.get(
    '/api/v1/operator/shops',
    {
      schema: {
        tags,
        summary: 'Operator: shops held here with their copies, the largest first',
        querystring: listQuery.omit({ q: true }),
        response: { 200: pageOf(heldShop) },
      },
    },
    async (request, reply) => {
      enter(request, reply);
      return context.operator.shops(request.query);
    },
  );
  app.get(
    '/api/v1/operator/earnings',
    { schema: { tags, summary: 'Operator: what the node earned as a host', response: { 200: hostEarnings } } },
    async (request, reply) => {
      enter(request, reply);
      return context.operator.earnings();
    },
  );
  app.get(
    '/api/v1/operator/policy',
    {
      schema: {
        tags,
        summary: "Operator: the operator's own policy, and what is in force",
        response: { 200: operatorPolicy },
      },
    },
    async (request, reply) => {
      enter(request, reply);
      return context.operator.policy();
    },
  );
  app.post(
    '/api/v1/operator/policy',
    {
      schema: {
        tags,
        summary: 'Operator: change what this node carries, as `vouch policy` does',
        body: policyChange,
        response: { 200: operatorPolicy },
      },
    },
    async (request, reply) => context.operator.change(request.body, enter(request, reply)),
  );
}
