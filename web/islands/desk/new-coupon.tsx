import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import type { CouponForm } from './coupon-form.ts';
import type { ListingChoice } from './coupons.tsx';
import { dayAhead } from './last-day.ts';
import { ACCOUNT, DayField, NumberField, TextField } from './number-field.tsx';

const MOST_USES = 1_000_000;

interface NewCouponProps {
  words: IslandWords<'desk'>;
  symbol: string;
  form: Signal<CouponForm>;
  choice: ListingChoice;
  busy: boolean;
  onSign: () => void;
  /** What is said of the form before its fields. */
  children: ComponentChildren;
}

/** What a coupon takes off, for what, and how often. */
export const NewCoupon = ({ words, symbol, form, choice, busy, onSign, children }: NewCouponProps) => {
  const set = (change: Partial<CouponForm>): void => {
    form.value = { ...form.value, ...change };
  };
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSign();
      }}
    >
      {children}
      <div class="field-row">
        <label class="field">
          <span>{words.t('coupons.kind')}</span>
          <select
            name="coupon-kind"
            value={form.value.kind}
            onChange={(event) => set({ kind: event.currentTarget.value === 'fixed' ? 'fixed' : 'percent' })}
          >
            <option value="percent">{words.t('coupons.percent_kind')}</option>
            <option value="fixed">{words.t('coupons.fixed_kind')}</option>
          </select>
        </label>
        {form.value.kind === 'percent' ? (
          <NumberField
            form={form}
            name="percent"
            label={words.t('coupons.percent')}
            least={0.01}
            most={limits.couponPercentBps / 100}
            step="any"
          />
        ) : (
          <TextField form={form} name="amount" label={words.t('coupons.amount', { symbol })} decimal />
        )}
        <label class="field">
          <span>{words.t('coupons.for')}</span>
          <select
            name="coupon-for"
            value={form.value.handle}
            onChange={(event) => set({ handle: event.currentTarget.value })}
          >
            <option value="">{words.t('coupons.whole_shop')}</option>
            {choice.catalogue?.entries.map(({ handle }) => (
              <option key={handle} value={handle}>
                {words.text(choice.titles.get(handle)) || handle}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="field-row">
        <TextField form={form} name="minimum" label={words.t('coupons.minimum', { symbol })} decimal required={false} />
        <NumberField form={form} name="maxUses" label={words.t('coupons.max_uses')} least={1} most={MOST_USES} />
        <NumberField
          form={form}
          name="maxUsesPerBuyer"
          label={words.t('coupons.max_uses_each')}
          least={1}
          most={MOST_USES}
        />
        <DayField form={form} name="lastDay" label={words.t('coupons.last_day')} least={dayAhead(0)} />
      </div>
      <TextField
        form={form}
        name="holder"
        label={words.t('coupons.holder')}
        required={false}
        pattern={{ source: ACCOUNT, otherwise: words.t('offer.pickup_wrong') }}
      />
      <label class="tick">
        <input
          type="checkbox"
          name="first-only"
          checked={form.value.firstOrderOnly}
          onChange={(event) => set({ firstOrderOnly: event.currentTarget.checked })}
        />
        <span>{words.t('coupons.first_only')}</span>
      </label>
      <p>
        <button class="button" type="submit" disabled={busy}>
          {words.t('coupons.sign')}
        </button>
      </p>
    </form>
  );
};
