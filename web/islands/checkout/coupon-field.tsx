import { useSignal } from '@preact/signals';
import { Icon } from '../../components/icon.tsx';
import { couponIn } from '../../components/links.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import type { CouponReading } from './line-discounts.ts';

interface CouponFieldProps {
  words: IslandWords<'checkout'>;
  codes: readonly string[];
  readings: readonly CouponReading[];
  onChange: (codes: readonly string[]) => void;
}

/** A code as it was written, or the code in a link that was pasted whole. */
const codeIn = (text: string): string => couponIn(text) ?? text.trim();

/** The coupons of a purchase: what each takes off, or why it does not; and a field for one more. */
export const CouponField = ({ words, codes, readings, onChange }: CouponFieldProps) => {
  const written = useSignal('');
  const add = (): void => {
    const code = codeIn(written.value);
    if (code === '') return;
    onChange([...codes.filter((known) => known !== code), code]);
    written.value = '';
  };
  return (
    <div class="coupons">
      <ul class="plain" aria-live="polite">
        {readings.map((reading) => (
          <li key={reading.code} class="coupon">
            {reading.error === null ? (
              <p>
                <Icon name="tag" size={16} />{' '}
                {words.t('coupon.takes_off', {
                  amount: words.money(reading.discountUnits, reading.line.detail.token),
                  title: words.text(reading.line.detail.titles),
                })}
              </p>
            ) : (
              <ErrorNote view={words} error={reading.error} />
            )}
            <button
              type="button"
              class="button button-quiet"
              onClick={() => onChange(codes.filter((code) => code !== reading.code))}
            >
              {words.t('coupon.remove')}
            </button>
          </li>
        ))}
      </ul>
      <div class="coupon-add">
        <label class="field">
          <span>{words.t('coupon.field')}</span>
          <input
            value={written.value}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => {
              written.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // The form around it would pay.
              event.preventDefault();
              add();
            }}
          />
        </label>
        <button type="button" class="button button-quiet" disabled={written.value.trim() === ''} onClick={add}>
          {words.t('coupon.add')}
        </button>
      </div>
    </div>
  );
};
