import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Card } from '../../../node/cards/card.ts';
import { cardLimits, createCardStore } from '../../../node/cards/card-store.ts';
import { cardView } from '../../../node/cards/card-view.ts';
import { groupCard, listingCard, marketCard, personCard, shopCard } from '../../../node/cards/cards-of.ts';
import { type CardParts, drawCard } from '../../../node/cards/draw-card.ts';
import { createTextDrawer } from '../../../node/cards/draw-text.ts';
import type { Locale } from '../../../web/locale.ts';
import { listing, listings, now, shopDetail } from '../../web/fixtures.ts';
import { groupDetail } from '../../web/group-fixtures.ts';
import { knownPerson } from '../../web/people-fixtures.ts';

const texts = createTextDrawer();
const plain = { size: 48, colour: '#000000', weight: 'bold', width: 1_000, lines: 1 } as const;
let photo: Uint8Array;
const unreadable: string[] = [];
const parts: CardParts = {
  texts,
  picture: async () => photo,
  unreadable: (cid) => unreadable.push(cid),
};
before(async () => {
  photo = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#c03030' } })
    .webp()
    .toBuffer();
});

/** Where a letter has ink, as a text of ones and zeros. */
async function inkOf(text: string): Promise<string> {
  const drawn = await texts.draw({ ...plain, text });
  assert.ok(drawn, text);
  const pixels = await sharp(drawn.png).resize(32, 32, { fit: 'fill' }).extractChannel('alpha').raw().toBuffer();
  return [...pixels].map((alpha) => (alpha > 127 ? '1' : '0')).join('');
}

test('Chinese characters have shapes of their own, none of them an empty box', async () => {
  const characters = [...'手工拉坯燕麦釉马克杯繁體鑰匙店铺评价保证金拼团'];
  const shapes = await Promise.all(characters.map(inkOf));
  assert.equal(new Set(shapes).size, characters.length);
  for (const [index, shape] of shapes.entries()) {
    // An empty box has ink at its edges alone.
    const inside = Array.from({ length: 16 }, (_, row) => shape.slice((row + 8) * 32 + 8, (row + 8) * 32 + 24)).join(
      '',
    );
    assert.match(inside, /1/, characters[index]);
  }
});

test('letters are drawn alike where the machine has no font at all', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vouch-cards-'));
  after(() => rm(folder, { recursive: true, maxRetries: 5 }));
  const bare = path.join(folder, 'fonts.conf');
  await writeFile(bare, '<fontconfig></fontconfig>');
  const script = `
    import { createHash } from 'node:crypto';
    import { createTextDrawer } from ${JSON.stringify(path.join(import.meta.dirname, '../../../node/cards/draw-text.ts'))};
    const drawn = await createTextDrawer().draw(${JSON.stringify({ ...plain, text: '手工陶瓷杯 Stoneware £12 Ünï' })});
    process.stdout.write(createHash('sha256').update(drawn.png).digest('hex'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, FONTCONFIG_FILE: bare, XDG_CACHE_HOME: folder },
  });
  const here = await texts.draw({ ...plain, text: '手工陶瓷杯 Stoneware £12 Ünï' });
  assert.equal(
    stdout,
    createHash('sha256')
      .update(here?.png ?? '')
      .digest('hex'),
  );
});

test('what the font lacks is left out, markup stays text, and long texts end in time', async () => {
  assert.equal(texts.drawable('手工杯 😀 عربي \u202eevil\u0000  x'), '手工杯 evil x');
  assert.equal(await texts.draw({ ...plain, text: '😀\u200b\ufeff' }), undefined);
  const markup = await texts.draw({ ...plain, text: '<b>x</b> &amp; "\'' });
  const bold = await texts.draw({ ...plain, text: 'x & "\'' });
  assert.ok((markup?.width ?? 0) > 2 * (bold?.width ?? 0), 'tags are drawn as letters');
  for (const text of [
    'W'.repeat(20_000),
    '字'.repeat(20_000),
    '<span size="999999">'.repeat(900),
    `${'a '.repeat(9_000)}`,
  ]) {
    const drawn = await texts.draw({ ...plain, width: 500, lines: 3, text });
    assert.ok(drawn && drawn.width <= 500 && drawn.height <= 48 * 1.6 * 3 + 1, `${text.slice(0, 9)}`);
  }
});

const everyCard = (locale: Locale): Record<string, Card> => {
  const view = cardView(locale, now);
  return {
    listing: listingCard(view, listing, `https://market.example/listing/${listing.cid}?ref=${listing.shop}`),
    shop: shopCard(view, shopDetail, listings),
    group: groupCard(view, groupDetail),
    person: personCard(view, { person: knownPerson.person, promoter: undefined, pictures: [] }),
    market: marketCard(view, listings),
  };
};

test('every kind of card is a small PNG of the size that links ask for, in both languages', async () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    for (const [name, card] of Object.entries(everyCard(locale))) {
      const png = await drawCard(card, parts);
      const { format, width, height } = await sharp(png).metadata();
      assert.deepEqual({ format, width, height }, { format: 'png', width: 1_200, height: 630 }, name);
      assert.ok(png.length < 300_000, `${name} has ${png.length} bytes`);
      const corner = await sharp(png).extract({ left: 5, top: 5, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
      const red = (corner[0] ?? 0) > 150 && (corner[1] ?? 0) < 90;
      assert.equal(red, card.pictures.length > 0, `${name} shows its picture`);
    }
  }
  assert.deepEqual(unreadable, []);
});

test('hostile texts and pictures change nothing but their own place', async () => {
  const view = cardView('en', now);
  const card = listingCard(view, listing, null);
  const hostile =
    '</span><span size="900000" foreground="#ff0000">&#x26;]]><svg onload=1><image href="http://127.0.0.1:1/"/>';
  const png = await drawCard({ ...card, title: hostile, kicker: hostile, notes: [hostile, hostile, hostile] }, parts);
  const usual = await drawCard(card, parts);
  // Everything left of the words and all of the foot is as it was.
  for (const [region, least] of [
    [{ left: 0, top: 0, width: 560, height: 560 }, 0],
    [{ left: 0, top: 562, width: 1_200, height: 66 }, 0],
  ] as const) {
    const [a, b] = await Promise.all(
      [png, usual].map((each) => sharp(each).extract(region).removeAlpha().resize(60, 60).raw().toBuffer()),
    );
    const differing = [...(a ?? [])].filter((value, at) => Math.abs(value - (b?.[at] ?? 0)) > 40).length;
    assert.ok(differing <= least, JSON.stringify(region));
  }
  const withoutPicture = { ...parts, picture: async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  assert.ok((await drawCard(card, withoutPicture)).length > 0);
  const broken: string[] = [];
  const cut = { ...parts, picture: async () => photo.subarray(0, 40), unreadable: (cid: string) => broken.push(cid) };
  assert.ok((await drawCard(card, cut)).length > 0);
  assert.equal(broken.length, 1);
});

test('cards are drawn one at a time, once each, and not without bound', async () => {
  let drawing = 0;
  let most = 0;
  let drawn = 0;
  const gate = Promise.withResolvers<void>();
  const store = createCardStore(async ({ title }) => {
    drawing += 1;
    most = Math.max(most, drawing);
    await gate.promise;
    drawing -= 1;
    drawn += 1;
    if (title === 'fails') throw new RangeError('no card');
    return Buffer.from(title);
  });
  const card = listingCard(cardView('en', now), listing, null);
  const titled = (title: string): Card => ({ ...card, title });
  const first = [store.get(titled('a')), store.get(titled('a')), store.get(titled('fails')).catch(() => 'failed')];
  const others = Array.from({ length: cardLimits.waiting - 2 }, (_, index) => store.get(titled(`other ${index}`)));
  await assert.rejects(store.get(titled('too many')), { code: 'node.unavailable', retryable: true });
  gate.resolve();
  assert.deepEqual((await Promise.all(first)).map(String), ['a', 'a', 'failed']);
  await Promise.all(others);
  assert.equal(most, 1);
  assert.equal(drawn, cardLimits.waiting);
  await store.get(titled('a'));
  assert.equal(drawn, cardLimits.waiting);
  // A drawing that failed is tried again.
  await store.get(titled('fails')).catch(() => undefined);
  assert.equal(drawn, cardLimits.waiting + 1);
});
