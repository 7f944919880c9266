import { limits } from '../../../protocol/limits.ts';
import type { IslandWords } from '../words.ts';
import type { OptionDraft } from './draft-variants.ts';
import { FormField, type ProblemOf } from './form-field.tsx';

interface OptionFieldsProps {
  words: IslandWords<'desk'>;
  options: readonly OptionDraft[];
  languages: readonly string[];
  problemOf: ProblemOf;
  onChange: (options: readonly OptionDraft[]) => void;
  onAdd: () => void;
  onRemove: (option: number) => void;
  onAddValue: (option: number) => void;
  onRemoveValue: (option: number, value: number) => void;
}

/** What buyers choose by: names and values of options, each in every language of the listing. */
export const OptionFields = (props: OptionFieldsProps) => {
  const { words, options, languages, problemOf, onChange } = props;
  const nameOf = (language: string): string =>
    new Intl.DisplayNames(words.locale, { type: 'language' }).of(language) ?? language;
  const write = (index: number, change: Partial<OptionDraft>): void =>
    onChange(options.map((option, at) => (at === index ? { ...option, ...change } : option)));
  return (
    <>
      {options.map((option, index) => (
        <fieldset key={index} class="language option-draft">
          <legend>{words.t('edit.option', { number: words.number(index + 1) })}</legend>
          <div class="field-row">
            {languages.map((language) => (
              <FormField
                key={language}
                words={words}
                name={`options.${index}.name.${language}`}
                label={words.t('edit.option_name', { language: nameOf(language) })}
                problemOf={(field) => problemOf(field) ?? problemOf(`options.${index}.name`)}
              >
                {(control) => (
                  <input
                    {...control}
                    lang={language}
                    maxLength={limits.optionCharacters}
                    value={option.name[language] ?? ''}
                    onInput={(event) =>
                      write(index, { name: { ...option.name, [language]: event.currentTarget.value } })
                    }
                  />
                )}
              </FormField>
            ))}
          </div>
          <ul class="plain option-values" aria-label={words.t('edit.values')}>
            {option.values.map((value, at) => (
              <li key={at} class="option-value">
                {languages.map((language) => (
                  <FormField
                    key={language}
                    words={words}
                    bare
                    name={`options.${index}.values.${at}.${language}`}
                    label={words.t('edit.value', { number: words.number(at + 1), language: nameOf(language) })}
                    problemOf={(field) => problemOf(field) ?? problemOf(`options.${index}.values.${at}`)}
                  >
                    {(control) => (
                      <input
                        {...control}
                        lang={language}
                        maxLength={limits.optionCharacters}
                        placeholder={nameOf(language)}
                        value={value[language] ?? ''}
                        onInput={(event) =>
                          write(index, {
                            values: option.values.map((each, place) =>
                              place === at ? { ...each, [language]: event.currentTarget.value } : each,
                            ),
                          })
                        }
                      />
                    )}
                  </FormField>
                ))}
                <button
                  type="button"
                  class="button button-quiet button-small"
                  disabled={option.values.length === 1}
                  aria-label={words.t('edit.remove_value', { number: words.number(at + 1) })}
                  onClick={() => props.onRemoveValue(index, at)}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
          <p class="actions-row">
            <button
              type="button"
              class="button button-quiet button-small"
              disabled={option.values.length >= limits.optionValues}
              onClick={() => props.onAddValue(index)}
            >
              + {words.t('edit.add_value')}
            </button>
            <button type="button" class="button button-quiet button-small" onClick={() => props.onRemove(index)}>
              {words.t('edit.remove_option')}
            </button>
          </p>
        </fieldset>
      ))}
      {options.length < limits.options && (
        <p>
          <button type="button" class="button button-quiet button-small" onClick={props.onAdd}>
            + {words.t('edit.add_option')}
          </button>
        </p>
      )}
    </>
  );
};
