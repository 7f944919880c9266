import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlToMarkdown } from '../../../protocol/products/html-to-markdown.ts';
import { renderDescription } from '../../../protocol/products/render-description.ts';

const cases: [html: string, markdown: string][] = [
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['plain text', 'plain text'],
  ['<ul><li>a</li><li><strong>b</strong> c</li></ul>', '- a\n- **b** c'],
  ['<ol><li>first</li><li>second</li></ol>', '1. first\n2. second'],
  ['<h1>Big</h1><h3>Small</h3>', '## Big\n\n### Small'],
  ['<a href="https://example.org/a">link</a>', '[link](https://example.org/a)'],
  ['<a href="//example.org">link</a>', '[link](https://example.org)'],
  ['<a href="javascript:alert(1)">link</a>', 'link'],
  ['<script>alert(1)</script><p>kept</p><style>p{}</style>', 'kept'],
  ['<img src=x onerror=alert(1)>text<svg onload=alert(1)></svg>', 'text'],
  ['a * b _ c [d] <p>1. not a list</p>', 'a \\* b \\_ c \\[d\\]\n\n1\\. not a list'],
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '\\<script\\>alert(1)\\</script\\>'],
  ['<p>手工<em>陶瓷</em>杯</p>', '手工*陶瓷*杯'],
  ['<blockquote><p>said</p></blockquote>', '> said'],
  ['<p>  many\n   spaces </p>', 'many spaces'],
];

for (const [html, markdown] of cases) {
  test(`turns ${JSON.stringify(html).slice(0, 60)} into Markdown`, () => {
    assert.equal(htmlToMarkdown(html), markdown);
  });
}

test('what it makes never renders to HTML of the stranger', () => {
  for (const [html] of cases) {
    const rendered = renderDescription(htmlToMarkdown(html));
    assert.doesNotMatch(rendered, /<(script|img|svg|style)|javascript:|onerror=\S|onload=\S/i);
  }
});

test('Markdown that was made from HTML renders and reads back to itself', () => {
  for (const [html] of cases) {
    const markdown = htmlToMarkdown(html);
    assert.equal(htmlToMarkdown(renderDescription(markdown)), markdown);
  }
});
