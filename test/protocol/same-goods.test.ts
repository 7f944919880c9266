import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Goods, isSameGoods } from '../../protocol/same-goods.ts';

const goods = (parts: Partial<Goods> = {}): Goods => ({
  kind: 'shipped',
  brand: 'Kiln & Co',
  category: 2_169,
  texts: {
    en: {
      title: 'Stoneware Mug, Indigo Glaze, 350 ml',
      description: 'Thrown by hand in Jingdezhen and glazed twice. Dishwasher safe. Holds 350 ml.',
    },
    'zh-CN': { title: '手工陶瓷马克杯 靛蓝釉', description: '景德镇手工拉坯，两次上釉，可用洗碗机清洗。' },
  },
  images: [['front-320', 'front-640'], ['side-320'], ['box-320']],
  barcodes: ['6901234567892'],
  ...parts,
});
const { brand: _brand, ...unbranded } = goods({ barcodes: [] });
const mug = unbranded satisfies Goods;
const english = (title: string, description: string): Goods['texts'] => ({ en: { title, description } });

const honest: [edit: string, before: Goods, after: Goods][] = [
  ['nothing', goods(), goods()],
  [
    'a typo put right',
    { ...mug, texts: english('Stonwear Mug, Indigo Glaze', 'Thrown by hnad.') },
    { ...mug, texts: english('Stoneware Mug, Indigo Glaze', 'Thrown by hand.') },
  ],
  [
    'a translation added',
    { ...mug, texts: english('Stoneware Mug', 'Thrown by hand.') },
    {
      ...mug,
      texts: {
        ...english('Stoneware Mug', 'Thrown by hand.'),
        'zh-CN': { title: '陶瓷马克杯', description: '手工拉坯。' },
      },
    },
  ],
  [
    'a bad translation replaced',
    mug,
    { ...mug, texts: { ...mug.texts, 'zh-CN': { title: '石器咖啡杯', description: '全新的介绍。' } } },
  ],
  ['new pictures', mug, { ...mug, images: [['new-1'], ['new-2']] }],
  ['a new first picture before the old ones', mug, { ...mug, images: [['new'], ...mug.images] }],
  ['pictures taken away', mug, { ...mug, images: [] }],
  [
    'a short description made long',
    { ...mug, texts: english('Stoneware Mug', 'A mug.') },
    { ...mug, texts: english('Stoneware Mug', goods().texts.en!.description.repeat(3)) },
  ],
  ['another title for the same pictures', mug, { ...mug, texts: english('Handmade Coffee Cup', 'For the office.') }],
  [
    'another title and pictures, the same words below',
    mug,
    { ...mug, texts: english('Handmade Coffee Cup', mug.texts.en!.description), images: [['new']] },
  ],
  ['another category', mug, { ...mug, category: 6_049 }],
  [
    'a new title and new pictures of the same barcode',
    goods(),
    goods({ texts: english('Handmade Coffee Cup', 'For the office.'), images: [['new']] }),
  ],
  ['the brand named now', mug, { ...mug, brand: 'Kiln & Co' }],
  ['a language given up', mug, { ...mug, texts: { 'zh-CN': mug.texts['zh-CN']! } }],
  [
    'a service with no pictures, reworded',
    { ...mug, kind: 'service', images: [], texts: english('Piano lesson, 60 minutes', 'At your home.') },
    {
      ...mug,
      kind: 'service',
      images: [],
      texts: english('Piano lesson for beginners, 60 minutes', 'At your home or mine.'),
    },
  ],
];

const headphones: Goods = {
  kind: 'shipped',
  category: 543_626,
  texts: english('Wireless Headphones with Noise Cancelling', 'Forty hours of music, folds flat, charges in an hour.'),
  images: [['headphones-320'], ['case-320']],
  barcodes: [],
};

const replaced: [edit: string, before: Goods, after: Goods][] = [
  ['other goods altogether', mug, headphones],
  ['other goods in the same category', mug, { ...headphones, category: mug.category }],
  [
    'other goods with the old pictures behind their own',
    mug,
    { ...headphones, images: [...headphones.images, ...mug.images] },
  ],
  [
    'other goods above the old description',
    mug,
    {
      ...headphones,
      texts: english('Wireless Headphones', `Forty hours of music. Charges in an hour. ${mug.texts.en!.description}`),
    },
  ],
  [
    'other goods, some words of the old title kept',
    mug,
    { ...headphones, texts: english('Mug Wireless Headphones with Noise Cancelling', 'Forty hours of music.') },
  ],
  ['other goods of another brand', goods(), { ...headphones, brand: 'Sono' }],
  [
    'other goods in Chinese',
    mug,
    { ...headphones, texts: { 'zh-CN': { title: '无线降噪耳机', description: '四十小时续航，可折叠。' } } },
  ],
  [
    'a gift card instead of goods',
    mug,
    { ...headphones, kind: 'digital', category: 53, texts: english('Gift Card', 'Sent by mail.') },
  ],
];

for (const [edit, before, after] of honest)
  test(`an edited listing keeps its stars: ${edit}`, () => {
    assert.equal(isSameGoods(before, after), true);
  });
for (const [edit, before, after] of replaced)
  test(`a replaced listing loses its stars: ${edit}`, () => {
    assert.equal(isSameGoods(before, after), false);
  });

const word = fc.string({ minLength: 1, maxLength: 8 });
const anyGoods: fc.Arbitrary<Goods> = fc.record({
  kind: fc.constantFrom('shipped', 'digital'),
  category: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  brand: fc.option(word, { nil: undefined }),
  texts: fc.dictionary(
    fc.constantFrom('en', 'zh-CN', '__proto__'),
    fc.record({ title: word, description: fc.string() }),
  ),
  images: fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
  barcodes: fc.array(word, { maxLength: 2 }),
});

test('every listing is the same as itself, and any two can be compared', () => {
  fc.assert(
    fc.property(anyGoods, anyGoods, (some, other) => {
      assert.equal(isSameGoods(some, structuredClone(some)), true);
      assert.equal(typeof isSameGoods(some, other), 'boolean');
    }),
  );
});
