import { createServer } from 'node:http';

/** What it tells once it listens. */
export interface FloorReady {
  port: number;
}

/** Answers everything with the same bytes: as little as a Node server can do. */
const bytes = Buffer.alloc(Number(process.argv[2]), 'x');
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? (address?.port ?? 0) : 0 } satisfies FloorReady);
});
process.on('disconnect', () => process.exit(0));
