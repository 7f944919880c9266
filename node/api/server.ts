import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { countVisits } from '../visits/count-visits.ts';
import { AT_ONCE_BYTES } from './compression.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import type { ApiContext } from './context.ts';
import { forwardRoutes } from './forward-routes.ts';
import { registerGateway } from './gateway.ts';
import { registerMetrics } from './metrics.ts';
import { registerOpenapi } from './openapi.ts';
import { answerFrameworkError, type Problem, registerProblems } from './problems.ts';
import { refuseDenied } from './refuse-denied.ts';
import { registerCards } from './routes/cards.ts';
import { registerCourt } from './routes/court.ts';
import { registerDeployment } from './routes/deployment.ts';
import { registerDiscovery } from './routes/discovery.ts';
import { registerFeeds } from './routes/feeds.ts';
import { registerInsights } from './routes/insights.ts';
import { registerKeeping } from './routes/keeping.ts';
import { registerLists } from './routes/lists.ts';
import { registerLive } from './routes/live.ts';
import { registerMcp } from './routes/mcp.ts';
import { registerMessages } from './routes/messages.ts';
import { registerNetwork } from './routes/network.ts';
import { registerOperations } from './routes/operations.ts';
import { registerOperator } from './routes/operator.ts';
import { registerPeople } from './routes/people.ts';
import { registerPersonalTrust } from './routes/personal-trust.ts';
import { registerPublishers } from './routes/publishers.ts';
import { registerRpc } from './routes/rpc.ts';
import { registerSearch } from './routes/search.ts';
import { registerSession } from './routes/session.ts';
import { registerSiteFiles } from './routes/site-files.ts';
import { registerSource } from './routes/source.ts';
import { registerState } from './routes/state.ts';
import { registerTrade } from './routes/trade.ts';
import { registerTrust } from './routes/trust.ts';
import { registerUcp } from './routes/ucp.ts';
import { registerUploads } from './routes/uploads.ts';

/** The pages, which the server carries besides the API. */
export interface Pages {
  /** Source that the policy has to allow for styles beside `'self'`; left out where no page brings a style within. */
  styleSource?: string;
  register(app: FastifyInstance): Promise<void>;
  /** HTML for a fault on a page's path; undefined where the path belongs to the API. */
  problemPage(request: FastifyRequest, problem: Problem): Promise<string | undefined>;
}

/** Time to send a request whole: the largest upload over a slow line. */
const REQUEST_MILLISECONDS = 120_000;
/** Time that answers under way have when the server closes. */
const CLOSE_MILLISECONDS = 5_000;

/**
 * Builds the HTTP side of a node: API, OpenAPI document, gateway, metrics and pages.
 * @param forwardTo address of the node that answers what needs blocks or a network; undefined when this process has both
 * @returns the server, not yet listening
 */
export async function createServer(context: ApiContext, pages: Pages, forwardTo?: string): Promise<FastifyInstance> {
  const { config, log, metrics, origin } = context;
  // Safety: the logger's type is the only thing that differs.
  const app = fastify({
    loggerInstance: log.child({ part: 'http' }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: REQUEST_MILLISECONDS,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // A form of another origin can send plain text without asking; nothing here takes it.
  app.removeContentTypeParser('text/plain');
  closeInTime(app);

  await app.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(pages.styleSource),
    hsts: origin().startsWith('https:'),
    // Other sites learn nothing; this node sees whether its own search led to a page.
    referrerPolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // What anyone may read, pages of other origins may read too; no cookie counts here.
    if (request.method === 'GET' && /^\/(api\/v1\/|openapi\.json)/.test(request.url))
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
  });
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    allowList: (request) => /^\/(healthz|metrics)(\?|$)/.test(request.url),
  });
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 });
  await app.register(compress, {
    global: true,
    threshold: 1_024,
    syncThreshold: AT_ONCE_BYTES,
    encodings: ['br', 'gzip'],
  });
  await registerOpenapi(app);
  if (forwardTo !== undefined) await forwardRoutes(app, forwardTo);

  registerProblems(app, (request, problem) => pages.problemPage(request, problem));
  registerMetrics(app, metrics);
  registerLists(app, context);
  registerPersonalTrust(app, context);
  registerSearch(app, context);
  refuseDenied(app, () => context.policy);
  if (context.visits !== undefined) countVisits(app, context.visits, origin);
  context.answers?.register(app);
  registerKeeping(app, context);
  registerTrade(app, context);
  registerTrust(app, context);
  registerCourt(app, context);
  registerInsights(app, context);
  registerMessages(app, context);
  registerPeople(app, context);
  registerLive(app, context.live);
  registerFeeds(app, context);
  registerCards(app, context);
  registerDiscovery(app, context);
  registerUcp(app, context);
  registerMcp(app, context);
  registerUploads(app, context);
  registerNetwork(app, context);
  registerDeployment(app, context);
  registerSource(app, context);
  registerState(app, context);
  registerOperations(app, context);
  registerSession(app, context);
  registerOperator(app, context);
  registerPublishers(app, context);
  registerRpc(app, context);
  registerGateway(app, context);
  registerSiteFiles(app);
  await pages.register(app);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}

/** A reader who takes no bytes must not keep the node from stopping. */
function closeInTime(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setTimeout(() => app.server.closeAllConnections(), CLOSE_MILLISECONDS);
  });
  app.addHook('onClose', async () => clearTimeout(timer));
}
