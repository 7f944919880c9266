import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Histogram, Registry } from 'prom-client';
import { sampleReader } from '../../../node/operator/read-sample.ts';
import { joinSamples, sampleOf } from '../../../node/operator/samples.ts';

/** A node whose numbers the test sets. */
function measured() {
  const requests = new Histogram({
    name: 'seconds',
    help: 'Time to answer',
    labelNames: ['route', 'status'] as const,
    buckets: [0.01, 0.1, 1],
    registers: [new Registry()],
  });
  const answer = (seconds: number, status = '200', route = '/') => requests.observe({ route, status }, seconds);
  const read = sampleReader({
    // No block is indexed in this test, so the database is not asked.
    db: undefined as never,
    requests,
    load: () => ({ lagMilliseconds: 3, residentBytes: 200 }),
    peers: () => 4,
    index: () => ({ block: 10, chainHead: 12 }),
    diskBytes: async () => 1_000,
  });
  return { answer, read };
}

test('a sample counts what was answered since the one before, and how fast', async () => {
  const { answer, read } = measured();
  for (let count = 0; count < 50; count++) answer(5, '500');
  const before = { at: 100, reading: await read() };
  for (let count = 0; count < 90; count++) answer(0.005);
  for (let count = 0; count < 10; count++) answer(0.5, '503');
  answer(600, '200', '/api/v1/live');
  const sample = sampleOf(before, { at: 110, reading: await read() });
  assert.deepEqual(
    [sample.at, sample.seconds, sample.requests, sample.failures, sample.peers, sample.behind, sample.events],
    [110, 10, 100, 10, 4, 2, 0],
  );
  assert.ok((sample.medianMilliseconds ?? 99) < 10, `${sample.medianMilliseconds} ms lies in the first step`);
  assert.equal(Math.round(sample.p95Milliseconds ?? 0), 550);
});

test('a stretch without requests has no time of answers, and one beyond the last bound names that bound', async () => {
  const { answer, read } = measured();
  const before = { at: 100, reading: await read() };
  const quiet = sampleOf(before, { at: 110, reading: await read() });
  assert.deepEqual([quiet.requests, quiet.medianMilliseconds, quiet.p95Milliseconds], [0, null, null]);
  answer(30);
  assert.equal(sampleOf(before, { at: 120, reading: await read() }).p95Milliseconds, 1_000);
});

test('joined samples add up what is counted and keep the worst of what is measured', async () => {
  const { read } = measured();
  const before = { at: 100, reading: await read() };
  const one = sampleOf(before, { at: 110, reading: { ...(await read()), events: 3, residentBytes: 900 } });
  const two = sampleOf(before, { at: 110, reading: { ...(await read()), events: 4 } });
  const joined = joinSamples([one, { ...two, at: 120, p95Milliseconds: 80 }]);
  assert.deepEqual(
    [joined.at, joined.seconds, joined.events, joined.residentBytes, joined.p95Milliseconds],
    [120, 20, 7, 900, 80],
  );
});
