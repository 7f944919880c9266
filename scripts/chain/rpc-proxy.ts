import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { VouchError } from '../../protocol/errors.ts';
import { chainLimits } from './chain-settings.ts';
import { errorResponse } from './json-rpc.ts';
import { readBody } from './rpc-body.ts';
import type { RpcRouter } from './rpc-router.ts';

/**
 * Serves the chain's JSON-RPC over HTTP. No cross-origin headers: a page reaches the chain through its own node.
 * @returns the server, not yet listening
 */
export function createRpcServer(options: { router: RpcRouter; log: Logger }): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 });
  server.maxConnections = chainLimits.connections;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer({ server, router: options.router, request, response }).catch((error) => {
      options.log.debug({ err: error }, 'chain request failed');
      if (response.headersSent) response.destroy();
      else sendError(response, error);
    });
  });
  return server;
}

async function answer(options: {
  server: Server;
  router: RpcRouter;
  request: IncomingMessage;
  response: ServerResponse;
}): Promise<void> {
  const { server, router, request, response } = options;
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    throw new VouchError({ code: 'chain.request_invalid', message: 'JSON-RPC needs POST.', details: { status: 405 } });
  }
  // A page of another origin can't send this type without asking first, and asking is not answered.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    const message = 'The content type must be application/json.';
    throw new VouchError({ code: 'chain.request_invalid', message, details: { status: 415 } });
  }
  const outcome = await router.handle(await readBody(request));
  response.setHeader('content-type', 'application/json');
  // A server that is closing would otherwise wait for the client to let go of the connection.
  if (!server.listening) response.setHeader('connection', 'close');
  if (outcome.kind === 'stream') await pipeline(outcome.body, response);
  else response.end(JSON.stringify(outcome.body));
}

function sendError(response: ServerResponse, error: unknown): void {
  const status = error instanceof VouchError ? error.details.status : undefined;
  response.statusCode = typeof status === 'number' ? status : 200;
  response.setHeader('content-type', 'application/json');
  if (response.statusCode === 413) response.setHeader('connection', 'close');
  response.end(JSON.stringify(errorResponse(null, error)));
}

/** Listens on a port; `0` lets the system choose. Gives the port. */
export async function listen(server: Server, options: { host: string; port: number }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const message = `The chain can not listen on ${options.host}:${options.port}${taken ? ': the port is taken' : ''}.`;
      reject(new VouchError({ code: 'chain.port_unavailable', message, hint: 'Choose another port.', cause }));
    });
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : options.port;
}

/** Answers what has begun, takes nothing new, and closes every connection. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 2_000);
  await closed;
  clearTimeout(timer);
}
