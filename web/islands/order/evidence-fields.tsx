import type { Signal } from '@preact/signals';
import { limits } from '../../../protocol/limits.ts';
import type { ChosenImage } from '../image-upload.ts';
import type { IslandWords } from '../words.ts';
import { PhotoField } from './photo-field.tsx';

interface EvidenceFieldsProps {
  words: IslandWords<'order'>;
  text: Signal<string>;
  photos: Signal<readonly ChosenImage[]>;
  /** Evidence for the court is nothing without a text; a proposal may come without. */
  required: boolean;
}

/** Text and pictures of a piece of evidence. */
export const EvidenceFields = ({ words, text, photos, required }: EvidenceFieldsProps) => (
  <>
    <label class="field">
      <span>{words.t(required ? 'order.evidence_text' : 'order.evidence')}</span>
      <textarea
        name="evidence"
        rows={4}
        maxLength={limits.evidenceCharacters}
        required={required || photos.value.length > 0}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <span class="small quiet">{words.t('order.evidence_public')}</span>
    </label>
    <PhotoField words={words} photos={photos} most={limits.evidenceImages} />
  </>
);
