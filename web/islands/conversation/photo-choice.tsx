import type { Signal } from '@preact/signals';
import type { Picture } from '../../../protocol/attachment.ts';
import { limits } from '../../../protocol/limits.ts';
import { FileButton } from '../file-button.tsx';
import { LeftOut } from '../photos/left-out.tsx';
import { usePhotos } from '../photos/use-photos.ts';
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
  const most = limits.messageAttachments;
  const full = photos.value.length >= most;
  const { busy, left, choose } = usePhotos({
    room: () => most - photos.value.length,
    take: async (file) => {
      const { encodePhoto } = await import('./encode-photo.ts');
      const picture = await encodePhoto(file);
      // Safety: the bytes are this page's own, of no shared memory.
      const preview = URL.createObjectURL(new Blob([picture.data as Uint8Array<ArrayBuffer>]));
      photos.value = [...photos.value, { picture, preview }];
      return 'taken';
    },
  });
  const field = (word: 'talk.add_photos' | 'talk.take_photo', camera: boolean) => (
    <FileButton
      accept="image/*"
      multiple={!camera}
      camera={camera}
      disabled={disabled || busy.value || full}
      onFiles={choose}
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
                  left.value = [];
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {busy.value && (
        <p class="small" role="status">
          {words.t('talk.photo_drawing')}
        </p>
      )}
      {full && <p class="small quiet">{words.t('talk.photo_most', { most })}</p>}
      <LeftOut words={words} left={left.value} most={most} />
      <span class="talk-files">
        {field('talk.add_photos', false)}
        {field('talk.take_photo', true)}
      </span>
    </>
  );
};
