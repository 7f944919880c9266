import { limits } from '../../../protocol/limits.ts';
import { locales } from '../../locale.ts';
import type { IslandWords } from '../words.ts';
import type { ListingForm } from './new-listing.ts';

interface ListingTextsProps {
  words: IslandWords<'desk'>;
  texts: ListingForm['texts'];
  onChange: (texts: ListingForm['texts']) => void;
}

/** Title and description, in one language or more. */
export const ListingTexts = ({ words, texts, onChange }: ListingTextsProps) => {
  const languages = Object.keys(texts);
  const others = locales.filter((locale) => !languages.includes(locale));
  const languageNames = new Intl.DisplayNames(words.locale, { type: 'language' });
  return (
    <>
      {languages.map((language) => {
        const text = texts[language] ?? { title: '', description: '' };
        const write = (change: Partial<typeof text>): void =>
          onChange({ ...texts, [language]: { ...text, ...change } });
        return (
          <fieldset key={language} class="language" lang={language}>
            <legend>{languageNames.of(language)}</legend>
            <label class="field">
              <span>{words.t('new.title')}</span>
              <input
                name={`title-${language}`}
                required
                maxLength={limits.titleCharacters}
                value={text.title}
                onInput={(event) => write({ title: event.currentTarget.value })}
              />
            </label>
            <label class="field">
              <span>{words.t('new.description')}</span>
              <textarea
                name={`description-${language}`}
                rows={5}
                maxLength={limits.descriptionCharacters}
                value={text.description}
                onInput={(event) => write({ description: event.currentTarget.value })}
              />
            </label>
          </fieldset>
        );
      })}
      {others.map((language) => (
        <p key={language}>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => onChange({ ...texts, [language]: { title: '', description: '' } })}
          >
            {words.t('new.add_language', { language: languageNames.of(language) ?? language })}
          </button>
        </p>
      ))}
    </>
  );
};
