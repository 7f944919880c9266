import { limits } from '../../../protocol/limits.ts';
import { locales } from '../../locale.ts';
import type { IslandWords } from '../words.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import type { ListingDraft } from './listing-draft.ts';

interface DraftTextsProps {
  words: IslandWords<'desk'>;
  texts: ListingDraft['texts'];
  problemOf: ProblemOf;
  onChange: (texts: ListingDraft['texts']) => void;
}

/** Title and description, in one language or more. */
export const DraftTexts = ({ words, texts, problemOf, onChange }: DraftTextsProps) => {
  const languages = Object.keys(texts);
  const others = locales.filter((locale) => !languages.includes(locale));
  const nameOf = (language: string): string =>
    new Intl.DisplayNames(words.locale, { type: 'language' }).of(language) ?? language;
  return (
    <>
      {languages.map((language) => {
        const text = texts[language] ?? { title: '', description: '' };
        const write = (change: Partial<typeof text>): void =>
          onChange({ ...texts, [language]: { ...text, ...change } });
        return (
          <fieldset key={language} class="language">
            <legend>{nameOf(language)}</legend>
            <FormField
              words={words}
              name={`texts.${language}.title`}
              label={words.t('new.title')}
              problemOf={problemOf}
            >
              {(control) => (
                <input
                  {...control}
                  lang={language}
                  maxLength={limits.titleCharacters}
                  value={text.title}
                  onInput={(event) => write({ title: event.currentTarget.value })}
                />
              )}
            </FormField>
            <FormField
              words={words}
              name={`texts.${language}.description`}
              label={words.t('new.description')}
              problemOf={problemOf}
            >
              {(control) => (
                <textarea
                  {...control}
                  lang={language}
                  rows={6}
                  maxLength={limits.descriptionCharacters}
                  value={text.description}
                  onInput={(event) => write({ description: event.currentTarget.value })}
                />
              )}
            </FormField>
            {languages.length > 1 && (
              <p>
                <button
                  type="button"
                  class="button button-quiet button-small"
                  onClick={() =>
                    onChange(Object.fromEntries(Object.entries(texts).filter(([tag]) => tag !== language)))
                  }
                >
                  {words.t('edit.remove_language', { language: nameOf(language) })}
                </button>
              </p>
            )}
          </fieldset>
        );
      })}
      {others.map((language) => (
        <p key={language}>
          <button
            type="button"
            class="button button-quiet button-small"
            onClick={() => onChange({ ...texts, [language]: { title: '', description: '' } })}
          >
            + {words.t('new.add_language', { language: nameOf(language) })}
          </button>
        </p>
      ))}
    </>
  );
};
