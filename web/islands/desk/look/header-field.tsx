import type { Signal } from '@preact/signals';
import { FileButton } from '../../file-button.tsx';
import { useAttempt } from '../../use-attempt.ts';
import { ErrorNote } from '../../wallet/error-note.tsx';
import type { IslandWords } from '../../words.ts';
import { uploadPicture } from '../upload-picture.ts';
import type { ThemeDraft } from './theme-draft.ts';

/** The picture at the head of the shop. It is sent to the node at once, which makes it small. */
export const HeaderField = ({ words, draft }: { words: IslandWords<'look'>; draft: Signal<ThemeDraft> }) => {
  const { busy, error, attempt } = useAttempt();
  const upload = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    await attempt(async () => {
      draft.value = { ...draft.value, header: await uploadPicture(file) };
    });
  };
  return (
    <fieldset class="look-part">
      <legend>{words.t('look.header')}</legend>
      <p class="small quiet">{words.t('look.header_text')}</p>
      <p>
        <FileButton accept="image/*" disabled={busy.value} onFiles={([file]) => void upload(file)}>
          {words.t('look.header_choose')}
        </FileButton>
      </p>
      {draft.value.header !== null && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              draft.value = { ...draft.value, header: null };
            }}
          >
            {words.t('look.header_remove')}
          </button>
        </p>
      )}
      <p role="status">{busy.value && words.t('look.uploading')}</p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </fieldset>
  );
};
