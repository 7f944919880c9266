import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { CreditView, StatusView } from '../../../protocol/api/status.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { score1 } from '../../../protocol/score.ts';
import { type Split, splitPayment } from '../../../protocol/split.ts';
import { until } from '../../support/until.ts';
import { seePicture } from '../support/photo.ts';
import { ask, cast, nodeOf, orderOn, readerOn, type Sale, type Story, saleOf } from '../support/story.ts';

const DAY_SECONDS = 86_400;

/** What was written about a sale. */
export interface Written {
  sale: Sale;
  stars: number;
  text: string;
  photos: number;
}

/** The split of a sale that ended well, by the terms that the import gives every product. */
export const splitOf = ({ totalUnits }: Sale): Split =>
  splitPayment({
    totalUnits,
    refundBps: 0,
    feeBps: 100,
    commissionBps: 500,
    parentBps: 2_000,
    hostBps: 100,
    leaderBps: 0,
    pickupBps: 0,
    hasPromoter: true,
    hasParent: true,
    hasHost: true,
    hasLeader: false,
    hasPickup: false,
  });

const unitsText = (split: Split) =>
  Object.fromEntries(Object.entries(split).map(([name, units]) => [name, units.toString()]));

/** Node 3 shows where every unit went: to promoter, parent, host and seller; the second sale remembered the link. */
export async function seeMoney(story: Story): Promise<void> {
  const sales = [saleOf(story, 'first'), saleOf(story, 'second'), saleOf(story, 'third')];
  for (const sale of sales) {
    const order = await until(`the completed order ${sale.order} on node 3`, async () => {
      const found = await orderOn(story, 3, sale.order);
      return found.outcome === 'confirmed' && found.payout !== null && found;
    });
    const { penaltyUnits, coverageFeeUnits, costsUnits, ...payout } = order.payout ?? assert.fail('no payout');
    assert.deepEqual(payout, unitsText(splitOf(sale)));
    assert.deepEqual([penaltyUnits, coverageFeeUnits, costsUnits], ['0', '0', '0']);
    assert.equal(order.terms.promoter, cast.promoter.address);
    assert.equal(order.terms.parent, cast.parent.address);
  }
  const sum = (key: keyof Split): bigint => sales.reduce((total, sale) => total + splitOf(sale)[key], 0n);
  const { host } = await ask<StatusView>(story, 2, '/status');
  const shares = [
    [cast.promoter.address, sum('promoterUnits')],
    [cast.parent.address, sum('parentUnits')],
    [host as Address, sum('hostUnits')],
    [cast.seller.address, sum('sellerUnits')],
  ] as const;
  for (const [owner, units] of shares) {
    const { items } = await ask<{ items: CreditView[] }>(story, 3, `/credits?owner=${owner}`);
    assert.deepEqual(
      items.map(({ creditUnits }) => creditUnits),
      [units.toString()],
      owner,
    );
  }
  for (const [owner, units] of shares.slice(0, 2)) {
    const { earnings } = await ask<PromoterDetail>(story, 3, `/promoters/${owner}`);
    assert.deepEqual(
      earnings.map(({ earnedUnits, pendingUnits }) => [earnedUnits, pendingUnits]),
      [[units.toString(), '0']],
    );
  }
}

/** Node 3 shows stars, words, photos and the score, which is the one that the protocol gives. */
export async function seeReviews(story: Story, written: readonly Written[]): Promise<void> {
  const reader = await readerOn(story, 3);
  const { page, words } = reader;
  for (const { sale, stars, text, photos } of written) {
    const review = await until(`the review of ${sale.order} on node 3`, async () => {
      const { items } = await ask<{ items: ReviewView[] }>(story, 3, `/reviews?order=${sale.order}`);
      return items[0]?.content != null && items[0];
    });
    assert.deepEqual([review.stars, review.content?.text, review.content?.photos.length], [stars, text, photos]);
    for (const { sources } of review.content?.photos ?? []) {
      for (const { cid } of sources) await assertCleanPhoto(story, cid);
    }
    await reader.visit(`/order/${sale.order}`);
    const card = page.getByRole('listitem').filter({ hasText: text });
    await card.getByRole('img', { name: words.t('stars.label', { stars: words.stars(stars * 1_000) }) }).waitFor();
    const shown = await card.getByRole('img', { name: words.t('review.photo') }).all();
    assert.equal(shown.length, photos);
    for (const image of shown) await seePicture(image);
    for (const step of ['paid', 'shipped', 'closed', 'reviewed'] as const) {
      await page
        .getByRole('listitem')
        .filter({ hasText: words.t(`step.${step}`) })
        .first()
        .waitFor();
    }
  }
  await seeScore(story, written);
}

/** A photo without the camera's data, as a picture that browsers show. */
async function assertCleanPhoto(story: Story, cid: string): Promise<void> {
  const picture = await until(`the photo ${cid} on node 3`, async () => {
    const response = await fetch(`${nodeOf(story, 3).url}/image/${cid}`);
    return response.ok && response;
  });
  const { format, exif, xmp } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  assert.ok(format === 'webp' || format === 'heif', format);
  assert.deepEqual([exif, xmp], [undefined, undefined]);
}

async function seeScore(story: Story, written: readonly Written[]): Promise<void> {
  const { blockTime } = await ask<StatusView>(story, 3, '/status');
  const orders: OrderDetail[] = [];
  for (const { sale } of written) orders.push(await orderOn(story, 3, sale.order));
  const { milliStars } = score1(
    written.map(({ sale, stars }, index) => ({
      feeMicros: splitOf(sale).feeUnits,
      halfStars: 2 * stars,
      paidAt: orders[index]?.paidAt ?? 0,
    })),
    (Math.floor(blockTime / DAY_SECONDS) + 1) * DAY_SECONDS,
  );
  const path = `/shops/${cast.seller.address}`;
  const shop = await ask<ShopDetail>(story, 3, path);
  assert.equal(shop.score.reviews, written.length);
  assert.equal(shop.score.milliStars, milliStars);
  assert.deepEqual(await ask<ShopDetail>(story, 2, path), shop, 'the same on the node that served the sales');

  const { page, words, visit } = await readerOn(story, 3);
  await visit(`/shop/${cast.seller.address}`);
  await page
    .getByRole('region', { name: words.t('shop.score') })
    .getByText(words.stars(milliStars))
    .first()
    .waitFor();
  await page.getByText(written[0]?.text ?? '').waitFor();
}
