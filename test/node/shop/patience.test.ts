import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connectNode } from '../../../node/shop/node-client.ts';
import { VouchError } from '../../../protocol/errors.ts';

const problem = (code: string, detail: string): string => JSON.stringify({ code, detail, retryable: true });

test('shop tools wait for a node that asks for patience, and for no other fault', async (context) => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const times = asked.filter((each) => each === url).length;
    response.setHeader('content-type', 'application/problem+json');
    if (url.endsWith('/0x01') && times === 1)
      return response
        .writeHead(503, { 'retry-after': '1' })
        .end(problem('node.unavailable', 'The node has too much to do.'));
    if (url.endsWith('/0x02') && times === 1)
      return response.writeHead(429, { 'retry-after': '1' }).end(problem('request.too_many', 'Too many requests.'));
    if (url.endsWith('/0x03')) return response.writeHead(503).end(problem('chain.unavailable', 'No endpoint answers.'));
    response.writeHead(200).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // Safety: a server that listens on TCP has such an address.
  const client = connectNode(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  assert.deepEqual(await Promise.all([client.isShop('0x01'), client.isShop('0x02')]), [true, true]);
  assert.equal(asked.length, 4);
  await assert.rejects(
    client.isShop('0x03'),
    (error) => error instanceof VouchError && error.code === 'chain.unavailable',
  );
  assert.equal(asked.length, 5);
});
