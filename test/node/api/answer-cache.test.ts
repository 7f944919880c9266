import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify from 'fastify';
import { answerLimits, createAnswerCache } from '../../../node/api/answer-cache.ts';

/** A server whose answers say how often they were made, with a clock that the test moves. */
function startServer(
  t: TestContext,
  options: { body?: (times: number) => string; hold?: (times: number) => Promise<unknown> | undefined } = {},
) {
  const clock = { now: 0, block: 7 };
  const made = { times: 0 };
  const cache = createAnswerCache(
    () => clock.now,
    () => clock.block,
  );
  const app = fastify();
  t.after(() => app.close());
  cache.register(app);
  const answer = async () => {
    made.times += 1;
    const { times } = made;
    await options.hold?.(times);
    return options.body?.(times) ?? `answer ${times}`;
  };
  for (const path of ['/', '/search', '/listing/:cid', '/cart', '/api/v1/listings', '/api/v1/orders']) {
    app.get(path, async (_request, reply) => {
      reply.type('text/html; charset=utf-8').header('vary', 'cookie, accept-language');
      return await answer();
    });
  }
  app.get('/api/v1/shops', async (_request, reply) => reply.code(404).send(await answer()));
  app.post('/api/v1/notes', async () => 'taken');
  app.post('/rpc', async () => 'asked');
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  return { app, cache, clock, made, get };
}

test('an answer is made once, and anew after each change', async (t) => {
  const { cache, get } = startServer(t);
  assert.equal((await get('/api/v1/listings')).body, 'answer 1');
  assert.equal((await get('/api/v1/listings')).body, 'answer 1');
  cache.changed();
  assert.equal((await get('/api/v1/listings')).body, 'answer 2');
});

test('an answer is made anew for each block', async (t) => {
  const { clock, get } = startServer(t);
  assert.equal((await get('/')).body, 'answer 1');
  clock.block += 1;
  assert.equal((await get('/')).body, 'answer 2');
  assert.equal((await get('/')).body, 'answer 2');
});

test('an answer that was begun before a change is given to nobody who asks after it', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { cache, made, get } = startServer(t, { hold: () => promise });
  const before = get('/api/v1/listings');
  while (made.times === 0) await new Promise(setImmediate);
  cache.changed();
  const after = get('/api/v1/listings');
  while (made.times === 1) await new Promise(setImmediate);
  resolve();
  assert.equal((await before).body, 'answer 1');
  assert.equal((await after).body, 'answer 2');
  assert.equal((await get('/api/v1/listings')).body, 'answer 2');
});

test('those who ask at the same time wait for one answer', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { made, get } = startServer(t, { hold: () => promise });
  const asked = Array.from({ length: 5 }, () => get('/search?q=cup'));
  while (made.times === 0) await new Promise(setImmediate);
  resolve();
  const bodies = (await Promise.all(asked)).map(({ body }) => body);
  assert.deepEqual(bodies, Array(5).fill('answer 1'));
});

test('what no change tells of is seen after a second', async (t) => {
  const { clock, get } = startServer(t);
  await get('/');
  clock.now += answerLimits.milliseconds - 1;
  assert.equal((await get('/')).body, 'answer 1');
  clock.now += 1;
  assert.equal((await get('/')).body, 'answer 2');
});

test('what is only old is given on while one reader has it made anew, but neither for long nor after a change', async (t) => {
  const holds = [undefined, Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { cache, clock, made, get } = startServer(t, { hold: (times) => holds[times - 1]?.promise });
  const until = async (times: number) => {
    while (made.times < times) await new Promise(setImmediate);
  };
  await get('/');
  clock.now += answerLimits.milliseconds;
  const first = get('/');
  await until(2);
  assert.equal((await get('/')).body, 'answer 1');
  clock.now = answerLimits.mostMilliseconds;
  const waiting = get('/');
  holds[1]?.resolve();
  assert.deepEqual([(await first).body, (await waiting).body], ['answer 2', 'answer 2']);
  clock.now += answerLimits.milliseconds;
  const second = get('/');
  await until(3);
  cache.changed();
  assert.equal((await get('/')).body, 'answer 4');
  holds[2]?.resolve();
  assert.equal((await second).body, 'answer 3');
  assert.equal((await get('/')).body, 'answer 4');
});

test('readers of other languages, appearances, addresses and promoters get their own', async (t) => {
  const { made, get } = startServer(t);
  const requests: [string, Record<string, string>][] = [
    ['/listing/a', { 'accept-language': 'en' }],
    ['/listing/a', { 'accept-language': 'zh-CN' }],
    ['/listing/a', { cookie: 'theme=dark', 'accept-language': 'en' }],
    ['/listing/a?ref=0x01', { 'accept-language': 'en' }],
    ['/listing/b', { 'accept-language': 'en' }],
  ];
  for (const [url, headers] of requests) await get(url, headers);
  assert.equal(made.times, requests.length);
  for (const [index, [url, headers]] of requests.entries())
    assert.equal((await get(url, headers)).body, `answer ${index + 1}`);
});

test('a choice that is kept in a cookie, other routes, and refusals are answered each time', async (t) => {
  const { made, get } = startServer(t);
  for (const url of ['/?lang=en', '/cart', '/api/v1/orders', '/api/v1/shops', `/?q=${'a'.repeat(600)}`]) {
    const before = made.times;
    await get(url);
    await get(url);
    assert.equal(made.times, before + 2, url);
  }
});

test('what somebody sends makes all answers anew, asking the chain does not', async (t) => {
  const { app, get } = startServer(t);
  await get('/api/v1/listings');
  await app.inject({ method: 'POST', url: '/rpc' });
  assert.equal((await get('/api/v1/listings')).body, 'answer 1');
  await app.inject({ method: 'POST', url: '/api/v1/notes' });
  assert.equal((await get('/api/v1/listings')).body, 'answer 2');
});

for (const { size, times } of [
  { size: 'short', times: 200 },
  { size: 'long', times: 5_000 },
])
  test(`${size} answers are compressed as their readers wish`, async (t) => {
    const text = 'much of the same, '.repeat(times);
    const { get, made } = startServer(t, { body: () => text });
    for (const round of ['made', 'kept']) {
      const brotli = await get('/', { 'accept-encoding': 'gzip, deflate, br' });
      assert.equal(brotli.headers['content-encoding'], 'br', round);
      assert.equal(brotliDecompressSync(brotli.rawPayload).toString(), text);
      const zipped = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
      assert.equal(zipped.headers['content-encoding'], 'gzip', round);
      assert.equal(gunzipSync(zipped.rawPayload).toString(), text);
      assert.equal((await get('/')).body, text);
      for (const { headers } of [brotli, zipped]) {
        assert.equal(headers['content-type'], 'text/html; charset=utf-8');
        assert.equal(headers.vary, 'cookie, accept-language, accept-encoding');
      }
    }
    assert.equal(made.times, 1);
  });

test('a reader who has an answer gets no bytes, until it changes', async (t) => {
  const state = { text: 'first' };
  const { cache, get } = startServer(t, { body: () => state.text });
  const { headers } = await get('/');
  const etag = String(headers.etag);
  const again = await get('/', { 'if-none-match': etag });
  assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag]);
  cache.changed();
  assert.equal((await get('/', { 'if-none-match': etag })).statusCode, 304, 'made anew, and the same');
  state.text = 'second';
  cache.changed();
  const changed = await get('/', { 'if-none-match': etag });
  assert.deepEqual([changed.statusCode, changed.body], [200, 'second']);
});

test('the oldest answers go when there are too many bytes, and a huge one is not kept', async (t) => {
  const part = 2 ** 19;
  const { cache, made, get } = startServer(t, { body: () => 'x'.repeat(part) });
  const count = answerLimits.bytes / (2 * part) + 8;
  for (let index = 0; index < count; index += 1) await get(`/api/v1/listings?cursor=${index}`);
  assert.ok(cache.bytes() <= answerLimits.bytes);
  await get(`/api/v1/listings?cursor=${count - 1}`);
  assert.equal(made.times, count, 'the newest is kept');
  await get('/api/v1/listings?cursor=0');
  assert.equal(made.times, count + 1, 'the oldest is gone');
  const huge = startServer(t, { body: () => 'x'.repeat(answerLimits.answerBytes + 1) });
  await huge.get('/');
  assert.equal(huge.cache.bytes(), 0);
});
