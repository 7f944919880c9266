import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import type { ChosenImage } from '../image-upload.ts';
import type { IslandWords } from '../words.ts';
import { PhotoField } from './photo-field.tsx';

/** What is written. */
export type Writing = 'review' | 'amend_review' | 'reply_review';

interface ReviewFieldsProps {
  words: IslandWords<'order'>;
  /** A shop's reply has neither stars nor photos. */
  action: Writing;
  /** 1 to 5; 0 while not chosen. */
  stars: Signal<number>;
  text: Signal<string>;
  photos: Signal<readonly ChosenImage[]>;
}

const choices = [1, 2, 3, 4, 5] as const;

/** Stars, text and photos of a review, or the text of a reply. */
export const ReviewFields = ({ words, action, stars, text, photos }: ReviewFieldsProps) => {
  const hasStars = action !== 'reply_review';
  return (
    <>
      {hasStars && (
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
        <span>{words.t(`order.${action}_text`)}</span>
        <textarea
          name="text"
          rows={4}
          maxLength={limits.reviewCharacters}
          required={!hasStars}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      {hasStars && <PhotoField words={words} photos={photos} most={limits.reviewPhotos} />}
    </>
  );
};
