import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Result, VouchError } from '../../../protocol/errors.ts';
import type { Attachment } from '../../../protocol/message-body.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

/** Decrypts a picture that a message describes. */
export type OpenPhoto = (attachment: Attachment) => Promise<Result<Uint8Array>>;

interface SealedPhotoProps {
  words: IslandWords<'conversation'>;
  attachment: Attachment;
  /** Place of the photo in its message, from 1. */
  index: number;
  who: string;
  open: OpenPhoto;
}

/** A photo of a message: read, checked and decrypted when it is shown. */
export const SealedPhoto = ({ words, attachment, index, who, open }: SealedPhotoProps) => {
  const address = useSignal<string | null>(null);
  const error = useSignal<VouchError | null>(null);
  const { digest, width, height, type } = attachment;
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      const opened = await open(attachment);
      if (!opened.ok) throw opened.error;
      // Safety: the bytes are this page's own, of no shared memory.
      const bytes = opened.value as Uint8Array<ArrayBuffer>;
      address.value = URL.createObjectURL(new Blob([bytes], { type }));
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => {
    void load();
    return () => {
      if (address.value !== null) URL.revokeObjectURL(address.value);
    };
  }, [digest]);
  if (error.value !== null)
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  if (address.value === null) {
    return (
      <span class="talk-photo-waiting skeleton">
        <span class="visually-hidden">{words.t('talk.photo_loading')}</span>
      </span>
    );
  }
  return (
    <a href={address.value} target="_blank" rel="noopener" aria-label={words.t('talk.photo_open', { index })}>
      <img src={address.value} width={width} height={height} alt={words.t('talk.photo', { index, who })} />
    </a>
  );
};
