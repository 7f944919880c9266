import { locales } from '../../../locale.ts';
import type { IslandWords } from '../../words.ts';
import { FormField, type ProblemOf } from '../form-field.tsx';
import { SaleNumbers } from '../sale-numbers.tsx';
import { ZoneFields } from '../zone-fields.tsx';
import type { ImportSale } from './import-sale.ts';

interface SaleSettingsProps {
  words: IslandWords<'desk'>;
  symbol: string;
  sale: ImportSale;
  problemOf: ProblemOf;
  onChange: (change: Partial<ImportSale>) => void;
}

/** How the goods of a file are sold: product files of other shop systems say nothing of it. */
export const SaleSettings = ({ words, symbol, sale, problemOf, onChange }: SaleSettingsProps) => (
  <section class="desk-section" aria-labelledby="import-sale">
    <h2 id="import-sale">{words.t('import.sale')}</h2>
    <p class="quiet">{words.t('import.sale_text')}</p>
    <FormField words={words} name="language" label={words.t('import.language')} problemOf={problemOf}>
      {(control) => (
        <select
          {...control}
          value={sale.language}
          onChange={({ currentTarget }) =>
            onChange({ language: locales.find((locale) => locale === currentTarget.value) ?? sale.language })
          }
        >
          {locales.map((locale) => (
            <option key={locale} value={locale}>
              {new Intl.DisplayNames(words.locale, { type: 'language' }).of(locale) ?? locale}
            </option>
          ))}
        </select>
      )}
    </FormField>
    <SaleNumbers words={words} terms={sale} problemOf={problemOf} onChange={onChange} />
    <ZoneFields
      words={words}
      symbol={symbol}
      zones={sale.zones}
      problemOf={problemOf}
      onChange={(zones) => onChange({ zones })}
    />
  </section>
);
