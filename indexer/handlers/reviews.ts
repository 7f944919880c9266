import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';
import { recordStep } from './record-step.ts';

/** Reviews, their amendments and replies. The texts come from peers. */
export const reviewsHandlers: Handlers<'reviews', HandlerContext> = {
  ReviewPosted: ({ orderId, shop, buyer, token, stars, content, weightUnits }, place, context) => {
    const { rows } = context;
    rows.insert('reviews', {
      order_id: orderId,
      shop: shop as Address,
      buyer: buyer as Address,
      token: token as Address,
      first_stars: stars,
      stars,
      content,
      weight_units: weightUnits,
      posted_at: place.time,
      posted_block: place.block,
      posted_log: place.log,
      reply_content: null,
      replied_at: null,
    });
    rows.update('orders', { id: orderId }, { set: { changed_block: place.block } });
    rows.want(content, 'review', orderId);
    recordStep(context, place, { orderId, event: 'reviewed', by: 'buyer', content });
  },
  ReviewAmended: ({ orderId, stars, content, amendments }, place, context) => {
    const { rows } = context;
    rows.append('amendments', { order_id: orderId, number: amendments, stars, content, posted_at: place.time });
    rows.update('reviews', { order_id: orderId }, { set: { stars } });
    rows.update('orders', { id: orderId }, { set: { changed_block: place.block } });
    rows.want(content, 'review', orderId);
    recordStep(context, place, { orderId, event: 'amended', by: 'buyer', content });
  },
  ReviewReplied: ({ orderId, content }, place, context) => {
    const { rows } = context;
    rows.update('reviews', { order_id: orderId }, { set: { reply_content: content, replied_at: place.time } });
    rows.update('orders', { id: orderId }, { set: { changed_block: place.block } });
    rows.want(content, 'review', orderId);
    recordStep(context, place, { orderId, event: 'replied', by: 'seller', content });
  },
};
