import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CouponView } from '../../../protocol/api/coupon.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { zeroAddress } from '../../../protocol/primitives.ts';
import { Icon } from '../../components/icon.tsx';
import { readJson } from '../api.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import type { MadeCoupon } from './coupon-book.ts';
import { couponLink } from './coupon-form.ts';
import type { ListingChoice } from './coupons.tsx';

interface CouponRowProps {
  words: IslandWords<'desk'>;
  chain: ChainProps;
  coupon: MadeCoupon;
  titles: ListingChoice;
  busy: boolean;
  /** Changes when the uses have to be read again. */
  version: unknown;
  onCancel: () => void;
  onForget: () => void;
}

/** One coupon: what it does, how often it was used, its code, and the way to withdraw it. */
export const CouponRow = (props: CouponRowProps) => {
  const { words, chain, coupon, titles, busy, version, onCancel, onForget } = props;
  const view = useSignal<CouponView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const { coupon: terms } = coupon.use;
  const token = chain.tokens.find(({ address }) => address === terms.token);
  const read = async (): Promise<void> => {
    error.value = null;
    try {
      view.value = await readJson<CouponView>(`/api/v1/coupons/${coupon.id}`);
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void read(), [coupon.id, version]);
  if (token === undefined) return null;
  const over = Number(terms.validUntil) <= Math.floor(Date.now() / 1_000);
  const cancelled = view.value?.cancelled === true;
  const entry = titles.catalogue?.entries.find(({ listing }) => listing.toString() === coupon.listing);
  const title = entry === undefined ? '' : words.text(titles.titles.get(entry.handle)) || entry.handle;
  const facts = [
    ...(title === '' ? [] : [words.t('coupons.on', { title })]),
    ...(terms.minimumUnits === 0n ? [] : [words.t('coupons.from', { amount: words.money(terms.minimumUnits, token) })]),
    words.t('coupons.until', { date: words.date(Number(terms.validUntil) - 1) }),
    ...(terms.firstOrderOnly ? [words.t('coupons.first')] : []),
    ...(terms.holder === zeroAddress ? [] : [words.t('coupons.for_one')]),
  ];
  const uses = view.value?.uses ?? 0;
  const counts = { used: words.number(uses), most: words.number(terms.maxUses) };
  const link = couponLink({ origin: location.origin, shop: terms.shop, listing: coupon.listing, code: coupon.code });
  return (
    <li class={over || cancelled ? 'coupon-card coupon-over' : 'coupon-card'}>
      <p class="coupon-card-head">
        <Icon name="tag" size={18} />
        <strong>
          {words.t('coupons.off', {
            amount: terms.percentBps > 0 ? words.percent(terms.percentBps) : words.money(terms.amountUnits, token),
          })}
        </strong>
        {over && <span class="state">{words.t('coupons.over')}</span>}
        {cancelled && <span class="state">{words.t('coupons.cancelled')}</span>}
      </p>
      <p class="small quiet">{facts.join(' · ')}</p>
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void read() }} />
      )}
      {view.value !== null && !cancelled && (
        <>
          <svg class="rail" height="8" role="img" aria-label={words.t('coupons.bar', counts)}>
            <rect class="rail-free" width="100%" height="8" />
            <rect class="rail-locked" width={`${Math.min(100, (uses * 100) / terms.maxUses)}%`} height="8" />
          </svg>
          <p class="small">
            {words.t('coupons.uses', counts)} ·{' '}
            {words.t('coupons.took', { amount: words.money(view.value.discountUnits, token) })}
          </p>
        </>
      )}
      <p class="actions">
        {!over && !cancelled && (
          <>
            <CopyButton text={link} word={words.t('coupons.copy_link')} done={words.t('coupons.copied')} />
            <CopyButton text={coupon.code} word={words.t('coupons.copy_code')} done={words.t('coupons.copied')} />
            <button
              type="button"
              class="button button-quiet"
              disabled={busy}
              title={words.t('coupons.cancel_text')}
              onClick={onCancel}
            >
              {words.t('coupons.cancel')}
            </button>
          </>
        )}
        {(over || cancelled) && (
          <button type="button" class="button button-quiet" onClick={onForget}>
            {words.t('coupons.forget')}
          </button>
        )}
      </p>
    </li>
  );
};
