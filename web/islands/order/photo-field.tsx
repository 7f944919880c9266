import { type Signal, useSignal } from '@preact/signals';
import type { VouchError } from '../../../protocol/errors.ts';
import { FileButton } from '../file-button.tsx';
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
  const leftOut = useSignal(0);
  const error = useSignal<VouchError | null>(null);
  const isFull = photos.value.length >= most;
  const upload = async (files: readonly File[]): Promise<void> => {
    const room = most - photos.value.length;
    error.value = null;
    leftOut.value = Math.max(0, files.length - room);
    uploading.value = true;
    try {
      for (const file of files.slice(0, room)) photos.value = [...photos.value, await uploadImage(file)];
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      uploading.value = false;
    }
  };
  const remove = (photo: ChosenImage): void => {
    URL.revokeObjectURL(photo.preview);
    photos.value = photos.value.filter((each) => each !== photo);
    leftOut.value = 0;
  };
  return (
    <div class="photo-field">
      {photos.value.length > 0 && (
        <ul class="photo-chosen plain">
          {photos.value.map((photo, index) => (
            <li key={photo.preview}>
              <img src={photo.preview} alt={words.t('review.photo')} />
              <button
                type="button"
                class="photo-remove"
                aria-label={words.t('order.photo_remove', { number: words.number(index + 1) })}
                onClick={() => remove(photo)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileButton
        accept="image/*"
        multiple
        disabled={uploading.value || isFull}
        onFiles={(files) => void upload(files)}
      >
        {words.t('order.photos', { most })}
      </FileButton>
      <p class="small quiet" role="status">
        {uploading.value && words.t('order.photos_uploading')}
        {!uploading.value && leftOut.value > 0 && words.count('order.photos_left_out', leftOut.value)}
      </p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </div>
  );
};
