import { useSignal } from '@preact/signals';
import type { TokenView } from '../../../protocol/api/common.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { kinds } from '../../../protocol/kind.ts';
import { limits } from '../../../protocol/limits.ts';
import { countriesByName } from '../cart/countries.ts';
import { uploadImage } from '../image-upload.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { ListingPreview } from './listing-preview.tsx';
import { ListingTexts } from './listing-texts.tsx';
import type { ListingForm } from './new-listing.ts';
import { SharingFields } from './sharing-fields.tsx';

interface ListingFormProps {
  words: IslandWords<'desk'>;
  token: TokenView;
  onAdd: (form: ListingForm) => void;
}

const blank = (locale: string): ListingForm => ({
  kind: 'shipped',
  texts: { [locale]: { title: '', description: '' } },
  images: [],
  price: '',
  stock: 1,
  firstDelivery: '0',
  furtherDelivery: '0',
  countries: ['*'],
  minDays: 3,
  maxDays: 10,
  shipWithinDays: 7,
  inspectWithinDays: 14,
  commissionPercent: 5,
  group: null,
  pickup: null,
  pickupPercent: 2,
});

type NumberField = 'stock' | 'minDays' | 'maxDays' | 'shipWithinDays' | 'inspectWithinDays' | 'commissionPercent';
type MoneyField = 'price' | 'firstDelivery' | 'furtherDelivery';

/** A new product in one or two languages, with pictures, price, stock and delivery. */
export const NewListing = ({ words, token, onAdd }: ListingFormProps) => {
  const { symbol } = token;
  const form = useSignal(blank(words.locale));
  const error = useSignal<VouchError | null>(null);
  const uploading = useSignal(false);
  const set = (change: Partial<ListingForm>): void => {
    form.value = { ...form.value, ...change };
  };
  const upload = async (files: readonly File[]): Promise<void> => {
    uploading.value = true;
    error.value = null;
    try {
      for (const file of files) {
        if (form.value.images.length >= limits.images) break;
        set({ images: [...form.value.images, await uploadImage(file)] });
      }
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      uploading.value = false;
    }
  };
  const number = (name: NumberField, least: number, most: number) => (
    <label class="field" key={name}>
      <span>{words.t(`new.${name}`)}</span>
      <input
        type="number"
        name={name}
        min={least}
        max={most}
        required
        value={form.value[name]}
        onInput={(event) => set({ [name]: event.currentTarget.valueAsNumber || 0 })}
      />
    </label>
  );
  const money = (name: MoneyField) => (
    <label class="field" key={name}>
      <span>
        {words.t(`new.${name}`)} ({symbol})
      </span>
      <input
        name={name}
        inputMode="decimal"
        required
        value={form.value[name]}
        onInput={(event) => set({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        try {
          error.value = null;
          onAdd(form.value);
          form.value = blank(words.locale);
        } catch (cause) {
          error.value = asVouchError(cause);
        }
      }}
    >
      <label class="field">
        <span>{words.t('new.kind')}</span>
        <select
          name="kind"
          value={form.value.kind}
          onChange={(event) => set({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? 'shipped' })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <ListingTexts words={words} texts={form.value.texts} onChange={(texts) => set({ texts })} />
      <label class="field">
        <span>{words.t('new.images')}</span>
        <input
          type="file"
          accept="image/*"
          multiple
          disabled={uploading.value}
          onChange={(event) => void upload([...(event.currentTarget.files ?? [])])}
        />
      </label>
      {uploading.value && <p role="status">{words.t('new.uploading')}</p>}
      {form.value.images.length > 0 && (
        <ul class="review-photos">
          {form.value.images.map((image) => (
            <li key={image.preview}>
              <img src={image.preview} alt={words.t('new.picture')} />
              <button
                type="button"
                class="button button-quiet"
                onClick={() => set({ images: form.value.images.filter((each) => each !== image) })}
              >
                {words.t('desk.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="field-row">
        {money('price')}
        {number('stock', 0, limits.maxSold)}
        {number('commissionPercent', 0, 29)}
      </div>
      {form.value.kind === 'shipped' && (
        <fieldset class="language">
          <legend>{words.t('new.delivery')}</legend>
          <label class="field">
            <span>{words.t('new.countries')}</span>
            <select
              name="countries"
              value={form.value.countries[0]}
              onChange={(event) => set({ countries: [event.currentTarget.value] })}
            >
              <option value="*">{words.t('new.everywhere')}</option>
              {countriesByName(words.country, words.locale).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <div class="field-row">
            {money('firstDelivery')}
            {money('furtherDelivery')}
            {number('minDays', 0, 365)}
            {number('maxDays', 0, 365)}
          </div>
        </fieldset>
      )}
      <div class="field-row">
        {number('shipWithinDays', 1, 30)}
        {number('inspectWithinDays', 1, 30)}
      </div>
      <SharingFields words={words} symbol={symbol} form={form} />
      <ListingPreview words={words} token={token} form={form.value} />
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <p>
        <button class="button" type="submit" disabled={uploading.value}>
          {words.t('new.add')}
        </button>
      </p>
    </form>
  );
};
