import { useSignal } from '@preact/signals';

/** Copies a text, and says so. */
export const CopyButton = ({ text, word, done }: { text: string; word: string; done: string }) => {
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    copied.value = true;
  };
  return (
    <button type="button" class="button button-quiet" onClick={() => void copy()}>
      <span aria-live="polite">{copied.value ? done : word}</span>
    </button>
  );
};
