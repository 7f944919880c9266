import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Letters of a line of text. */
const LINE = 64;

/**
 * Serves, at `/<bytes>`, a page of that many bytes that is text alone: no style, no script, no picture. Nothing of that
 * size can be seen sooner over the same line.
 */
export async function startFloorServer(): Promise<{ url: (bytes: number) => string; stop: () => void }> {
  const server = createServer((request, response) => {
    const bytes = Number(request.url?.slice(1));
    if (!Number.isSafeInteger(bytes) || bytes <= 0) {
      response.writeHead(404).end();
      return;
    }
    const head = '<!doctype html><html lang="en"><title>Floor</title><h1>Floor</h1>';
    const words = randomBytes(bytes)
      .toString('base64url')
      .slice(0, Math.max(0, bytes - head.length));
    const lines = words.replace(new RegExp(`(.{${LINE - 1}}).`, 'g'), '$1 ');
    response.setHeader('content-type', 'text/html; charset=utf-8').end(head + lines);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Safety: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: (bytes) => `http://127.0.0.1:${port}/${bytes}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
