import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { challengeRequest, challengeView, sessionView, signInRequest } from '../../../protocol/api/session.ts';
import type { Address } from '../../../protocol/primitives.ts';
import type { ApiContext } from '../context.ts';

/** Signing in with a wallet, for the desks that show more than anyone may read. */
export function registerSession(base: FastifyInstance, context: ApiContext): void {
  const app = base.withTypeProvider<ZodTypeProvider>();
  const viewOf = (account: Address | null) => ({ account, operator: context.sessions.isOperator(account) });

  app.post(
    '/api/v1/session/challenge',
    {
      schema: {
        tags: ['session'],
        summary: 'A message (EIP-4361) that an account signs to sign in: it counts once and for five minutes',
        body: challengeRequest,
        response: { 200: challengeView },
      },
    },
    // Safety: the schema gives an address.
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return { message: context.sessions.challenge(request, request.body.address as Address) };
    },
  );

  app.post(
    '/api/v1/session',
    {
      schema: {
        tags: ['session'],
        summary: 'Sign in with a signed message; the answer sets a cookie that lasts 12 hours',
        body: signInRequest,
        response: { 200: sessionView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return viewOf(await context.sessions.signIn(request, reply, request.body));
    },
  );

  app.get(
    '/api/v1/session',
    { schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: sessionView } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return viewOf(context.sessions.signedInAs(request));
    },
  );

  app.delete(
    '/api/v1/session',
    {
      schema: {
        tags: ['session'],
        summary: 'Sign out: the session counts no more, wherever its cookie was copied to',
        response: { 200: sessionView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      await context.sessions.signOut(request, reply);
      return viewOf(null);
    },
  );
}
