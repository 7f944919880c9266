import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { locales } from '../../locale.ts';
import { countriesByName } from '../cart/countries.ts';
import { FileButton } from '../file-button.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { FormField, type ProblemOf } from './form-field.tsx';
import { blankTexts, type ProfileDraft, type ProfileTexts, profileFields } from './profile-draft.ts';
import { uploadPicture } from './upload-picture.ts';

interface ProfileFieldsProps {
  words: IslandWords<'desk'>;
  form: Signal<ProfileDraft>;
  problemOf: ProblemOf;
  /** Fields of texts that are shown; all of them by default. */
  fields?: readonly (keyof ProfileTexts)[];
}

const longest = { name: limits.shopNameCharacters, tagline: limits.titleCharacters } as const;

/** Name and words of a shop in every language, its logo, and where it is. */
export const ProfileFields = ({ words, form, problemOf, fields = profileFields }: ProfileFieldsProps) => {
  const countries = useMemo(() => countriesByName(words.country, words.locale), [words]);
  const error = useSignal<VouchError | null>(null);
  const now = form.value;
  const set = (change: Partial<ProfileDraft>): void => {
    form.value = { ...form.value, ...change };
  };
  const languages = Object.keys(now.texts);
  const nameOf = (language: string): string =>
    new Intl.DisplayNames(words.locale, { type: 'language' }).of(language) ?? language;
  const write = (language: string, change: Partial<ProfileTexts>): void =>
    set({ texts: { ...now.texts, [language]: { ...blankTexts, ...now.texts[language], ...change } } });
  const upload = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    error.value = null;
    try {
      set({ logo: await uploadPicture(file) });
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  return (
    <>
      {languages.map((language) => (
        <fieldset key={language} class="language">
          <legend>{nameOf(language)}</legend>
          {fields.map((field) => {
            const value = now.texts[language]?.[field] ?? '';
            const onInput = (text: string): void => write(language, { [field]: text });
            return (
              <FormField
                key={field}
                words={words}
                name={`texts.${language}.${field}`}
                label={words.t(`profile.${field}`)}
                problemOf={problemOf}
              >
                {(control) =>
                  field === 'name' || field === 'tagline' ? (
                    <input
                      {...control}
                      lang={language}
                      maxLength={longest[field]}
                      value={value}
                      onInput={(event) => onInput(event.currentTarget.value)}
                    />
                  ) : (
                    <textarea
                      {...control}
                      lang={language}
                      rows={4}
                      maxLength={limits.descriptionCharacters}
                      value={value}
                      onInput={(event) => onInput(event.currentTarget.value)}
                    />
                  )
                }
              </FormField>
            );
          })}
        </fieldset>
      ))}
      <p class="actions-row">
        {locales
          .filter((locale) => !languages.includes(locale))
          .map((language) => (
            <button
              key={language}
              type="button"
              class="button button-quiet button-small"
              onClick={() => write(language, {})}
            >
              + {words.t('new.add_language', { language: nameOf(language) })}
            </button>
          ))}
      </p>
      <div class="logo-field">
        {now.logo !== null && <img class="logo-preview" src={now.logo.preview} alt={words.t('profile.logo')} />}
        <FileButton accept="image/*" disabled={false} onFiles={([file]) => void upload(file)}>
          {words.t('profile.logo_choose')}
        </FileButton>
        {now.logo !== null && (
          <button type="button" class="button button-quiet button-small" onClick={() => set({ logo: null })}>
            {words.t('profile.no_logo')}
          </button>
        )}
      </div>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <div class="field-row">
        <FormField words={words} name="place.country" label={words.t('desk.country')} problemOf={problemOf}>
          {(control) => (
            <select {...control} value={now.country} onChange={(event) => set({ country: event.currentTarget.value })}>
              <option value="">–</option>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </FormField>
        {now.country !== '' && (
          <FormField
            words={words}
            name={`place.city.${words.locale}`}
            label={words.t('profile.city')}
            problemOf={problemOf}
          >
            {(control) => (
              <input
                {...control}
                maxLength={limits.optionCharacters}
                value={now.city[words.locale] ?? ''}
                onInput={(event) => set({ city: { ...now.city, [words.locale]: event.currentTarget.value } })}
              />
            )}
          </FormField>
        )}
      </div>
    </>
  );
};
