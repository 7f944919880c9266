import assert from 'node:assert/strict';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { Locale } from '../../../web/locale.ts';
import { until } from '../../support/until.ts';
import { act, assertState, openOrder, readAddress } from '../support/order-page.ts';
import { makePhoto } from '../support/photo.ts';
import type { Destination } from '../support/purchase.ts';
import { ask, cast, orderOn, readerOn, type Sale, type Story } from '../support/story.ts';

/** The seller opens an order, reads where it goes, and ships it. */
export async function ship(
  story: Story,
  sale: Sale,
  { to, node = 2, locale = 'en' }: { to: Destination; node?: 2 | 3; locale?: Locale },
): Promise<void> {
  await until(`the details of ${sale.order} on node ${node}`, async () => {
    const { detailsHeld } = await orderOn(story, node, sale.order);
    return detailsHeld;
  });
  const reader = await readerOn(story, node, locale);
  await reader.visit('/desk/orders');
  await reader.become(cast.seller);
  await reader.page.locator(`a[href="/order/${sale.order}"]`).waitFor();
  await openOrder(reader, sale.order);
  await assertState(reader, 'paid');
  const written = await readAddress(reader);
  for (const part of [to.recipient, to.line1, to.postalCode, to.city, to.region, to.phone, to.notes]) {
    if (part !== undefined) assert.ok(written.includes(part), `"${part}" is missing in ${written}`);
  }
  assert.ok(written.includes(reader.words.country(to.country)));
  await act(reader, {
    action: 'ship',
    state: 'shipped',
    fill: (form) => form.getByRole('textbox', { name: reader.words.t('order.tracking') }).fill('DHL 00340434161094'),
  });
  await reader.page.getByText('DHL 00340434161094').waitFor();
}

/** The buyer confirms and reviews, with or without a photo. */
export async function confirmAndReview(
  story: Story,
  sale: Sale,
  { stars, text, photo, locale = 'en' }: { stars: number; text: string; photo: boolean; locale?: Locale },
): Promise<void> {
  const reader = await readerOn(story, 2, locale);
  const { page, words } = reader;
  await openOrder(reader, sale.order);
  await reader.become(cast.buyer);
  await act(reader, { action: 'confirm', state: 'completed' });
  await act(reader, {
    action: 'review',
    state: 'completed',
    async fill(form) {
      await form.getByRole('radio', { name: words.t('stars.label', { stars: words.number(stars) }) }).check();
      await form.getByRole('textbox', { name: words.t('order.review_text') }).fill(text);
      if (!photo) return;
      const buffer = await makePhoto();
      await form
        .getByLabel(words.t('order.photos', { most: 6 }))
        .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
      await form.getByRole('img', { name: words.t('review.photo') }).waitFor();
    },
  });
  await until(`the text of the review of ${sale.order} on node 2`, async () => {
    const { items } = await ask<{ items: ReviewView[] }>(story, 2, `/reviews?order=${sale.order}`);
    return items[0]?.content != null;
  });
  await openOrder(reader, sale.order);
  await page.getByText(text).waitFor();
}
