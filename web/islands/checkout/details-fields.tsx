import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import { Icon } from '../../components/icon.tsx';
import { CountryChoice } from '../cart/country-choice.tsx';
import type { IslandWords } from '../words.ts';
import { addressFormat, type DetailsField, type DetailsForm } from './details-form.ts';

interface DetailsFieldsProps {
  words: IslandWords<'checkout'>;
  form: Signal<DetailsForm>;
  /** Whether the seller may write back. */
  answers: Signal<boolean>;
  needsAddress: boolean;
  needsContact: boolean;
  onCountry: (country: string) => void;
}

/** Browsers fill addresses in by these names. */
const autocomplete: Readonly<Partial<Record<DetailsField, AutoFill>>> = {
  recipient: 'name',
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  region: 'address-level1',
  postalCode: 'postal-code',
  phone: 'tel',
  contact: 'email',
};

/** The fields of an address in the order of its country, and of a contact. */
export const DetailsFields = ({ words, form, answers, needsAddress, needsContact, onCountry }: DetailsFieldsProps) => {
  const { country } = form.value;
  const format = addressFormat(country);
  const set = (field: DetailsField, text: string): void => {
    form.value = { ...form.value, [field]: text };
  };
  const field = (name: DetailsField, required: boolean) => (
    <label class={`field field-${name}`} key={name}>
      <span>
        {words.t(`details.${name}`)}
        {!required && ` (${words.t('details.optional')})`}
      </span>
      <input
        name={name}
        value={form.value[name]}
        required={required}
        maxLength={limits.detailsLineCharacters}
        autocomplete={autocomplete[name] ?? 'off'}
        onInput={(event) => set(name, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <fieldset class="details">
      <legend>{words.t(needsAddress ? 'details.title' : 'details.contact_title')}</legend>
      <p class="small quiet">
        <Icon name="lock" size={16} /> {words.t('details.secret')}
      </p>
      {needsAddress && (
        <>
          <CountryChoice
            words={words}
            country={country || null}
            onChange={(code) => {
              set('country', code);
              onCountry(code);
            }}
          />
          {country !== '' && format.fields.map((name) => field(name, format.required.includes(name)))}
        </>
      )}
      {needsContact && field('contact', true)}
      {!needsAddress && field('recipient', false)}
      <label class="field field-notes">
        <span>
          {words.t('details.notes')} ({words.t('details.optional')})
        </span>
        <textarea
          name="notes"
          rows={3}
          maxLength={limits.detailsNotesCharacters}
          value={form.value.notes}
          onInput={(event) => set('notes', event.currentTarget.value)}
        />
      </label>
      <label class="tick">
        <input
          type="checkbox"
          name="answers"
          checked={answers.value}
          onChange={({ currentTarget }) => {
            answers.value = currentTarget.checked;
          }}
        />
        <span>{words.t('details.answers')}</span>
      </label>
      <p class="small quiet">{words.t(answers.value ? 'details.answers_text' : 'details.answers_none')}</p>
    </fieldset>
  );
};
