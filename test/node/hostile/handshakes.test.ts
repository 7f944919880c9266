import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { sampleItems, sampleShop } from '../../../scripts/bench/replicate/sample-shop.ts';
import { localNodes, publish } from '../p2p/support/in-process.ts';
import { seconds, until } from '../p2p/support/node-parts.ts';

const sample = await sampleShop(`0x${'63'.repeat(32)}`);

/**
 * Keeps so many bare connections from another host open, which begin a handshake and say no more; closed ones come again.
 * @returns how many have been open
 */
function halfOpen(context: TestContext, options: { port: number; count: number; says: Uint8Array }) {
  const sockets = new Set<Socket>();
  let opened = 0;
  let stopped = false;
  const open = () => {
    const socket = connect({ host: '127.0.0.1', port: options.port, localAddress: '127.0.0.2' });
    sockets.add(socket);
    socket.on('connect', () => {
      opened++;
      socket.write(options.says);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      if (!stopped) setTimeout(open, 100);
    });
  };
  for (let number = 0; number < options.count; number++) open();
  context.after(() => {
    stopped = true;
    for (const socket of sockets) socket.destroy();
  });
  return () => opened;
}

const beginnings: [string, Uint8Array][] = [
  ['say nothing', new Uint8Array()],
  ['name a protocol and stop', Buffer.from('\x13/multistream/1.0.0\n')],
  ['send noise', randomBytes(4_000)],
];

for (const [index, [name, says]] of beginnings.entries()) {
  test(`200 half-open connections of one host that ${name} do not keep others out`, async (context) => {
    const start = await localNodes(context);
    const port = 21_740 + 2 * index;
    const node = await start({ port });
    await publish(node, await sample.version({ version: 1, items: sampleItems(5), now: seconds() }));
    const listens = Number(/\/tcp\/(\d+)/.exec(node.network.addresses()[0] ?? '')?.[1]);
    const opened = halfOpen(context, { port: listens, count: 200, says });
    // All places that this host may have are taken by then, and the rest was refused.
    await until('the connections', () => opened() >= 200);
    const honest = await start({ port: port + 1, bootstrap: node.network.addresses() });
    await until('the honest peer', () => honest.sink.state.heads[sample.shop] !== undefined);
    assert.equal(node.network.health().inboundConnections, 1);
  });
}

test('one host holds some of the places for handshakes, and another the rest', () => {
  assert.ok(networkLimits.pendingInboundPerHost < networkLimits.pendingInboundConnections);
});
