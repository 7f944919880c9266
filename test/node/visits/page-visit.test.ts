import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PageRequestParts, pageVisit } from '../../../node/visits/page-visit.ts';

const origin = 'https://market.example';
const shop = `0x${'a1'.repeat(20)}`;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const asked = (parts: Omit<Partial<PageRequestParts>, 'headers'> & { headers?: Record<string, string> } = {}) =>
  pageVisit(
    {
      method: 'GET',
      route: '/shop/:address',
      url: `/shop/${shop}`,
      status: 200,
      ...parts,
      headers: { accept: 'text/html,*/*', 'user-agent': firefox, ...parts.headers },
    },
    origin,
  );

test('says where a visitor came from, and nothing of who it is', () => {
  const from = (referer: string, url = `/shop/${shop}`) => asked({ url, headers: { referer } })?.source;
  assert.deepEqual(asked(), { kind: 'shop', name: shop, source: 'direct' });
  assert.equal(from(`${origin}/search?q=mug`), 'search');
  assert.equal(from(`${origin}/searching`), 'market');
  assert.equal(from(`${origin}/`), 'market');
  assert.equal(from('https://blog.example/search'), 'site');
  assert.equal(from('not an address'), 'direct');
  assert.equal(from('android-app://com.example'), 'direct');
  assert.equal(from(`${origin}/search?q=mug`, `/shop/${shop}?ref=0x${'b2'.repeat(20)}`), 'promoter');
  assert.equal(from(`${origin}/search`, `/shop/${shop}?ref=me`), 'search');
});

test('a page that was not changed since is a visit too, and a listing is named as it was asked for', () => {
  const name = 'zb2rhYSxw4ZjuzgCnWSt19Q94ERaeFhu9uSqRgjSdx9bsgM6f';
  assert.deepEqual(asked({ route: '/listing/:cid', url: `/listing/${name}?v=a`, status: 304 }), {
    kind: 'listing',
    name,
    source: 'direct',
  });
  assert.equal(asked({ url: `/shop/${shop.toUpperCase().replace('0X', '0x')}` })?.name, shop);
});

test('leaves out robots, previews, scripts, refusals and other pages', () => {
  const robots = [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; YandexBot/3.0)',
    'facebookexternalhit/1.1',
    'Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36',
    'curl/8.5.0',
    'node',
    'python-requests/2.32',
    '',
  ];
  for (const robot of robots) assert.equal(asked({ headers: { 'user-agent': robot } }), undefined, robot);
  assert.equal(asked({ headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 15; CUBOT X90)' } })?.kind, 'shop');
  assert.equal(asked({ headers: { 'sec-purpose': 'prefetch' } }), undefined);
  assert.equal(asked({ headers: { 'sec-fetch-dest': 'empty' } }), undefined);
  assert.equal(asked({ headers: { 'sec-fetch-dest': 'document' } })?.kind, 'shop');
  assert.equal(asked({ headers: { accept: '*/*' } }), undefined);
  assert.equal(asked({ method: 'HEAD' }), undefined);
  for (const status of [302, 404, 451, 429, 503]) assert.equal(asked({ status }), undefined, String(status));
  for (const route of ['/', '/search', '/shop/:address/trust', 'toString']) assert.equal(asked({ route }), undefined);
});
