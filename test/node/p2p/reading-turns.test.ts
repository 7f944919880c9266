import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MessageStream, StreamStateError } from '@libp2p/interface';
import { networkLimits } from '../../../node/p2p/network-limits.ts';
import { createReadingTurns, type ReadConnection } from '../../../node/p2p/reading-turns.ts';

/** A connection that tells whether it is read. */
class TestConnection extends EventTarget implements Pick<MessageStream, 'pause' | 'resume'> {
  isClosed = false;
  isPaused = false;
  pause(): void {
    if (this.isClosed) throw new StreamStateError('closed');
    this.isPaused = true;
  }
  resume(): void {
    if (this.isClosed) throw new StreamStateError('closed');
    this.isPaused = false;
  }
  hear(): void {
    this.dispatchEvent(new Event('message'));
  }
  close(): void {
    this.isClosed = true;
    this.dispatchEvent(new Event('close'));
  }
}

function reading(count: number) {
  let now = 0;
  const turns = createReadingTurns(() => now);
  const connections = Array.from({ length: count }, () => new TestConnection());
  // Safety: the turns read nothing of an event.
  for (const connection of connections) turns.join(connection as unknown as ReadConnection);
  return {
    connections,
    at: (number: number): TestConnection => connections[number] ?? assert.fail(`no connection ${number}`),
    passes: (milliseconds: number) => {
      now += milliseconds;
    },
    paused: () => connections.flatMap(({ isPaused }, number) => (isPaused ? [number] : [])),
  };
}

const most = networkLimits.readingMillisecondsPerTurn;

test('connections are read for so long in one turn, and then one after another in the turns that follow', async () => {
  const { at, passes, paused } = reading(4);
  at(0).hear();
  passes(most - 1);
  at(1).hear();
  assert.deepEqual(paused(), [], 'just below');
  passes(1);
  at(2).hear();
  assert.deepEqual(paused(), [0, 1, 2, 3], 'as long as the limit');
  await nextTurn();
  assert.deepEqual(paused(), [1, 2, 3]);
  await nextTurn();
  assert.deepEqual(paused(), [2, 3]);
  // The first uses the next turn up: whoever waits longest still comes first.
  at(0).hear();
  passes(most);
  at(1).hear();
  assert.deepEqual(paused(), [0, 1, 2, 3]);
  await nextTurn();
  assert.deepEqual(paused(), [0, 1, 3]);
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  assert.deepEqual(paused(), []);
});

test('the time of one turn is not counted in the next', async () => {
  const { at, passes, paused } = reading(2);
  for (let turn = 0; turn < 3; turn++) {
    at(0).hear();
    passes(most - 1);
    at(1).hear();
    await nextTurn();
    passes(most);
  }
  assert.deepEqual(paused(), []);
});

test('connections that close are left alone, paused or not', async () => {
  const { at, passes, paused } = reading(3);
  at(0).hear();
  at(1).close();
  passes(most);
  at(0).hear();
  assert.deepEqual(paused(), [0, 2]);
  at(0).close();
  // Its close event comes later.
  at(2).isClosed = true;
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  at(0).hear();
  passes(most);
  at(1).hear();
  assert.deepEqual(paused(), [0, 2], 'nothing was asked of them again');
});
