import { limits } from '../../protocol/limits.ts';
import type { PromoterReference } from '../page-request.ts';
import { Icon } from './icon.tsx';
import { Island } from './island.tsx';
import { couponIn } from './links.ts';
import { depositFor } from './shop-record.tsx';
import { stockText } from './stock-text.ts';
import { variantNames } from './variant-choice.ts';
import type { VariantPickerProps } from './variant-picker.tsx';

/** Most units that one line of the form asks for. */
const mostQuantity = (left: number): number => Math.max(1, Math.min(left, limits.lineQuantity));

/** Quantity and "Buy now" as a plain form; the island adds "Add to cart". */
export const BuyForm = ({
  view,
  listing,
  variant,
  promoter,
}: VariantPickerProps & { promoter: PromoterReference | null }) => {
  const out = variant.left === 0;
  const expired = listing.head.catalogue.validUntil < view.now;
  const closed = out || expired || (depositFor(listing)?.record.suspended ?? false);
  const coupon = couponIn(view.base.path);
  const reference = promoter?.registered ? promoter.address : null;
  const { cid, shop, shopNames, titles, image, token, kind } = listing;
  return (
    <>
      <p class={out ? 'stock stock-out' : 'stock'}>
        {stockText(view, variant.left)}
        {variant.soldUnits > 0 && <span class="quiet"> · {view.count('listing.sold', variant.soldUnits)}</span>}
      </p>
      {expired && (
        <p class="tone-bad">{view.t('listing.expired', { date: view.date(listing.head.catalogue.validUntil) })}</p>
      )}
      <form class="buy" action="/checkout" method="get" data-waits>
        <input type="hidden" name="listing" value={cid} />
        <input type="hidden" name="v" value={variant.code} />
        {reference !== null && <input type="hidden" name="ref" value={reference} />}
        {coupon !== null && <input type="hidden" name="coupon" value={coupon} />}
        <label class="quantity">
          <span>{view.t('listing.quantity')}</span>
          <input
            type="number"
            name="quantity"
            value={1}
            min={1}
            max={mostQuantity(variant.left)}
            inputMode="numeric"
            required
            disabled={closed}
          />
        </label>
        <button class="button button-large" type="submit" disabled={closed}>
          <Icon name="bag" /> {view.t('listing.buy')}
        </button>
        <Island
          name="buy-box"
          class="buy-island"
          props={{
            listing: { cid, shop, shopNames, titles, image, token, kind },
            variant: {
              code: variant.code,
              sku: variant.sku,
              values: variantNames(listing, variant),
              left: closed ? 0 : variant.left,
              priceUnits: variant.offer.priceUnits,
            },
            promoter: reference,
          }}
        />
      </form>
    </>
  );
};
