import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { assertProblem, send, types } from '../../support/http.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';

let market: TestMarket;
before(async () => {
  market = await startMarket({ env: { PUBLIC_URL: 'https://market.example/' } });
});
after(() => market.stop());
const url = (path: string) => `${market.node.url}${path}`;

/** Sends a path as it stands: fetch would tidy it up first. */
function raw(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(market.node.url);
    const asked = request({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.on('error', reject).end();
  });
}

test('only the page that reads from peers may speak with others than this node', async () => {
  for (const path of ['/', '/peer', '/shop/0x1', '/api/v1/status']) {
    const { headers } = await fetch(url(path));
    const policy = headers.get('content-security-policy') ?? '';
    const speaksWith = /connect-src ([^;]+)/.exec(policy)?.[1];
    assert.equal(speaksWith, path === '/peer' ? "'self' ws: wss:" : "'self'", path);
    assert.match(policy, /script-src 'self'(;|$)/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
  }
});

test('every kind of answer forbids sniffing, framing and foreign scripts', async () => {
  for (const path of ['/', '/api/v1/status', '/api/v1/shops/0x1', '/nothing', '/metrics', '/robots.txt']) {
    const { headers } = await fetch(url(path));
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/, path);
    assert.match(policy, /script-src 'self'(;|$)/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/, path);
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/, path);
  }
  const { headers } = await fetch(url('/'));
  assert.match(headers.get('strict-transport-security') ?? '', /max-age/, 'the public address is https');
});

test('headers that a visitor sends never become an address of the node', async () => {
  const plain = await raw('/', { accept: 'text/html' });
  assert.match(plain.body, /https:\/\/market\.example/);
  const forged = await raw('/', {
    accept: 'text/html',
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    forwarded: 'host=evil.example',
  });
  assert.equal(forged.status, 200);
  assert.doesNotMatch(forged.body, /evil\.example|gopher/);
});

test('other origins may read the API, and write nothing', async () => {
  const read = await fetch(url('/api/v1/shops'), { headers: { origin: 'https://other.example' } });
  assert.equal(read.headers.get('access-control-allow-origin'), '*');
  assert.equal(read.headers.get('access-control-allow-credentials'), null);
  const asked = await fetch(url('/api/v1/catalogues'), {
    method: 'OPTIONS',
    headers: {
      origin: 'https://other.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  assert.equal(asked.headers.get('access-control-allow-origin'), null);
  // What a form of another origin could send without asking is not taken.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    await assertProblem(await send(url('/api/v1/blocks/missing'), '{"cids":["x"]}', type), {
      status: 415,
      code: 'request.unsupported_format',
    });
});

test('paths never leave the routes', async () => {
  const paths = [
    '/../package.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/....//package.json',
    '/assets/..\\..\\package.json',
    '/assets/%00',
    '/ipfs/../metrics/../package.json',
    '/shop/..%2f..%2fetc%2fpasswd',
    '/listing/%00',
    '/order/..%252f..%252fetc',
    '/image/..%2fpackage.json',
    '/api/v1/shops/..%2f..%2fstatus',
  ];
  for (const path of paths) {
    const { status, body } = await raw(path);
    assert.ok([400, 403, 404].includes(status), `${path} answered ${status}`);
    assert.doesNotMatch(body, /"dependencies"|root:x:0/, path);
  }
});

test('long and broken addresses are refused as problems', async () => {
  for (const [path, status, code] of [
    [`/shop/${'x'.repeat(300)}`, 414, 'request.uri_too_long'],
    [`/ipfs/${'b'.repeat(300)}`, 414, 'request.uri_too_long'],
    [`/api/v1/orders/${'f'.repeat(199)}`, 400, 'request.invalid'],
    ['/shop/%E0%A4%A', 400, 'request.invalid'],
  ] as const) {
    const answer = await raw(path);
    assert.equal(answer.status, status, answer.body);
    assert.equal(JSON.parse(answer.body).code, code, path);
  }
  const { status } = await raw(`/search?q=${'x'.repeat(20_000)}`);
  assert.equal(status, 431);
});

test('bodies are refused when they are too large, of no known type, or no JSON', async () => {
  const path = url('/api/v1/blocks/missing');
  await assertProblem(await send(path, JSON.stringify({ cids: ['x'.repeat(2_000_000)] }), types.json), {
    status: 413,
    code: 'request.too_large',
    field: 'body',
  });
  await assertProblem(await send(path, '{"cids":', types.json), {
    status: 400,
    code: 'request.invalid',
    field: 'body',
  });
  await assertProblem(await send(path, '', types.json), { status: 400, code: 'request.invalid', field: 'body' });
  await assertProblem(await send(path, '{"__proto__":{"x":1},"cids":["x"]}', types.json), {
    status: 400,
    code: 'request.invalid',
  });
  await assertProblem(await send(path, '{"cids":[1]}', types.json), {
    status: 400,
    code: 'request.invalid',
    field: 'cids.0',
  });
  await assertProblem(await send(path, JSON.stringify({ cids: Array(5_001).fill('x') }), types.json), {
    status: 400,
    code: 'request.invalid',
    field: 'cids',
    limit: '5000',
  });
  await assertProblem(await send(path, '<cids/>', 'application/xml'), {
    status: 415,
    code: 'request.unsupported_format',
    field: 'body',
  });
});

test('a person gets a page for a fault, a program a problem document', async () => {
  const page = await fetch(url('/nothing-here'), { headers: { accept: 'text/html' } });
  assert.equal(page.status, 404);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  await assertProblem(await fetch(url('/nothing-here')), { status: 404, code: 'page.not_found' });
  await assertProblem(await fetch(url('/api/nothing'), { headers: { accept: 'text/html' } }), {
    status: 404,
    code: 'page.not_found',
  });
});

test('browsers and search engines find what they ask every site for', async () => {
  const robots = await fetch(url('/robots.txt'));
  assert.equal(robots.status, 200);
  assert.match(await robots.text(), /^User-agent: \*\n/);
  for (const path of ['/favicon.ico', '/favicon.svg']) {
    const icon = await fetch(url(path));
    assert.equal(icon.status, 200);
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml');
  }
  const manifest = (await (await fetch(url('/manifest.webmanifest?lang=zh-CN'))).json()) as {
    lang: string;
    icons: { src: string; type: string; sizes: string; purpose: string }[];
  };
  assert.equal(manifest.lang, 'zh-CN');
  assert.ok(manifest.icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512'));
  for (const { src, type, sizes } of manifest.icons) {
    const icon = await fetch(url(src));
    assert.equal(icon.headers.get('content-type'), type);
    const { width } = await sharp(await icon.bytes()).metadata();
    if (sizes !== 'any') assert.equal(sizes, `${width}x${width}`);
  }
});

test('the log has no line that a visitor wrote', async () => {
  const forged = '{"level":60,"msg":"forged"}';
  await raw(`/api/v1/shops?q=${encodeURIComponent(`x\n${forged}`)}`, { 'user-agent': forged });
  await fetch(url(`/nothing%0a${encodeURIComponent(forged)}`));
  const lines = (await market.node.log()).trim().split('\n');
  for (const line of lines) assert.notEqual(JSON.parse(line).msg, 'forged', line);
});
