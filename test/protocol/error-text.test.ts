import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { contractErrors } from '../../protocol/contract-error-table.ts';
import { errorText } from '../../protocol/error-text.ts';
import en from '../../protocol/error-texts/en.json' with { type: 'json' };
import zhCn from '../../protocol/error-texts/zh-CN.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');

test('both languages have the same codes, each with what happened and what to do', () => {
  assert.deepEqual(Object.keys(zhCn), Object.keys(en));
  for (const [code, texts] of [...Object.entries(en), ...Object.entries(zhCn)]) {
    assert.equal(texts.length, 2, code);
    for (const text of texts) assert.match(text, /^\S.*[.。]$/, code);
  }
  for (const text of Object.values(en).flat()) assert.doesNotMatch(text, /\p{Script=Han}/u);
  for (const text of Object.values(zhCn).flat()) assert.match(text, /\p{Script=Han}/u);
});

test('every error of the contracts has a text of its own', () => {
  for (const { code } of contractErrors) assert.ok(Object.hasOwn(en, code), code);
});

test('every code that the protocol names has a text', async () => {
  const codes = new Set<string>();
  for await (const file of glob('protocol/*.ts', { cwd: root })) {
    const source = await readFile(join(root, file), 'utf8');
    for (const [, code] of source.matchAll(/(?:code: |wrong\(|\? )'([a-z_]+\.[a-z_]+)'/g)) codes.add(code!);
  }
  assert.ok(codes.size > 30);
  const missing = [...codes].filter((code) => errorText(code, 'en') === undefined);
  assert.deepEqual(missing, []);
});

test('a code without a text of its own takes that of its problem', () => {
  assert.deepEqual(errorText('listing.too_large', 'en'), errorText('profile.too_large', 'en'));
  assert.equal(errorText('listing.invalid', 'zh-CN')?.message, '数据无效。');
  assert.notDeepEqual(errorText('money.too_large', 'en'), errorText('listing.too_large', 'en'));
  assert.equal(errorText('listing.unheard_of', 'en'), undefined);
  assert.equal(errorText('__proto__', 'en'), undefined);
});
