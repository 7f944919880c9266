import type { FastifyInstance } from 'fastify';
import { pageVisit } from './page-visit.ts';
import type { VisitCounter } from './visit-counter.ts';

/**
 * Counts the pages that people look at, after they were answered.
 * @param visits where they are counted
 * @param origin address of this node as visitors see it
 */
export function countVisits(app: FastifyInstance, visits: Pick<VisitCounter, 'count'>, origin: () => string): void {
  app.addHook('onResponse', async ({ method, url, headers, routeOptions }, { statusCode: status }) => {
    const visit = pageVisit({ method, url, headers, status, route: routeOptions.url ?? '' }, origin());
    if (visit !== undefined) visits.count(visit);
  });
}
