import assert from 'node:assert/strict';
import type { Page as List } from '../../../protocol/api/common.ts';
import type { MessageView } from '../../../protocol/api/message.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { until } from '../../support/until.ts';
import { buyer, shop } from '../support/case-parties.ts';
import { openOrder } from '../support/order-page.ts';
import { makePhoto, seePicture } from '../support/photo.ts';
import type { Reader } from '../support/reader.ts';
import { ask, readerAt, readerOn, type Stage } from '../support/story.ts';

/** What the two write; the second line is what the court is shown later. */
export const said = {
  buyer: 'One plate arrived with a crack. Here is a photo.',
  shop: '很抱歉，我打包时没有加隔板，是我的疏忽。',
} as const;

const messagesOn = async (stage: Stage, node: 1 | 2, order: Hex): Promise<MessageView[]> =>
  (await ask<List<MessageView>>(stage, node, `/orders/${order}/messages`)).items;

const openTalk = async ({ page, words, inspect }: Reader): Promise<void> => {
  await page.getByRole('button', { name: words.t('talk.open') }).click();
  await page.getByRole('button', { name: words.t('talk.open') }).waitFor({ state: 'detached' });
  await inspect();
};

async function write({ page, words, inspect }: Reader, to: 'buyer' | 'seller', text: string): Promise<void> {
  await page.getByLabel(words.t('talk.add_photos'), { exact: true }).setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: await makePhoto(),
  });
  await page.getByRole('img', { name: words.t('talk.photo_chosen', { index: 1 }) }).waitFor();
  await page.getByRole('textbox', { name: words.t(`talk.field_${to}`) }).fill(text);
  await inspect();
  await page.getByRole('button', { name: words.t('talk.send'), exact: true }).click();
  const failure = page.locator('.talk').getByRole('alert');
  const sent = page.getByText(words.t('talk.sent'));
  await sent.or(failure).first().waitFor();
  if (await failure.isVisible()) assert.fail(await failure.innerText());
  await inspect();
}

/** Sees a text and its photo in the log, and that the photo is one. */
async function see({ page, words, inspect }: Reader, text: string): Promise<void> {
  const log = page.getByRole('log', { name: words.t('talk.log') });
  const message = log.getByRole('listitem').filter({ hasText: text });
  await seePicture(message.getByRole('img'));
  await inspect();
}

/**
 * Buyer and seller of an order write to each other, each on another node, in another language, the seller before a phone;
 * whoever else looks sees only that they did.
 */
export async function talk(stage: Stage, order: Hex): Promise<void> {
  // The two wrote to each other before the story begins.
  const earlier = new Set((await messagesOn(stage, 1, order)).map(({ id }) => id));
  const writtenOn = async (node: 1 | 2): Promise<MessageView[]> =>
    (await messagesOn(stage, node, order)).filter(({ id }) => !earlier.has(id));
  const one = await readerOn(stage, 1);
  await openOrder(one, order);
  await one.become(buyer);
  await openTalk(one);
  await write(one, 'seller', said.buyer);
  await see(one, said.buyer);

  await until('the message with its photo on node 2', async () => {
    const [message] = await writtenOn(2);
    return message?.body.held === true && message.attachments.every(({ held }) => held);
  });
  const two = await readerAt(stage, { node: 2, locale: 'zh-CN', phone: true });
  await openOrder(two, order);
  await two.become(shop);
  await two.page.getByText(two.words.t('talk.sealed')).first().waitFor();
  await openTalk(two);
  await see(two, said.buyer);
  await write(two, 'buyer', said.shop);

  // The answer comes to the buyer's open page by itself.
  await see(one, said.shop);
  const envelopes = (await writtenOn(1)).map(({ envelope }) => Buffer.from(envelope, 'base64url'));
  assert.equal(envelopes.length, 2);
  for (const text of Object.values(said)) assert.ok(envelopes.every((bytes) => !bytes.includes(text)));
}

/** In the form of evidence: opens what the seller wrote, photo and all. */
export async function disclose({ page, words, inspect }: Reader, text: string): Promise<void> {
  await page.getByRole('button', { name: words.t('disclose.read') }).click();
  await page.getByText(words.t('disclose.public')).waitFor();
  await page.getByRole('checkbox', { name: text }).check();
  await page.getByRole('checkbox', { name: words.count('disclose.photos', 1) }).check();
  await page.getByText(words.count('disclose.chosen', 2)).waitFor();
  await inspect();
}

/** A reader of the case without any wallet sees what was opened, and that its writer signed it. */
export async function seeDisclosed(reader: Reader, text: string): Promise<void> {
  const { page, words, inspect } = reader;
  const piece = page.locator('.shown-piece').filter({ hasText: text });
  await piece.getByText(words.t('shown.proof_message')).waitFor();
  await piece.getByText(words.t('talk.seller'), { exact: true }).waitFor();
  await seePicture(page.getByRole('img', { name: words.t('shown.photo') }));
  assert.equal(await page.locator('.shown-piece.talk-wrong').count(), 0);
  assert.ok(!(await page.locator('main').innerText()).includes(said.buyer), 'what was not opened stays sealed');
  await inspect();
}
