import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoriesBelow, findCategories } from '../../indexer/search/find-categories.ts';

const MUGS = 2169;
const names = (query: string) => findCategories(query).map((each) => each.names.en);

test('a category is found by its name in either language, the plainest first', () => {
  assert.deepEqual(findCategories('Mugs')[0]?.category, MUGS);
  assert.deepEqual(findCategories(' mug ')[0]?.category, MUGS);
  assert.deepEqual(findCategories('马克杯')[0]?.category, MUGS);
  assert.ok(names('bicycle').length > 5 && names('bicycle').length <= 20);
  assert.match(names('bicycle')[0] ?? '', /^Bicycle/);
});

test('words may name what is above, a number names one, and nothing is found for nothing', () => {
  assert.ok(names('drinkware mugs').includes('Mugs'));
  const [mugs] = findCategories(String(MUGS));
  assert.deepEqual(mugs?.above.map((each) => each.names.en).slice(-2), ['Tableware', 'Drinkware']);
  assert.deepEqual(findCategories(''), []);
  assert.deepEqual(findCategories('zzzz'), []);
  assert.deepEqual(findCategories('999999'), []);
});

test('levels are opened one after the other', () => {
  const top = categoriesBelow(null);
  assert.equal(top.length, 21);
  assert.ok(top.every(({ above, parent }) => above.length === 0 && parent === null));
  const [first] = top;
  assert.ok(first);
  assert.ok(categoriesBelow(first.category).every(({ above }) => above[0]?.category === first.category));
});
