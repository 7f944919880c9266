import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { assertProblem, getJson, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';

const LIMIT = 30;
let market: TestMarket;
before(async () => {
  market = await startMarket({ env: { RATE_LIMIT: String(LIMIT), TRUSTED_PROXIES: '127.0.0.1' } });
});
after(() => market.stop());

/** Asks as a visitor behind the proxy. */
const ask = (visitor: string, path = '/api/v1/shops') =>
  fetch(`${market.node.url}${path}`, { headers: { 'x-forwarded-for': visitor } });

test('an address that asks too often waits, others do not, and health is always told', async () => {
  for (let asked = 0; asked < LIMIT; asked++) assert.equal((await ask('192.0.2.1')).status, 200);
  const refused = await ask('192.0.2.1');
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  const problem = await assertProblem(refused, { status: 429, code: 'request.rate_limited' });
  assert.equal(problem.retryable, true);
  assert.equal((await ask('192.0.2.2')).status, 200);
  for (let asked = 0; asked < LIMIT * 2; asked++) assert.equal((await ask('192.0.2.1', '/healthz')).status, 200);
});

test('the OpenAPI document is valid and the one that is committed', async () => {
  const document = await getJson<Record<string, unknown>>(`${market.node.url}/openapi.json`);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  const committed = await readFile(new URL('../../snapshots/openapi.json', import.meta.url), 'utf8');
  assert.deepEqual(document, JSON.parse(committed), 'run `npm run docs` and look at what it changes');
  for (const path of ['shops', 'listings', 'orders', 'reviews', 'promoters', 'deposits', 'status'])
    assert.ok(`/api/v1/${path}` in (document.paths as object), path);
});

test('every metric that the operators read about is served, and no other', async () => {
  await send(`${market.node.url}/api/v1/catalogues`, 'no head', types.cbor);
  const text = await (await fetch(`${market.node.url}/metrics`)).text();
  const served = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
  const documented = [
    ...(await readFile(new URL('../../../docs/operators.md', import.meta.url), 'utf8')).matchAll(
      /^\| `(vouch_\w+)` /gm,
    ),
  ].map(([, name]) => name);
  assert.ok(documented.length > 10);
  const own = served.filter((name) => !/^vouch_(process|nodejs)_/.test(name ?? ''));
  // What an alert means is told once more, beside the table.
  assert.deepEqual(own.sort(), [...new Set(documented)].sort());
  assert.match(text, /vouch_catalogues_published_total\{result="head\.malformed"\} 1/);
  assert.match(text, /vouch_http_request_seconds_count\{route="\/api\/v1\/shops",status="429"\} 1/);
});
