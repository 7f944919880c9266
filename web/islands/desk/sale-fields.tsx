import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import { HOST_BPS } from './check-draft.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import { blankGroup, type GroupForm } from './group-terms.ts';
import type { ListingDraft } from './listing-draft.ts';
import { SaleNumbers } from './sale-numbers.tsx';
import { withSymbol } from './with-symbol.ts';

interface SaleFieldsProps {
  words: IslandWords<'desk'>;
  symbol: string;
  draft: ListingDraft;
  problemOf: ProblemOf;
  onChange: (change: Partial<ListingDraft>) => void;
}

type GroupNumber = 'size' | 'hours' | 'leaderPercent' | 'groupCommission';

const bps = (percent: number): number => Math.round(percent * 100);
const groupLabels = {
  size: 'offer.group_size',
  hours: 'offer.group_hours',
  leaderPercent: 'offer.group_leader',
  groupCommission: 'offer.group_commission',
} as const;

/** Time to ship and to inspect, and who else takes part in a sale: promoters, a group of buyers, a pickup point. */
export const SaleFields = ({ words, symbol, draft, problemOf, onChange }: SaleFieldsProps) => {
  const { kind, commissionPercent, pickup, pickupPercent, variants } = draft;
  const only = variants.length === 1 ? variants[0] : undefined;
  const group = only?.group ?? null;
  const point = kind === 'pickup' && pickup !== null ? bps(pickupPercent) : 0;
  const sum = Math.max(
    HOST_BPS + point + bps(commissionPercent),
    ...variants.map((variant) =>
      variant.group === null
        ? 0
        : HOST_BPS + point + bps(variant.group.leaderPercent) + bps(variant.group.groupCommission),
    ),
  );
  const setGroup = (next: GroupForm | null): void => {
    if (only !== undefined) onChange({ variants: [{ ...only, group: next }] });
  };
  const groupNumber = (name: GroupNumber, terms: GroupForm) => (
    <FormField words={words} name={`variants.0.group.${name}`} label={words.t(groupLabels[name])} problemOf={problemOf}>
      {(control) => (
        <input
          {...control}
          type="number"
          step="any"
          value={terms[name]}
          onInput={(event) => setGroup({ ...terms, [name]: event.currentTarget.valueAsNumber || 0 })}
        />
      )}
    </FormField>
  );
  return (
    <>
      <SaleNumbers words={words} terms={draft} problemOf={problemOf} onChange={onChange} />
      {only !== undefined && (
        <fieldset class={group === null ? 'language language-closed' : 'language'}>
          <legend>
            <label class="tick">
              <input
                type="checkbox"
                checked={group !== null}
                onChange={(event) => setGroup(event.currentTarget.checked ? blankGroup : null)}
              />
              <span>{words.t('offer.group')}</span>
            </label>
          </legend>
          {group !== null && (
            <>
              <p class="small quiet">{words.t('offer.group_text')}</p>
              <div class="field-row">
                <FormField
                  words={words}
                  name="variants.0.group.groupPrice"
                  label={withSymbol(words, words.t('offer.group_price'), symbol)}
                  problemOf={problemOf}
                >
                  {(control) => (
                    <input
                      {...control}
                      class="number"
                      inputMode="decimal"
                      autocomplete="off"
                      value={group.groupPrice}
                      onInput={(event) => setGroup({ ...group, groupPrice: event.currentTarget.value })}
                    />
                  )}
                </FormField>
                {groupNumber('size', group)}
                {groupNumber('hours', group)}
                {groupNumber('leaderPercent', group)}
                {groupNumber('groupCommission', group)}
              </div>
            </>
          )}
        </fieldset>
      )}
      {kind === 'pickup' && (
        <fieldset class={pickup === null ? 'language language-closed' : 'language'}>
          <legend>
            <label class="tick">
              <input
                type="checkbox"
                checked={pickup !== null}
                onChange={(event) => onChange({ pickup: event.currentTarget.checked ? '' : null })}
              />
              <span>{words.t('offer.pickup')}</span>
            </label>
          </legend>
          {pickup !== null && (
            <div class="field-row">
              <FormField words={words} name="pickup" label={words.t('offer.pickup_operator')} problemOf={problemOf}>
                {(control) => (
                  <input
                    {...control}
                    autocomplete="off"
                    spellcheck={false}
                    value={pickup}
                    onInput={(event) => onChange({ pickup: event.currentTarget.value })}
                  />
                )}
              </FormField>
              <FormField
                words={words}
                name="pickupPercent"
                label={words.t('offer.pickup_percent')}
                problemOf={problemOf}
              >
                {(control) => (
                  <input
                    {...control}
                    type="number"
                    min={0}
                    max={limits.sharesBps / 100}
                    step="any"
                    value={pickupPercent}
                    onInput={(event) => onChange({ pickupPercent: event.currentTarget.valueAsNumber || 0 })}
                  />
                )}
              </FormField>
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
