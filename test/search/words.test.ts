import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText } from '../../indexer/search/fold-text.ts';
import { stem } from '../../indexer/search/stem.ts';
import { distance, neighbours } from '../../indexer/search/words.ts';

test('accents, widths, traditional characters and apostrophes are folded', () => {
  assert.equal(foldText('Café ＭＵＧ'), 'cafe mug');
  assert.equal(foldText('真皮錢包'), '真皮钱包');
  assert.equal(foldText("Men’s and women's"), 'men and women');
  assert.equal(foldText("don't"), 'dont');
});

test('plurals and endings meet in one stem, and short words stay', () => {
  const alike = [
    ['bags', 'bag'],
    ['boxes', 'box'],
    ['knives', 'knife'],
    ['women', 'woman'],
    ['batteries', 'battery'],
    ['printed', 'prints', 'printing', 'print'],
    ['glazed', 'glazing', 'glaze'],
    ['snowboarding', 'snowboards', 'snowboard'],
    ['wrapped', 'wrapping', 'wraps', 'wrap'],
    ['glass', 'glasses'],
  ];
  for (const words of alike) assert.equal(new Set(words.map(stem)).size, 1, `${words}: ${words.map(stem)}`);
  for (const word of ['ring', 'red', 'bus', 'string', '300ml', 'seed']) assert.equal(stem(word), word);
});

test('a misspelt word shares a neighbour with the right one', () => {
  const near = (a: string, b: string) => [...neighbours(a)].some((each) => neighbours(b).has(each));
  assert.ok(near('lether', 'leather'));
  assert.ok(near('mugs', 'mgus'));
  assert.ok(near('porcelian', 'porcelain'));
  assert.ok(!near('mug', 'rug'), 'three letters are too few to guess from');
  assert.equal(distance('porcelian', 'porcelain'), 1);
  assert.equal(distance('kitten', 'sitting'), 3);
});
