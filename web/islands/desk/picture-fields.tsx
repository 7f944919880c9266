import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { UploadedImage } from '../../../protocol/api/common.ts';
import { limits } from '../../../protocol/limits.ts';
import { request } from '../api.ts';
import { FileButton } from '../file-button.tsx';
import { sendImage } from '../image-upload.ts';
import { LeftOut } from '../photos/left-out.tsx';
import { usePhotos } from '../photos/use-photos.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { type Crop, reordered } from './crop.ts';
import { CropDialog } from './crop-dialog.tsx';
import { cropped, previewOf, readPicture } from './draw-picture.ts';
import type { ImageDraft } from './listing-draft.ts';
import { uploadPicture } from './upload-picture.ts';

interface PictureFieldsProps {
  words: IslandWords<'desk'>;
  images: readonly ImageDraft[];
  onChange: (images: readonly ImageDraft[]) => void;
}

const nameOf = ({ sources }: UploadedImage): string => sources[0]?.cid ?? '';

/** Pictures of a listing: their order, what part of each is shown, and new ones. The first is what buyers see first. */
export const PictureFields = ({ words, images, onChange }: PictureFieldsProps) => {
  const { busy, error, attempt } = useAttempt();
  const said = useSignal('');
  const cutting = useSignal<{ index: number; picture: ImageBitmap } | null>(null);
  /** The newest list: uploads take their time, and the seller goes on meanwhile. */
  const now = useRef(images);
  now.current = images;
  const dragged = useRef<number | null>(null);
  /** Files that were chosen here, by what the node made of them: it shows them to nobody before they are published. */
  const files = useRef(new Map<string, Blob>());
  const change = (next: readonly ImageDraft[]): void => {
    now.current = next;
    onChange(next);
  };
  const uploads = usePhotos({
    room: () => limits.images - now.current.length,
    take: async (file) => {
      const draft = await uploadPicture(file);
      files.current.set(nameOf(draft.image), file);
      if (now.current.some(({ image }) => nameOf(image) === nameOf(draft.image))) return 'double';
      change([...now.current, draft]);
      return 'taken';
    },
  });
  const waiting = busy.value || uploads.busy.value;
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= images.length || from === to) return;
    change(reordered(images, from, to));
    said.value = words.t('edit.picture_moved', { number: words.number(to + 1) });
  };
  const cut = (index: number): Promise<void> =>
    attempt(async () => {
      const image = images[index]?.image;
      if (image === undefined) return;
      const widest = [...image.sources].sort((a, b) => b.width - a.width)[0];
      const file = files.current.get(nameOf(image)) ?? (await (await request(`/image/${widest?.cid}`)).blob());
      cutting.value = { index, picture: await readPicture(file) };
    });
  const take = (crop: Crop): Promise<void> =>
    attempt(async () => {
      if (cutting.value === null) return;
      const { index, picture } = cutting.value;
      const image = await sendImage(await cropped(picture, crop));
      const file = files.current.get(nameOf(now.current[index]?.image ?? image));
      if (file !== undefined) files.current.set(nameOf(image), file);
      change(
        now.current.map((each, at) => (at === index ? { ...each, image, preview: previewOf(picture, crop) } : each)),
      );
      cutting.value = null;
    });
  return (
    <>
      <FileButton accept="image/*" multiple disabled={waiting} onFiles={uploads.choose}>
        {words.t('new.images_add')}
      </FileButton>
      {waiting && <p role="status">{words.t('new.uploading')}</p>}
      <LeftOut words={words} left={uploads.left.value} most={limits.images} />
      {images.length > 0 && (
        <ol class="picture-list" aria-label={words.t('new.images')}>
          {images.map((image, index) => (
            <li
              key={image.preview}
              draggable
              onDragStart={() => {
                dragged.current = index;
              }}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged.current !== null) move(dragged.current, index);
                dragged.current = null;
              }}
            >
              <img src={image.preview} alt={words.t('new.picture')} />
              {index === 0 && <span class="tag picture-first">{words.t('edit.picture_first')}</span>}
              <div class="picture-tools">
                <button
                  type="button"
                  class="button button-quiet button-small"
                  disabled={index === 0}
                  aria-label={words.t('edit.picture_earlier', { number: words.number(index + 1) })}
                  onClick={() => move(index, index - 1)}
                >
                  ←
                </button>
                <button
                  type="button"
                  class="button button-quiet button-small"
                  disabled={index === images.length - 1}
                  aria-label={words.t('edit.picture_later', { number: words.number(index + 1) })}
                  onClick={() => move(index, index + 1)}
                >
                  →
                </button>
                <button
                  type="button"
                  class="button button-quiet button-small"
                  disabled={waiting}
                  onClick={() => void cut(index)}
                >
                  {words.t('crop.open')}
                </button>
                <button
                  type="button"
                  class="button button-quiet button-small"
                  aria-label={words.t('edit.picture_remove', { number: words.number(index + 1) })}
                  onClick={() => {
                    change(images.filter((_, at) => at !== index));
                    uploads.left.value = [];
                  }}
                >
                  ×
                </button>
              </div>
            </li>
          ))}
        </ol>
      )}
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      {cutting.value !== null && (
        <CropDialog
          words={words}
          picture={cutting.value.picture}
          busy={busy.value}
          onTake={(crop) => void take(crop)}
          onClose={() => {
            cutting.value = null;
          }}
        />
      )}
    </>
  );
};
