import { type Signal, useSignal } from '@preact/signals';
import type { VouchError } from '../../../protocol/errors.ts';
import { type ChosenImage, uploadImage } from '../image-upload.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

interface PhotoFieldProps {
  words: IslandWords<'order'>;
  photos: Signal<readonly ChosenImage[]>;
  /** Most photos that the document takes. */
  most: number;
}

/** Chooses photos; each is sent to the node at once, which makes it small and takes place and camera out of it. */
export const PhotoField = ({ words, photos, most }: PhotoFieldProps) => {
  const uploading = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const upload = async (files: readonly File[]): Promise<void> => {
    error.value = null;
    uploading.value = true;
    try {
      for (const file of files.slice(0, most - photos.value.length)) {
        photos.value = [...photos.value, await uploadImage(file)];
      }
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      uploading.value = false;
    }
  };
  return (
    <>
      <label class="field">
        <span>{words.t('order.photos', { most })}</span>
        <input
          type="file"
          accept="image/*"
          multiple
          disabled={uploading.value || photos.value.length >= most}
          onChange={(event) => void upload([...(event.currentTarget.files ?? [])])}
        />
      </label>
      {uploading.value && <p role="status">{words.t('order.photos_uploading')}</p>}
      {photos.value.length > 0 && (
        <ul class="review-photos">
          {photos.value.map((photo) => (
            <li key={photo.preview}>
              <img src={photo.preview} alt={words.t('review.photo')} />
              <button
                type="button"
                class="button button-quiet"
                onClick={() => {
                  photos.value = photos.value.filter((each) => each !== photo);
                }}
              >
                {words.t('order.photo_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </>
  );
};
