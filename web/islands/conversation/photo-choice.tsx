import { type Signal, useSignal } from '@preact/signals';
import type { Picture } from '../../../protocol/attachment.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { FileButton } from '../file-button.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

/** A photo that waits to be sent, and its address in this page. */
export interface ChosenPhoto {
  picture: Picture;
  preview: string;
}

interface PhotoChoiceProps {
  words: IslandWords<'conversation'>;
  photos: Signal<readonly ChosenPhoto[]>;
  disabled: boolean;
}

/** Chooses or takes photos, and draws each anew in the page. */
export const PhotoChoice = ({ words, photos, disabled }: PhotoChoiceProps) => {
  const drawing = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const most = limits.messageAttachments;
  const full = photos.value.length >= most;
  const add = async (files: readonly File[]): Promise<void> => {
    drawing.value = true;
    error.value = null;
    try {
      const { encodePhoto } = await import('./encode-photo.ts');
      for (const file of files.slice(0, most - photos.value.length)) {
        const picture = await encodePhoto(file);
        // Safety: the bytes are this page's own, of no shared memory.
        const preview = URL.createObjectURL(new Blob([picture.data as Uint8Array<ArrayBuffer>]));
        photos.value = [...photos.value, { picture, preview }];
      }
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      drawing.value = false;
    }
  };
  const field = (word: 'talk.add_photos' | 'talk.take_photo', camera: boolean) => (
    <FileButton
      accept="image/*"
      multiple={!camera}
      camera={camera}
      disabled={disabled || drawing.value || full}
      onFiles={(files) => void add(files)}
    >
      {words.t(word)}
    </FileButton>
  );
  return (
    <>
      {photos.value.length > 0 && (
        <ul class="talk-chosen plain">
          {photos.value.map(({ preview }, index) => (
            <li key={preview}>
              <img src={preview} alt={words.t('talk.photo_chosen', { index: index + 1 })} />
              <button
                type="button"
                class="talk-remove"
                aria-label={words.t('talk.photo_remove', { index: index + 1 })}
                disabled={disabled}
                onClick={() => {
                  URL.revokeObjectURL(preview);
                  photos.value = photos.value.filter((each) => each.preview !== preview);
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {drawing.value && (
        <p class="small" role="status">
          {words.t('talk.photo_drawing')}
        </p>
      )}
      {full && <p class="small quiet">{words.t('talk.photo_most', { most })}</p>}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <span class="talk-files">
        {field('talk.add_photos', false)}
        {field('talk.take_photo', true)}
      </span>
    </>
  );
};
