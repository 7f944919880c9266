import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import type { ChosenImage } from '../image-upload.ts';
import type { IslandWords } from '../words.ts';
import { PhotoField } from './photo-field.tsx';

interface ReviewFieldsProps {
  words: IslandWords<'order'>;
  /** 1 to 5; 0 while not chosen. */
  stars: Signal<number>;
  text: Signal<string>;
  photos: Signal<readonly ChosenImage[]>;
  /** A shop's reply has neither stars nor photos. */
  withStars: boolean;
}

const choices = [1, 2, 3, 4, 5] as const;

/** Stars, text and photos of a review, or the text of a reply. */
export const ReviewFields = ({ words, stars, text, photos, withStars }: ReviewFieldsProps) => (
  <>
    {withStars && (
      <fieldset class="star-choice">
        <legend>{words.t('order.stars')}</legend>
        {choices.map((count) => (
          <label key={count} class={count <= stars.value ? 'star star-on' : 'star'}>
            <input
              type="radio"
              name="stars"
              value={count}
              required
              checked={stars.value === count}
              onChange={() => {
                stars.value = count;
              }}
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
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
    </label>
    {withStars && <PhotoField words={words} photos={photos} most={limits.reviewPhotos} />}
  </>
);
