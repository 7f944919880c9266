import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Picture } from '../../../protocol/attachment.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { cleanText } from '../../../protocol/text.ts';
import { Icon } from '../../components/icon.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { createDrafts } from './drafts.ts';
import { type ChosenPhoto, PhotoChoice } from './photo-choice.tsx';
import type { SendStep } from './send-message.ts';

interface ComposerProps {
  words: IslandWords<'conversation'>;
  order: string;
  account: string;
  /** Who reads it. */
  to: 'buyer' | 'seller';
  send: (text: string, pictures: readonly Picture[], onStep: (step: SendStep) => void) => Promise<void>;
}

type State = { step: 'idle' | 'sent' } | { step: 'sending'; at: SendStep } | { step: 'failed'; error: VouchError };

/** Writes and sends a message. What was written stays until it is sent, also through a reload. */
export const Composer = ({ words, order, account, to, send }: ComposerProps) => {
  const drafts = useMemo(() => createDrafts(sessionStorage, { order, account, form: 'message' }), [order, account]);
  const text = useSignal(drafts.find());
  const photos = useSignal<readonly ChosenPhoto[]>([]);
  const state = useSignal<State>({ step: 'idle' });
  const field = useRef<HTMLTextAreaElement>(null);
  const current = state.value;
  const busy = current.step === 'sending';
  const empty = cleanText(text.value) === '' && photos.value.length === 0;

  const write = (next: string): void => {
    text.value = next;
    drafts.keep(next);
    if (current.step === 'sent') state.value = { step: 'idle' };
  };
  const submit = async (): Promise<void> => {
    if (busy || empty) return;
    state.value = { step: 'sending', at: 'encrypting' };
    try {
      const pictures = photos.value.map(({ picture }) => picture);
      await send(cleanText(text.value), pictures, (at) => {
        state.value = { step: 'sending', at };
      });
      for (const { preview } of photos.value) URL.revokeObjectURL(preview);
      photos.value = [];
      text.value = '';
      drafts.keep('');
      state.value = { step: 'sent' };
      field.current?.focus();
    } catch (cause) {
      state.value = { step: 'failed', error: asVouchError(cause) };
    }
  };
  return (
    <form
      class="talk-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label class="field">
        <span>{words.t(`talk.field_${to}`)}</span>
        <textarea
          ref={field}
          name="message"
          rows={3}
          maxLength={limits.messageCharacters}
          readOnly={busy}
          value={text.value}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void submit();
          }}
        />
        <span class="small quiet">{words.t('talk.field_help')}</span>
      </label>
      <div class="talk-tools">
        <PhotoChoice words={words} photos={photos} disabled={busy} />
        <button class="button talk-send" type="submit" disabled={busy || empty}>
          {words.t('talk.send')}
        </button>
      </div>
      <p role="status" class="small talk-state">
        {current.step === 'sending' && words.t(`talk.step_${current.at}`)}
        {current.step === 'sent' && (
          <>
            <Icon name="check" size={16} /> {words.t('talk.sent')}
          </>
        )}
        {current.step === 'failed' && words.t('talk.failed')}
      </p>
      {current.step === 'failed' && (
        <ErrorNote
          view={words}
          error={current.error}
          retry={{ word: words.t('retry'), onRetry: () => void submit() }}
        />
      )}
      <p class="small quiet talk-secret">
        <Icon name="lock" size={16} /> {words.t('talk.secret')}
      </p>
    </form>
  );
};
