import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { createLogRing, withoutPeople } from '../../../node/operator/log-ring.ts';
import { VouchError } from '../../../protocol/errors.ts';

const written = () => {
  const ring = createLogRing();
  return { ring, log: pino({ level: 'debug' }, { write: ring.take }) };
};

test('the ring keeps what matters, counts what comes again, and forgets the oldest', () => {
  const { ring, log } = written();
  log.info('all is well');
  log.debug('"level":50');
  for (let count = 0; count < 3; count++) log.child({ part: 'network' }).warn({ code: 'peer.lost' }, 'A peer is gone.');
  log.error('the disk is full');
  assert.deepEqual(
    ring.lines().map(({ level, part, text, count, code }) => [level, part, text, count, code]),
    [
      ['error', 'node', 'the disk is full', 1, null],
      ['warn', 'network', 'A peer is gone.', 3, 'peer.lost'],
    ],
  );
  for (let number = 0; number < 250; number++) log.warn(`line ${number}`);
  assert.equal(ring.lines().length, 200);
  assert.equal(ring.lines()[0]?.text, 'line 249');
});

test('an error brings its code and its hint', () => {
  const { ring, log } = written();
  const error = new VouchError({ code: 'store.disk_full', message: 'No room is left.', hint: 'Delete something.' });
  log.warn({ err: error }, 'A block was refused.');
  const [line] = ring.lines();
  assert.deepEqual(
    [line?.text, line?.code, line?.hint],
    ['A block was refused. No room is left.', 'store.disk_full', 'Delete something.'],
  );
});

test('addresses of visitors, accounts and what follows a host in a link are left out', () => {
  for (const [text, shown] of [
    ['connect ECONNREFUSED 203.0.113.9:8545', 'connect ECONNREFUSED [address]'],
    ['from 2001:db8::ff00:42:8329 again', 'from [address] again'],
    [`${'0x'}${'ab'.repeat(20)} signs too often`, '0xabab… signs too often'],
    ['asked https://rpc.example/v3/key?x=1 twice', 'asked https://rpc.example twice'],
    ['at 12:30 it was full', 'at 12:30 it was full'],
  ] as const)
    assert.equal(withoutPeople(text), shown);
  assert.equal(withoutPeople('x'.repeat(5_000)).length, 300);
});
