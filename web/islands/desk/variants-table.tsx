import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import type { OptionDraft, VariantDraft } from './draft-variants.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import { withSymbol } from './with-symbol.ts';

interface VariantsTableProps {
  words: IslandWords<'desk'>;
  symbol: string;
  options: readonly OptionDraft[];
  variants: readonly VariantDraft[];
  /** How many pictures the listing has. */
  pictures: number;
  problemOf: ProblemOf;
  onChange: (variants: readonly VariantDraft[]) => void;
}

/** Names of the values that a variant is made of, as the seller reads them. */
export const variantName = (
  words: Pick<IslandWords<'desk'>, 'text'>,
  options: readonly OptionDraft[],
  { values, code }: Pick<VariantDraft, 'values' | 'code'>,
): string => values.map((value, option) => words.text(options[option]?.values[value]) || '–').join(' · ') || code;

/** Price, stock, code and picture of every variant; of a listing without options, of the one that there is. */
export const VariantsTable = (props: VariantsTableProps) => {
  const { words, symbol, options, variants, pictures, problemOf, onChange } = props;
  const write = (index: number, change: Partial<VariantDraft>): void =>
    onChange(variants.map((variant, at) => (at === index ? { ...variant, ...change } : variant)));
  const price = (index: number, bare: boolean) => (
    <FormField
      words={words}
      bare={bare}
      name={`variants.${index}.price`}
      label={withSymbol(words, words.t('new.price'), symbol)}
      problemOf={problemOf}
    >
      {(control) => (
        <input
          {...control}
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={variants[index]?.price ?? ''}
          onInput={(event) => write(index, { price: event.currentTarget.value })}
        />
      )}
    </FormField>
  );
  const stock = (index: number, bare: boolean) => (
    <FormField
      words={words}
      bare={bare}
      name={`variants.${index}.stock`}
      label={words.t('new.stock')}
      problemOf={problemOf}
    >
      {(control) => (
        <input
          {...control}
          class="number"
          type="number"
          min={0}
          max={limits.maxSold}
          value={variants[index]?.stock ?? 0}
          onInput={(event) => write(index, { stock: Math.trunc(event.currentTarget.valueAsNumber) || 0 })}
        />
      )}
    </FormField>
  );
  if (options.length === 0)
    return (
      <div class="field-row">
        {price(0, false)}
        {stock(0, false)}
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={words.t('edit.variants')}>
      <table class="desk-table stack-table variants-table">
        <thead>
          <tr>
            <th scope="col">{words.t('edit.variant')}</th>
            <th scope="col">{withSymbol(words, words.t('new.price'), symbol)}</th>
            <th scope="col">{words.t('new.stock')}</th>
            <th scope="col">{words.t('edit.sku')}</th>
            {pictures > 0 && <th scope="col">{words.t('new.picture')}</th>}
          </tr>
        </thead>
        <tbody>
          {variants.map((variant, index) => (
            <tr key={variant.values.join(',')}>
              <th scope="row">{variantName(words, options, variant)}</th>
              <td data-head={withSymbol(words, words.t('new.price'), symbol)}>{price(index, true)}</td>
              <td data-head={words.t('new.stock')}>{stock(index, true)}</td>
              <td class="variant-code" data-head={words.t('edit.sku')}>
                <FormField
                  words={words}
                  bare
                  name={`variants.${index}.code`}
                  label={words.t('edit.sku')}
                  problemOf={problemOf}
                >
                  {(control) => (
                    <input
                      {...control}
                      autocomplete="off"
                      spellcheck={false}
                      maxLength={limits.skuCodeCharacters}
                      value={variant.code}
                      onInput={(event) => write(index, { code: event.currentTarget.value })}
                    />
                  )}
                </FormField>
              </td>
              {pictures > 0 && (
                <td data-head={words.t('new.picture')}>
                  <select
                    aria-label={words.t('edit.picture_of', { name: variantName(words, options, variant) })}
                    value={variant.image === null ? '' : String(variant.image)}
                    onChange={(event) =>
                      write(index, {
                        image: event.currentTarget.value === '' ? null : Number(event.currentTarget.value),
                      })
                    }
                  >
                    <option value="">–</option>
                    {Array.from({ length: pictures }, (_, picture) => (
                      <option key={picture} value={picture}>
                        {words.number(picture + 1)}
                      </option>
                    ))}
                  </select>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
