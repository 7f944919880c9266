import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pickLanguage } from '../../protocol/pick-language.ts';
import { cleanText, localisedSchema, tagsFor, textSchema } from '../../protocol/text.ts';

const accepts = (text: unknown, most = 100) => textSchema(most).safeParse(text).success;

test('letters of every script, emoji with joiners, tabs and line breaks are text', () => {
  for (const text of ['Linen shirt', '亚麻衬衫', 'قميص كتان', 'नमस्ते', '👩‍👧', 'a\tb\nc', 'Ｆｕｌｌ', '']) {
    assert.ok(accepts(text), JSON.stringify(text));
  }
});

test('what can disguise a text or break a store is refused and cleaned away', () => {
  const bad = {
    nul: 'a\u0000b',
    bell: 'a\u0007b',
    c1: 'a\u0085b',
    delete: 'a\u007fb',
    rightToLeftOverride: 'a\u202eb',
    isolate: 'a\u2066b',
    arabicMark: 'a\u061cb',
    zeroWidthSpace: 'a\u200bb',
    wordJoiner: 'a\u2060b',
    lineSeparator: 'a\u2028b',
    byteOrderMark: 'a\ufeffb',
    loneHigh: 'a\ud800b',
    loneLow: 'a\udc00b',
    reversedPair: 'a\udc00\ud800b',
    splitPair: 'a\ud83d\u0000\ude00b',
  };
  for (const [name, text] of Object.entries(bad)) {
    assert.ok(!accepts(text), name);
    assert.equal(cleanText(text), 'ab', name);
  }
});

test('text is composed and has no outer spaces', () => {
  for (const text of ['e\u0301', ' a', 'a ', '\n', '\u212b']) assert.ok(!accepts(text), JSON.stringify(text));
  assert.equal(cleanText(' e\u0301 '), 'é');
});

test('cleaning once is enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const clean = cleanText(text);
      assert.equal(cleanText(clean), clean);
      assert.ok(accepts(clean));
      assert.ok(clean.isWellFormed());
    }),
    { numRuns: 2_000 },
  );
});

test('what is spared the cleaning would come out of it unchanged', () => {
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    for (const text of [character, `a${character}`, `${character}a`, `中${character}é`]) {
      if (cleanText(text) !== text) continue;
      assert.equal(text.normalize('NFC'), text);
      assert.equal(text.trim(), text);
      assert.ok(!/[\p{Cs}\u202e\u200b\ufeff]/u.test(text), JSON.stringify(text));
    }
  }
});

test('only strings within their length are text', () => {
  assert.ok(accepts('ab', 2));
  assert.ok(!accepts('abc', 2));
  assert.ok(!textSchema(5, 1).safeParse('').success);
  for (const other of [5, null, {}, ['a']]) assert.ok(!accepts(other));
});

test('a localised text has at least one language, under real tags', () => {
  const schema = localisedSchema(10);
  assert.ok(schema.safeParse({ en: 'a', 'zh-CN': 'b', 'zh-Hant-TW': 'c' }).success);
  for (const bad of [
    {},
    { EN: 'a' },
    { english: 'a' },
    { en: '' },
    { en: 'a', __proto__x: 'b' },
    JSON.parse('{"__proto__":"a"}'),
    JSON.parse('{"constructor":"a"}'),
  ]) {
    assert.ok(!schema.safeParse(bad).success, JSON.stringify(bad));
  }
});

test("the reader's language is picked, else a near one, else English, else any", () => {
  const texts = { fr: 'F', en: 'E', 'zh-CN': 'Z' };
  assert.deepEqual(pickLanguage(texts, 'zh-CN'), { language: 'zh-CN', value: 'Z' });
  assert.deepEqual(pickLanguage(texts, 'zh-TW'), { language: 'zh-CN', value: 'Z' });
  assert.deepEqual(pickLanguage(texts, 'es'), { language: 'en', value: 'E' });
  assert.deepEqual(pickLanguage({ fr: 'F', de: 'D' }, 'es'), { language: 'de', value: 'D' });
  assert.throws(() => pickLanguage({}, 'en'), RangeError);
});

test('a reader sees the tags of their own script, or all of them where there is none', () => {
  const tagsOf = (tags: string[], language: string) => tagsFor(tags, { language, tagOf: (tag) => tag });
  const tags = ['mug', '马克杯', 'USB-C', 'T恤'];
  assert.deepEqual(tagsOf(tags, 'en'), ['mug', 'USB-C']);
  assert.deepEqual(tagsOf(tags, 'zh-CN'), ['马克杯', 'T恤']);
  assert.deepEqual(tagsOf(['mug', 'tea'], 'zh-CN'), ['mug', 'tea']);
  assert.deepEqual(tagsOf(['茶'], 'en'), ['茶']);
  assert.deepEqual(tagsOf([], 'en'), []);
});
