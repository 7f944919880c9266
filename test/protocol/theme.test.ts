import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cidOf, DAG_CBOR, encodeDocument } from '../../protocol/block.ts';
import { type Colour, contrastHundredths } from '../../protocol/contrast.ts';
import { decodeProfile } from '../../protocol/profile.ts';
import {
  isLegible,
  sectionsInOrder,
  shopSections,
  TEXT_CONTRAST,
  themeGrounds,
  themeSchema,
} from '../../protocol/theme.ts';
import { accentOfStyle, stylePath, styleSheet } from '../../protocol/theme-style.ts';
import { image, profile } from './samples.ts';

const accent = { light: '#7a2e12', dark: '#f0a58a' } as const;
const accepts = (theme: unknown) => themeSchema.safeParse(theme).success;

test('contrast is that of WCAG 2', () => {
  assert.equal(contrastHundredths('#000000', '#ffffff'), 2_100);
  assert.equal(contrastHundredths('#ffffff', '#ffffff'), 100);
  // The last grey that passes on white, and the first that does not.
  assert.equal(contrastHundredths('#767676', '#ffffff'), 454);
  assert.equal(contrastHundredths('#777777', '#ffffff'), 447);
  assert.equal(contrastHundredths('#0000ff', '#ffffff'), contrastHundredths('#ffffff', '#0000ff'));
  assert.equal(contrastHundredths('#0000ff', '#ffffff'), 859);
  assert.equal(contrastHundredths('#ff0000', '#ffffff'), 399);
});

test('an accent must be legible where it stands', () => {
  assert.ok(accepts({ accent }));
  assert.ok(!accepts({ accent: { light: accent.dark, dark: accent.dark } }), 'pale on a light page');
  assert.ok(!accepts({ accent: { light: accent.light, dark: accent.light } }), 'deep on a dark page');
  for (const light of ['#7A2E12', '7a2e12', '#7a2e1', '#7a2e123', 'red', 'url(x)', '#7a2e12;}'])
    assert.ok(!accepts({ accent: { ...accent, light } }), light);
  assert.ok(!accepts({ accent: { light: accent.light } }));
});

test('the pages of the market have no ground that is worse than those of the protocol', async () => {
  const tokens = await readFile(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
  for (const name of ['ground', 'surface', 'sunken', 'accent-tint']) {
    const [, light, dark] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens) ?? [];
    assert.ok(light !== undefined && dark !== undefined, name);
    assert.ok(
      contrastHundredths(light as Colour, '#000000') >= contrastHundredths(themeGrounds.light, '#000000'),
      name,
    );
    if (name !== 'accent-tint')
      assert.ok(
        contrastHundredths(dark as Colour, '#ffffff') >= contrastHundredths(themeGrounds.dark, '#ffffff'),
        name,
      );
  }
});

const mixed = (colour: string, share: number, other: string): Colour => {
  const channel = (at: number) => {
    const [one, two] = [colour, other].map((text) => Number.parseInt(text.slice(at, at + 2), 16));
    return Math.round((one ?? 0) * share + (two ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
};

test('every accent that passes can be read on its own tint, and words can be read on it', () => {
  const steps = Array.from({ length: 16 }, (_, step) => (step * 17).toString(16).padStart(2, '0'));
  let passed = 0;
  for (const red of steps)
    for (const green of steps)
      for (const blue of steps) {
        const colour: Colour = `#${red}${green}${blue}`;
        if (isLegible(colour, 'light')) {
          passed += 1;
          assert.ok(contrastHundredths(colour, '#ffffff') >= TEXT_CONTRAST, colour);
          assert.ok(contrastHundredths(colour, mixed(colour, 0.1, '#ffffff')) >= TEXT_CONTRAST, colour);
        }
        if (isLegible(colour, 'dark')) {
          passed += 1;
          assert.ok(contrastHundredths(colour, '#000000') >= TEXT_CONTRAST, colour);
          assert.ok(contrastHundredths(colour, mixed(colour, 0.08, '#171f1b')) >= TEXT_CONTRAST, colour);
        }
      }
  assert.ok(passed > 1_000);
});

test('a theme is bounded and strict', () => {
  assert.ok(accepts({}));
  assert.ok(accepts({ accent, header: image(), sections: ['reviews', 'goods'], featured: ['mug', 'bowl'] }));
  assert.ok(!accepts({ font: 'serif' }));
  assert.ok(!accepts({ sections: [] }));
  assert.ok(!accepts({ sections: ['goods', 'goods'] }));
  assert.ok(!accepts({ sections: ['standing'] }), 'what stands behind the shop is not the shop’s to move');
  assert.ok(!accepts({ featured: ['mug', 'mug'] }));
  assert.ok(!accepts({ featured: ['No handle'] }));
});

test('sections that a shop does not name follow in the usual order', () => {
  assert.deepEqual(sectionsInOrder([]), [...shopSections]);
  assert.deepEqual(sectionsInOrder(['reviews']).slice(0, 3), ['reviews', 'featured', 'goods']);
  assert.equal(sectionsInOrder(['returns', 'goods']).length, shopSections.length);
});

test('a profile without a theme keeps its bytes and its name, and one with a theme comes back whole', () => {
  const plain = encodeDocument(profile());
  assert.equal(plain.cid.toString(), cidOf(plain.bytes, DAG_CBOR).toString());
  assert.deepEqual(decodeProfile(plain.bytes), { ok: true, value: profile() });
  const themed = profile({ theme: { accent, sections: ['reviews'], featured: ['mug'] } });
  const decoded = decodeProfile(encodeDocument(themed).bytes);
  assert.deepEqual(decoded, { ok: true, value: themed });
  const broken = decodeProfile(
    encodeDocument({ ...themed, theme: { accent: { light: '#ffffff', dark: '#000000' } } }).bytes,
  );
  assert.equal(broken.ok, false);
});

test('a style sheet is made of its name alone, and only of colours that can be read', () => {
  assert.equal(stylePath(accent), '/theme/7a2e12-f0a58a.css');
  assert.deepEqual(accentOfStyle('7a2e12-f0a58a.css'), accent);
  assert.match(styleSheet(accent), /--accent: light-dark\(#7a2e12, #f0a58a\);/);
  for (const name of [
    '',
    '7a2e12.css',
    '7a2e12-f0a58a',
    'f0a58a-7a2e12.css',
    '7A2E12-f0a58a.css',
    '7a2e12-f0a58a.css.css',
  ])
    assert.equal(accentOfStyle(name), undefined, name);
});
