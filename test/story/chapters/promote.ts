import assert from 'node:assert/strict';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import { seePicture } from '../support/photo.ts';
import { ask, persona, readerOn, type Stage, tokenOf } from '../support/story.ts';
import { findListing } from './browse.ts';

const promoter = persona('aiko');
const invited = persona('tomas');
const title = 'Cloud mug in speckled stoneware';

/** A promoter finds a listing, takes card, code, link and text, and sees what came of earlier ones. */
export async function share(stage: Stage): Promise<void> {
  const reader = await readerOn(stage, 1);
  const { page, words, inspect } = reader;
  const cid = await findListing(stage, title);
  await reader.visit('/promote');
  await reader.become(promoter);
  await page.getByRole('textbox', { name: words.t('share.find') }).fill(title);
  await page.getByRole('button', { name: words.t('share.do_find'), exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();

  const card = page.getByRole('img', { name: words.t('share.card', { title }) });
  await card.waitFor();
  await seePicture(card);
  const size = await card.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => [
    naturalWidth,
    naturalHeight,
  ]);
  assert.deepEqual(size, [1_200, 630]);
  await page
    .getByRole('img', { name: words.t('promote.qr') })
    .first()
    .waitFor();
  await page.getByRole('button', { name: words.t('share.copy_text') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: words.t('promote.copied') })
    .first()
    .waitFor();
  const text = (await page.evaluate('navigator.clipboard.readText()')) as string;
  const link = new URL(text.split('\n').at(-1) ?? '');
  assert.equal(`${link.pathname}${link.search}`, `/listing/${cid}?ref=${promoter.address}`);
  assert.ok(text.includes(words.t('share.disclosure')), text);
  await inspect();

  const record = await ask<PromoterDetail>(stage, 1, `/promoters/${promoter.address}`);
  const [earned] = record.earnings;
  assert.ok(earned && BigInt(earned.earnedUnits) > 0n && record.children === 1);
  const earnings = page.getByRole('region', { name: words.t('promote.earnings') });
  await earnings
    .getByText(words.money(earned.earnedUnits, await tokenOf(stage)), { exact: true })
    .first()
    .waitFor();
  await earnings.getByRole('row').nth(1).waitFor();
  const tree = page.getByRole('region', { name: words.t('tree.title') });
  await tree.getByRole('img', { name: words.count('promote.children', 1) }).waitFor();
  const child = tree.locator(`a[href="/people/${invited.address}"]`);
  await child.filter({ hasText: invited.names.en ?? '' }).waitFor();

  // Whoever follows the link is told who earns by it.
  await reader.visit(`${link.pathname}${link.search}`);
  await page.getByRole('main').locator(`[title="${promoter.address}"]`).first().waitFor();
}
