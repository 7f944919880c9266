import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IslandWords } from '../words.ts';
import { type Crop, mostZoom, moved, wholePicture } from './crop.ts';
import { drawCrop } from './draw-picture.ts';

interface CropDialogProps {
  words: IslandWords<'desk'>;
  picture: ImageBitmap;
  busy: boolean;
  onTake: (crop: Crop) => void;
  onClose: () => void;
}

const shapes = [
  { word: 'crop.whole', aspect: null },
  { word: 'crop.square', aspect: 1 },
  { word: 'crop.wide', aspect: 4 / 3 },
  { word: 'crop.tall', aspect: 3 / 4 },
] as const;
/** Pixels of the longer side of what the dialog shows. */
const SHOWN_PIXELS = 640;
/** How far an arrow key moves, as a part of what is kept. */
const STEP = 0.05;

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** Chooses the part of a picture that buyers see: by dragging, or by arrow keys and a slider. */
export const CropDialog = ({ words, picture, busy, onTake, onClose }: CropDialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const crop = useSignal<Crop>(wholePicture);
  const dragged = useRef<{ x: number; y: number } | null>(null);
  const set = (change: Partial<Crop>): void => {
    crop.value = { ...crop.value, ...change };
  };
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (canvas.current !== null) drawCrop(canvas.current, { picture, crop: crop.value, most: SHOWN_PIXELS });
  }, [crop.value, picture]);
  return (
    <dialog ref={dialog} class="dialog crop-dialog" aria-labelledby="crop-title" onClose={onClose}>
      <div class="dialog-head">
        <h2 id="crop-title">{words.t('crop.title')}</h2>
        <button
          type="button"
          class="dialog-close"
          aria-label={words.t('crop.close')}
          onClick={() => dialog.current?.close()}
        >
          ×
        </button>
      </div>
      <canvas
        ref={canvas}
        class="crop-canvas"
        tabIndex={0}
        role="img"
        aria-label={words.t('crop.part')}
        onKeyDown={(event) => {
          const by = arrows[event.key];
          if (by === undefined) return;
          event.preventDefault();
          crop.value = moved(crop.value, by, picture);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragged.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={(event) => {
          if (dragged.current === null) return;
          const { width, height } = event.currentTarget.getBoundingClientRect();
          const by = {
            x: (dragged.current.x - event.clientX) / width,
            y: (dragged.current.y - event.clientY) / height,
          };
          dragged.current = { x: event.clientX, y: event.clientY };
          crop.value = moved(crop.value, by, picture);
        }}
        onPointerUp={() => {
          dragged.current = null;
        }}
      />
      <p class="small quiet">{words.t('crop.how')}</p>
      <fieldset class="chips">
        <legend class="visually-hidden">{words.t('crop.shape')}</legend>
        {shapes.map(({ word, aspect }) => (
          <button
            key={word}
            type="button"
            class="chip"
            aria-pressed={crop.value.aspect === aspect}
            onClick={() => set({ aspect })}
          >
            {words.t(word)}
          </button>
        ))}
      </fieldset>
      <label class="field">
        <span>{words.t('crop.zoom')}</span>
        <input
          type="range"
          min={1}
          max={mostZoom}
          step={0.05}
          value={crop.value.zoom}
          onInput={(event) => set({ zoom: event.currentTarget.valueAsNumber })}
        />
      </label>
      <p class="actions-row">
        <button type="button" class="button" disabled={busy} onClick={() => onTake(crop.value)}>
          {words.t('crop.take')}
        </button>
        <button type="button" class="button button-quiet" onClick={() => dialog.current?.close()}>
          {words.t('crop.cancel')}
        </button>
      </p>
    </dialog>
  );
};
