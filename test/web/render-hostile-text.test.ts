import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { parse } from 'node-html-parser';
import type { PageRequest } from '../../web/page-request.ts';
import { everyPage } from './pages.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

let renderer: Renderer;
before(async () => {
  renderer = await loadRenderer();
});

const payloads = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<svg onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '[x](//evil.example/path)',
  '![x](https://evil.example/pixel.png)',
  '<a href="javascript:alert(1)">x</a>',
  '[x](https://ok.example "onclick=alert(1)")',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!-- --><style>*{display:none}</style>',
  '\u2028alert(1)\u2029</title><script>alert(1)</script>',
  '{{constructor.constructor("alert(1)")()}}',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
];

/** Fields that a person outside this node writes. */
const written = new Set(
  'names taglines titles shopNames descriptions about shipping returns city text brand tags tag alt code variants deliveryNames q message hint name values symbol handle cursor variant reason agent'.split(
    ' ',
  ),
);

/** By what a policy names a style. */
const sourceOf = (css: string): string => `'sha256-${createHash('sha256').update(css).digest('base64')}'`;

const replaceStrings = (value: unknown, payload: string): unknown => {
  if (typeof value === 'string') return payload;
  if (Array.isArray(value)) return value.map((item) => replaceStrings(item, payload));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      written.has(key) || key.length <= 5 ? replaceStrings(item, payload) : poison(item, payload),
    ]),
  );
};

const poison = (value: unknown, payload: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => poison(item, payload));
  if (typeof value !== 'object' || value === null) return value;
  // Objects in a field of that name are not text: the variants of a listing, its options.
  const isText = (item: unknown): boolean =>
    typeof item === 'string' ||
    (typeof item === 'object' &&
      item !== null &&
      JSON.stringify(item).length < 50_000 &&
      Object.values(item)
        .flat()
        .every((part) => typeof part === 'string'));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      written.has(key) && isText(item) ? replaceStrings(item, payload) : poison(item, payload),
    ]),
  );
};

const poisoned = (request: PageRequest, payload: string): PageRequest => {
  const { locale, theme, origin, path, now, status, page, ...props } = request;
  // Safety: only texts are replaced by texts.
  return { locale, theme, origin, path, now, status, page, ...(poison(props, payload) as object) } as PageRequest;
};

test('the payload reaches the pages, so that the tests below can fail', () => {
  const { html } = renderer.renderPage(poisoned(everyPage().listing!, 'NEEDLE'));
  assert.ok(html.split('NEEDLE').length > 30);
});

for (const payload of payloads) {
  test(`hostile text stays text: ${payload.slice(0, 50)}`, () => {
    for (const [name, request] of Object.entries(everyPage())) {
      const { html } = renderer.renderPage(poisoned(request, payload));
      const document = parse(html, { comment: true });
      for (const script of document.querySelectorAll('script')) {
        const type = script.getAttribute('type');
        assert.ok(
          type === 'module' || type === 'application/json' || type === 'application/ld+json',
          `${name}: script`,
        );
        if (type !== 'module') assert.doesNotThrow(() => JSON.parse(script.textContent), `${name}: JSON`);
      }
      // Only the style that the policy names, and that once, comes within a page.
      const ours = document
        .querySelectorAll('head > style')
        .find((style) => sourceOf(style.rawText) === renderer.styleSource);
      ours?.remove();
      assert.equal(
        document.querySelectorAll('iframe, object, embed, base, style, meta[http-equiv], svg[onload]').length,
        0,
        name,
      );
      // Asked once for each page: the parser makes a selector anew for each element that is asked what it lies in.
      const prose = new Set(document.querySelectorAll('.prose, .prose *'));
      for (const element of document.querySelectorAll('*')) {
        for (const key of Object.keys(element.attributes))
          assert.doesNotMatch(key, /^on/i, `${name}: ${element.tagName} ${key}`);
        for (const key of ['href', 'action', 'formaction']) {
          const address = element.getAttribute(key);
          // A seller may link to other sites, but only from the description.
          const allowed = prose.has(element) ? /^https:\/\/\w/ : /^(\/(?!\/)|#|https:\/\/market\.|$)/;
          if (address !== undefined) assert.match(address, allowed, `${name}: ${key}`);
        }
        const source = element.getAttribute('src');
        if (source !== undefined) assert.match(source, /^\/(image|assets)\//, name);
      }
      for (const link of document.querySelectorAll('.prose a'))
        assert.equal(link.getAttribute('rel'), 'ugc nofollow noopener', name);
      assert.ok(!/<script>alert|<img src=x/.test(html), name);
    }
  });
}

test('structured data cannot end its script element', () => {
  const { html } = renderer.renderPage(poisoned(everyPage().listing!, '</script>\u2028<!--&'));
  for (const [, json] of html.matchAll(/<script type="application\/(?:ld\+)?json">(.*?)<\/script>/gs)) {
    assert.doesNotMatch(json!, /[<>&\u2028\u2029]/);
    assert.match(JSON.stringify(JSON.parse(json!)), /<\/script>|chainId|\{\}|pictures|pauseSeconds|"first":"baf/);
  }
});
