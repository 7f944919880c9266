import { hash } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

/** What the floor's processes are asked: to send the bytes of a file over TCP, or to take them, hash and write them. */
export type FloorRequest = { do: 'serve'; file: string } | { do: 'take'; file: string; port: number };

/** How far hashing looks ahead: about a block's length. */
const pieceBytes = 1_400;

async function serve(file: string): Promise<{ port: number }> {
  const bytes = await readFile(file);
  const server = createServer((socket) => socket.end(bytes)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port };
}

async function take(file: string, port: number): Promise<{ took: number }> {
  const began = performance.now();
  const out = await open(file, 'w');
  const socket = connect(port, '127.0.0.1');
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += pieceBytes) hash('sha256', chunk.subarray(at, at + pieceBytes), 'buffer');
    await out.write(chunk);
  }
  await out.sync();
  await out.close();
  return { took: performance.now() - began };
}

process.on('message', (request: FloorRequest) => {
  const done = request.do === 'serve' ? serve(request.file) : take(request.file, request.port);
  done.then(
    (answer) => process.send?.(answer),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  );
});
