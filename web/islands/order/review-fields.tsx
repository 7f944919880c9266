import { type Signal, useSignal } from '@preact/signals';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { type ChosenImage, uploadImage } from '../image-upload.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

/** A review before it is uploaded. */
export interface ReviewDraft {
  /** 1 to 5; 0 while not chosen. */
  stars: number;
  text: string;
  photos: readonly ChosenImage[];
}

interface ReviewFieldsProps {
  words: IslandWords<'order'>;
  draft: Signal<ReviewDraft>;
  /** A shop's reply has neither stars nor photos. */
  withStars: boolean;
}

const stars = [1, 2, 3, 4, 5] as const;

/** Stars, text and photos of a review, or the text of a reply. */
export const ReviewFields = ({ words, draft, withStars }: ReviewFieldsProps) => {
  const uploading = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const set = (change: Partial<ReviewDraft>): void => {
    draft.value = { ...draft.value, ...change };
  };
  const upload = async (files: readonly File[]): Promise<void> => {
    error.value = null;
    uploading.value = true;
    try {
      for (const file of files.slice(0, limits.reviewPhotos - draft.value.photos.length))
        set({ photos: [...draft.value.photos, await uploadImage(file)] });
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      uploading.value = false;
    }
  };
  return (
    <>
      {withStars && (
        <fieldset class="star-choice">
          <legend>{words.t('order.stars')}</legend>
          {stars.map((count) => (
            <label key={count} class={count <= draft.value.stars ? 'star star-on' : 'star'}>
              <input
                type="radio"
                name="stars"
                value={count}
                required
                checked={draft.value.stars === count}
                onChange={() => set({ stars: count })}
              />
              <span aria-hidden="true">★</span>
              <span class="visually-hidden">{words.t('stars.label', { stars: words.number(count) })}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="field">
        <span>{words.t(withStars ? 'order.review_text' : 'order.reply_text')}</span>
        <textarea
          name="text"
          rows={4}
          maxLength={limits.reviewCharacters}
          required={!withStars}
          value={draft.value.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </label>
      {withStars && (
        <>
          <label class="field">
            <span>{words.t('order.photos', { most: limits.reviewPhotos })}</span>
            <input
              type="file"
              accept="image/*"
              multiple
              disabled={uploading.value || draft.value.photos.length >= limits.reviewPhotos}
              onChange={(event) => void upload([...(event.currentTarget.files ?? [])])}
            />
          </label>
          {uploading.value && <p role="status">{words.t('order.photos_uploading')}</p>}
          {draft.value.photos.length > 0 && (
            <ul class="review-photos">
              {draft.value.photos.map((photo) => (
                <li key={photo.preview}>
                  <img src={photo.preview} alt={words.t('review.photo')} />
                  <button
                    type="button"
                    class="button button-quiet"
                    onClick={() => set({ photos: draft.value.photos.filter((each) => each !== photo) })}
                  >
                    {words.t('order.photo_remove')}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </>
  );
};
