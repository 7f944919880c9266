import type { Signal } from '@preact/signals';
import { FileButton } from '../file-button.tsx';
import { type ChosenImage, uploadImage } from '../image-upload.ts';
import { LeftOut } from '../photos/left-out.tsx';
import { usePhotos } from '../photos/use-photos.ts';
import type { IslandWords } from '../words.ts';

interface PhotoFieldProps {
  words: IslandWords<'order'>;
  photos: Signal<readonly ChosenImage[]>;
  /** Most photos that the document takes. */
  most: number;
}

/** Chooses photos; each is sent to the node at once, which makes it small and takes place and camera out of it. */
export const PhotoField = ({ words, photos, most }: PhotoFieldProps) => {
  const { busy, left, choose } = usePhotos({
    room: () => most - photos.value.length,
    take: async (file) => {
      const image = await uploadImage(file);
      photos.value = [...photos.value, image];
      return 'taken';
    },
  });
  const remove = (photo: ChosenImage): void => {
    URL.revokeObjectURL(photo.preview);
    photos.value = photos.value.filter((each) => each !== photo);
    left.value = [];
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
      <FileButton accept="image/*" multiple disabled={busy.value || photos.value.length >= most} onFiles={choose}>
        {words.t('order.photos', { most })}
      </FileButton>
      {busy.value && <p role="status">{words.t('order.photos_uploading')}</p>}
      <LeftOut words={words} left={left.value} most={most} />
    </div>
  );
};
