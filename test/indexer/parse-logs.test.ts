import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLogs } from '../../indexer/rpc/parse-logs.ts';

const log = {
  address: `0x${'Ab'.repeat(20)}`,
  topics: [`0x${'1'.repeat(64)}`],
  data: '0x',
  blockNumber: '0x1f',
  blockHash: `0x${'CD'.repeat(32)}`,
  blockTimestamp: '0x68e7cf31',
  transactionHash: `0x${'2'.repeat(64)}`,
  transactionIndex: '0x0',
  logIndex: '0xA',
  removed: false,
};

test('a log is read with its numbers, and hashes in lower case', () => {
  assert.deepEqual(parseLogs([log]), [
    {
      address: log.address,
      topics: log.topics,
      data: '0x',
      blockNumber: 31,
      blockHash: log.blockHash.toLowerCase(),
      transactionHash: log.transactionHash,
      logIndex: 10,
      blockTimestamp: 0x68e7cf31,
      removed: false,
    },
  ]);
});

test('time and removal may be missing or null', () => {
  const { blockTimestamp: _time, removed: _removed, ...bare } = log;
  for (const given of [bare, { ...bare, blockTimestamp: null, removed: null }]) {
    const logs = parseLogs([given]);
    assert.ok(Array.isArray(logs));
    assert.deepEqual([logs[0]?.blockTimestamp, logs[0]?.removed], [undefined, false]);
  }
});

test('whatever else a node answers is refused, and the log and its member are named', () => {
  const wrong: [string, unknown][] = [
    ...[null, 5, 'log', undefined].map((value): [string, unknown] => ['the whole', value]),
    ...[5, null, '0x', `${log.address}0`].map((value): [string, unknown] => ['address', { ...log, address: value }]),
    ...[null, 'topic', [5], ['0x1'], Array(5).fill(log.topics[0])].map((value): [string, unknown] => [
      'topics',
      { ...log, topics: value },
    ]),
    ...[null, '', 'ff', 7].map((value): [string, unknown] => ['data', { ...log, data: value }]),
    ...(['blockNumber', 'logIndex', 'blockTimestamp'] as const).flatMap((name) =>
      ['', '0x', '31', 31, '0xg', '0x 1', `0x${'1'.repeat(14)}`, '-0x1', {}].map((value): [string, unknown] => [
        name,
        { ...log, [name]: value },
      ]),
    ),
    ...(['blockHash', 'transactionHash'] as const).flatMap((name) =>
      [null, 5, '0x12', `${log.blockHash}0`].map((value): [string, unknown] => [name, { ...log, [name]: value }]),
    ),
    ...['false', 0, {}].map((value): [string, unknown] => ['removed', { ...log, removed: value }]),
  ];
  for (const [member, value] of wrong)
    assert.equal(parseLogs([log, value]), `${member} of log 1 is wrong`, JSON.stringify(value));
  for (const answer of [null, {}, 'logs', 3]) assert.equal(parseLogs(answer), 'the answer is no list');
});
