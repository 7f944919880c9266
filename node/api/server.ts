import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiContext } from './context.ts';
import { registerGateway } from './gateway.ts';
import { registerMetrics } from './metrics.ts';
import { type Problem, registerProblems } from './problems.ts';
import { registerLists } from './routes/lists.ts';
import { registerOperations } from './routes/operations.ts';
import { registerRpc } from './routes/rpc.ts';
import { registerUploads } from './routes/uploads.ts';

/** The pages, which the server carries besides the API. */
export interface Pages {
  register(app: FastifyInstance): Promise<void>;
  /** HTML for a fault on a page's path; undefined where the path belongs to the API. */
  problemPage(request: FastifyRequest, problem: Problem): Promise<string | undefined>;
}

/**
 * Builds the HTTP side of a node: API, OpenAPI document, gateway, metrics and pages.
 * @returns the server, not yet listening
 */
export async function createServer(context: ApiContext, pages: Pages): Promise<FastifyInstance> {
  const { config, log, metrics } = context;
  const app = fastify({
    loggerInstance: log.child({ part: 'http' }),
    disableRequestLogging: true,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    hsts: config.publicUrl.startsWith('https:'),
  });
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    allowList: (request) => request.url === '/healthz' || request.url === '/metrics',
  });
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 });
  await app.register(compress, { global: true, threshold: 1_024, encodings: ['br', 'gzip'] });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Vouch node',
        version: '1',
        description: 'Read the market, publish a shop. Amounts are decimal strings of token units.',
      },
    },
    transform: jsonSchemaTransform,
  });

  registerProblems(app, (request, problem) => pages.problemPage(request, problem));
  registerMetrics(app, metrics);
  registerLists(app, context);
  registerUploads(app, context);
  registerOperations(app, context);
  registerRpc(app, context);
  registerGateway(app, context);
  await pages.register(app);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}
