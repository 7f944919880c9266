import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { VouchError } from '../../../protocol/errors.ts';
import type { IslandWords } from '../words.ts';
import { asVouchError, ErrorNote } from './error-note.tsx';

interface OnOpeningProps {
  words: IslandWords<'wallet'>;
  summary: string;
  /** Loads what is inside; called when it is opened, and again after a failure. */
  load: () => Promise<ComponentChildren>;
}

/** A part that few readers open: its code comes when they do. */
export const OnOpening = ({ words, summary, load }: OnOpeningProps) => {
  const content = useSignal<{ shown: ComponentChildren } | null>(null);
  const error = useSignal<VouchError | null>(null);
  const open = async (): Promise<void> => {
    error.value = null;
    try {
      content.value ??= { shown: await load() };
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  return (
    <details
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) void open();
      }}
    >
      <summary>{summary}</summary>
      {content.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {content.value?.shown}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void open() }} />
      )}
    </details>
  );
};
