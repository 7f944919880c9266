import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Promoters and who brought them. */
export const referralsHandlers: Handlers<'referrals', HandlerContext> = {
  PromoterRegistered: ({ promoter, parent }, place, { rows }) =>
    rows.append('promoters', {
      address: promoter as Address,
      parent: parent as Address,
      registered_at: place.time,
      registered_block: place.block,
      registered_log: place.log,
    }),
};
