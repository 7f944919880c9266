import { useMemo } from 'preact/hooks';
import type { IslandWords } from '../words.ts';
import { countriesByName } from './countries.ts';

interface CountryChoiceProps {
  words: IslandWords<'checkout'>;
  country: string | null;
  onChange: (country: string) => void;
}

/** Where the goods go. */
export const CountryChoice = ({ words, country, onChange }: CountryChoiceProps) => {
  const countries = useMemo(() => countriesByName(words.country, words.locale), [words]);
  return (
    <label class="field">
      <span>{words.t('cart.country')}</span>
      <select
        name="country"
        autocomplete="country"
        required
        value={country ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="" disabled>
          {words.t('cart.country_choose')}
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
};
