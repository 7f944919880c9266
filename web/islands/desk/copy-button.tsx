import { useSignal } from '@preact/signals';
import { copyText } from '../copy-text.ts';

/** Copies a text, and says so. */
export const CopyButton = ({ text, word, done }: { text: string; word: string; done: string }) => {
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    copied.value = await copyText(text, word);
  };
  return (
    <button type="button" class="button button-quiet" onClick={() => void copy()}>
      <span aria-live="polite">{copied.value ? done : word}</span>
    </button>
  );
};
