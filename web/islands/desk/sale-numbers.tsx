import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import type { ListingDraft } from './listing-draft.ts';

type Terms = Pick<ListingDraft, 'shipWithinDays' | 'inspectWithinDays' | 'commissionPercent'>;

interface SaleNumbersProps {
  words: IslandWords<'desk'>;
  terms: Terms;
  problemOf: ProblemOf;
  onChange: (change: Partial<Terms>) => void;
}

const DAYS = limits.windowSeconds / 86_400;
const numbers = [
  ['shipWithinDays', 1, DAYS],
  ['inspectWithinDays', 1, DAYS],
  ['commissionPercent', 0, limits.sharesBps / 100],
] as const;

/** Days to ship and to inspect, and the commission of promoters. */
export const SaleNumbers = ({ words, terms, problemOf, onChange }: SaleNumbersProps) => (
  <div class="field-row">
    {numbers.map(([name, least, most]) => (
      <FormField key={name} words={words} name={name} label={words.t(`new.${name}`)} problemOf={problemOf}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={least}
            max={most}
            step="any"
            value={terms[name]}
            onInput={(event) => onChange({ [name]: event.currentTarget.valueAsNumber || 0 })}
          />
        )}
      </FormField>
    ))}
  </div>
);
