import { useMemo } from 'preact/hooks';
import { limits } from '../../../protocol/limits.ts';
import { countriesByName } from '../cart/countries.ts';
import type { IslandWords } from '../words.ts';
import { blankZone, type ZoneDraft } from './draft-zones.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import { withSymbol } from './with-symbol.ts';

interface ZoneFieldsProps {
  words: IslandWords<'desk'>;
  symbol: string;
  zones: readonly ZoneDraft[];
  problemOf: ProblemOf;
  onChange: (zones: readonly ZoneDraft[]) => void;
}

/** Where goods are delivered to, for how much, and in how many days. */
export const ZoneFields = ({ words, symbol, zones, problemOf, onChange }: ZoneFieldsProps) => {
  const countries = useMemo(() => countriesByName(words.country, words.locale), [words]);
  const write = (index: number, change: Partial<ZoneDraft>): void =>
    onChange(zones.map((zone, at) => (at === index ? { ...zone, ...change } : zone)));
  const money = (index: number, name: 'first' | 'further', label: string) => (
    <FormField
      words={words}
      name={`zones.${index}.${name}`}
      label={withSymbol(words, label, symbol)}
      problemOf={problemOf}
    >
      {(control) => (
        <input
          {...control}
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={zones[index]?.[name] ?? ''}
          onInput={(event) => write(index, { [name]: event.currentTarget.value })}
        />
      )}
    </FormField>
  );
  const days = (index: number, name: 'minDays' | 'maxDays') => (
    <FormField words={words} name={`zones.${index}.${name}`} label={words.t(`new.${name}`)} problemOf={problemOf}>
      {(control) => (
        <input
          {...control}
          type="number"
          min={0}
          max={365}
          value={zones[index]?.[name] ?? 0}
          onInput={(event) => write(index, { [name]: Math.trunc(event.currentTarget.valueAsNumber) || 0 })}
        />
      )}
    </FormField>
  );
  return (
    <>
      {zones.map((zone, index) => {
        const everywhere = zone.countries.includes('*');
        return (
          <fieldset key={zone.zone} class="language">
            <legend>{words.text(zone.name) || words.t('zone.number', { number: words.number(index + 1) })}</legend>
            <FormField
              words={words}
              name={`zones.${index}.name.${words.locale}`}
              label={words.t('zone.name')}
              problemOf={(field) => problemOf(field) ?? problemOf(`zones.${index}.name`)}
            >
              {(control) => (
                <input
                  {...control}
                  maxLength={limits.optionCharacters}
                  value={zone.name[words.locale] ?? ''}
                  onInput={(event) =>
                    write(index, { name: { ...zone.name, [words.locale]: event.currentTarget.value } })
                  }
                />
              )}
            </FormField>
            <div class="field-row">
              <FormField
                words={words}
                name={`zones.${index}.countries`}
                label={words.t('new.countries')}
                problemOf={problemOf}
              >
                {(control) => (
                  <select
                    {...control}
                    value=""
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      event.currentTarget.value = '';
                      if (value === '') return;
                      const named = zone.countries.filter((code) => code !== '*' && code !== value);
                      write(index, { countries: value === '*' ? ['*'] : [...named, value] });
                    }}
                  >
                    <option value="">{words.t('zone.choose')}</option>
                    <option value="*">{words.t('new.everywhere')}</option>
                    {countries.map(({ code, name }) => (
                      <option key={code} value={code}>
                        {name}
                      </option>
                    ))}
                  </select>
                )}
              </FormField>
              {days(index, 'minDays')}
              {days(index, 'maxDays')}
            </div>
            <ul class="chips" aria-label={words.t('zone.reached')}>
              {everywhere ? (
                <li class="chip">{words.t('new.everywhere')}</li>
              ) : (
                zone.countries.map((code) => (
                  <li key={code}>
                    <button
                      type="button"
                      class="chip"
                      aria-label={words.t('zone.leave_out', { country: words.country(code) })}
                      onClick={() => write(index, { countries: zone.countries.filter((each) => each !== code) })}
                    >
                      {words.country(code)} ×
                    </button>
                  </li>
                ))
              )}
            </ul>
            <div class="field-row">
              {money(index, 'first', words.t('new.firstDelivery'))}
              {money(index, 'further', words.t('new.furtherDelivery'))}
            </div>
            {zones.length > 1 && (
              <p>
                <button
                  type="button"
                  class="button button-quiet button-small"
                  onClick={() => onChange(zones.filter((_, at) => at !== index))}
                >
                  {words.t('zone.remove')}
                </button>
              </p>
            )}
          </fieldset>
        );
      })}
      {zones.length < limits.deliveryZones && (
        <p>
          <button
            type="button"
            class="button button-quiet button-small"
            onClick={() => onChange([...zones, blankZone(zones)])}
          >
            + {words.t('zone.add')}
          </button>
        </p>
      )}
    </>
  );
};
