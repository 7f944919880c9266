import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import { GroupFields } from './group-fields.tsx';
import { blankGroup, type GroupForm } from './group-terms.ts';
import { HOST_BPS, type ListingForm } from './new-listing.ts';
import { ACCOUNT, NumberField, TextField } from './number-field.tsx';

interface SharingProps {
  words: IslandWords<'desk'>;
  symbol: string;
  form: Signal<ListingForm>;
}

/** A form's own part as a signal of the fields inside it. */
const groupOf = (form: Signal<ListingForm>, group: GroupForm): Signal<GroupForm> =>
  // Safety: fields read and write `value` alone.
  ({
    get value() {
      return group;
    },
    set value(next: GroupForm) {
      form.value = { ...form.value, group: next };
    },
  }) as Signal<GroupForm>;

/** Who else takes part in a sale: a group of buyers, and a pickup point. What they get together is limited. */
export const SharingFields = ({ words, symbol, form }: SharingProps) => {
  const { group, kind, commissionPercent, pickup, pickupPercent } = form.value;
  const point = kind === 'pickup' && pickup !== null ? pickupPercent : 0;
  const bps = (percent: number): number => Math.round(percent * 100);
  const shared = HOST_BPS + bps(point);
  const sum = Math.max(
    shared + bps(commissionPercent),
    group === null ? 0 : shared + bps(group.leaderPercent) + bps(group.groupCommission),
  );
  return (
    <>
      <fieldset class={group === null ? 'language language-closed' : 'language'}>
        <legend>
          <label class="tick">
            <input
              type="checkbox"
              name="with-group"
              checked={group !== null}
              onChange={(event) => {
                form.value = { ...form.value, group: event.currentTarget.checked ? blankGroup : null };
              }}
            />
            <span>{words.t('offer.group')}</span>
          </label>
        </legend>
        {group !== null && <GroupFields words={words} symbol={symbol} form={groupOf(form, group)} />}
      </fieldset>
      {kind === 'pickup' && (
        <fieldset class={pickup === null ? 'language language-closed' : 'language'}>
          <legend>
            <label class="tick">
              <input
                type="checkbox"
                name="with-pickup"
                checked={pickup !== null}
                onChange={(event) => {
                  form.value = { ...form.value, pickup: event.currentTarget.checked ? '' : null };
                }}
              />
              <span>{words.t('offer.pickup')}</span>
            </label>
          </legend>
          {pickup !== null && (
            <div class="field-row">
              <TextField
                form={form}
                name="pickup"
                label={words.t('offer.pickup_operator')}
                pattern={{ source: ACCOUNT, otherwise: words.t('offer.pickup_wrong') }}
              />
              <NumberField
                form={form}
                name="pickupPercent"
                label={words.t('offer.pickup_percent')}
                least={0}
                most={limits.sharesBps / 100}
                step="any"
              />
            </div>
          )}
        </fieldset>
      )}
      <p
        class={sum > limits.sharesBps ? 'tone-bad' : 'small quiet'}
        role={sum > limits.sharesBps ? 'alert' : undefined}
      >
        {words.t('offer.shares', { sum: words.percent(sum), most: words.percent(limits.sharesBps) })}
      </p>
    </>
  );
};
