import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { deploymentView } from '../../../protocol/api/deployment.ts';
import type { ApiContext } from '../context.ts';

/** Where the contracts are: what a further node needs to follow the same market. */
export function registerDeployment(base: FastifyInstance, { deployment }: Pick<ApiContext, 'deployment'>): void {
  base.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/deployment',
    {
      schema: {
        tags: ['operate'],
        summary: 'Chain, contracts and first block of this market: the file DEPLOYMENT of a further node',
        response: { 200: deploymentView },
      },
    },
    async () => deployment,
  );
}
