import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages as english } from '../../web/locales/en/pages.ts';
import { pages as chinese } from '../../web/locales/zh-CN/pages.ts';
import { createWords } from '../../web/words.ts';

const en: Readonly<Record<string, string>> = english;
const zh: Readonly<Record<string, string>> = chinese;
/** Names and commands that are the same in every language. */
const untranslatable = new Set(['brand', 'deadline']);

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
});

test('each text has the same placeholders in both languages', () => {
  for (const [key, text] of Object.entries(en)) assert.deepEqual(placeholders(zh[key]!), placeholders(text), key);
});

test('every Chinese text is Chinese', () => {
  for (const [key, text] of Object.entries(zh)) {
    if (untranslatable.has(key)) continue;
    assert.match(text, /\p{Script=Han}/u, key);
    assert.notEqual(text, en[key], key);
  }
});

test('Chinese texts use full-width punctuation', () => {
  for (const [key, text] of Object.entries(zh)) {
    if (untranslatable.has(key)) continue;
    assert.doesNotMatch(text, /\p{Script=Han}[,.;:!?()]|[,;:!?()]\p{Script=Han}/u, key);
  }
});

test('no English text holds Chinese', () => {
  for (const [key, text] of Object.entries(en)) assert.doesNotMatch(text, /\p{Script=Han}/u, key);
});

test('counted texts follow the plural rule of the language', () => {
  const words = createWords<keyof typeof english>('en', english);
  assert.equal(words.count('listings', 1), '1 listing');
  assert.equal(words.count('listings', 1_200), '1,200 listings');
  assert.equal(createWords<keyof typeof english>('zh-CN', chinese).count('listings', 1), '1 件商品');
});

test('a missing key is refused, and a value never opens another placeholder', () => {
  const words = createWords<'a'>('en', { a: '{x} and {y}' });
  assert.equal(words.t('a', { x: '{y}', y: 2 }), '{y} and 2');
  assert.throws(() => words.t('b' as 'a'), RangeError);
});
