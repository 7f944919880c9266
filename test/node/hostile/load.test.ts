import assert from 'node:assert/strict';
import { test } from 'node:test';

import { localNodes } from '../p2p/support/in-process.ts';
import { until } from '../p2p/support/node-parts.ts';
import { type Attacker, addressesOf, attack, closed } from './support/attacker.ts';
import { blocksProtocol } from './support/protocols.ts';

const unlimited = { residentBytes: Number.MAX_SAFE_INTEGER, lagMilliseconds: Number.MAX_SAFE_INTEGER };

/** A log that remembers what it was told. */
function memory() {
  const said: string[] = [];
  const say = (_fields: object, message: string) => {
    said.push(message);
  };
  return { said, log: { debug: () => undefined, info: say, warn: say, error: say } };
}

test('an overloaded node lets its newest inbound peers go first, keeps those it dialled, and takes all back after', async (context) => {
  const start = await localNodes(context);
  const friend = await start({ port: 21_701 });
  const { said, log } = memory();
  const loadLimits = { ...unlimited };
  const node = await start({ port: 21_702, bootstrap: friend.network.addresses(), loadLimits, log });
  const target = node.network.addresses();
  await until('the own connection', () => node.network.health().outboundConnections === 1);
  const order: number[] = [];
  const peers: Attacker[] = [];
  for (let number = 0; number < 4; number++) {
    const peer = await attack(context, target, { gossips: false });
    peer.connection.addEventListener('close', () => order.push(number));
    peers.push(peer);
  }
  await until('four inbound peers', () => node.network.health().inboundConnections === 4);
  assert.equal(node.network.health().shedding, false);

  loadLimits.residentBytes = 1;
  await until('the first peer to be let go', () => order.length > 0);
  assert.equal(node.network.health().shedding, true);
  const stream = await peers[0]?.open(blocksProtocol).catch(() => undefined);
  if (stream !== undefined) await closed(stream);
  const dial = async (number: number) => {
    const connection = await peers[number]?.libp2p.dial(addressesOf(target)).catch(() => undefined);
    return connection !== undefined;
  };
  await until('a new connection to be refused', async () => !(await dial(3)));
  await until('all of them to be let go', () => order.length === 4);
  assert.deepEqual(order, [3, 2, 1, 0]);
  assert.equal(node.network.health().outboundConnections, 1);

  // However long the memory stays above the limit, the door opens again after a while.
  await until('the door to open', () => !node.network.health().shedding);
  await until('a new connection', () => dial(0));
  loadLimits.residentBytes = unlimited.residentBytes;
  await until('the word that all is well', () => said.some((message) => message.includes('as usual again')));
  assert.equal(said.filter((message) => message.includes('too high')).length, 1);
});

test('a busy event loop counts as overload only when it stays busy', async (context) => {
  const start = await localNodes(context);
  const loadLimits = { ...unlimited, lagMilliseconds: -1 };
  const { said, log } = memory();
  const node = await start({ port: 21_703, loadLimits, log });
  await until('the overload', () => node.network.health().shedding);
  assert.deepEqual(
    said.filter((message) => message.includes('load')),
    ['The load is too high: the newest peers are let go.'],
  );
  loadLimits.lagMilliseconds = unlimited.lagMilliseconds;
  await until('its end', () => !node.network.health().shedding);
});
