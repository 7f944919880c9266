import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { asVouchError, ErrorNote } from './wallet/error-note.tsx';

/** Milliseconds without a key before the node is asked. */
const QUIET = 150;

interface SuggestBoxProps<T> {
  view: Parameters<typeof ErrorNote>[0]['view'];
  /** What is written in the box. */
  text: Signal<string>;
  label: string;
  placeholder?: string;
  /** True where the label stands above the box; otherwise only a screen reader says it. */
  isLabelShown?: boolean;
  listLabel: string;
  /** Says how many were found. */
  said: (count: number) => string;
  /** Asks the node. @throws VouchError those of the request */
  find: (query: string) => Promise<readonly T[]>;
  /** False for a text that names something already, so that the node is not asked. */
  isQuery?: (text: string) => boolean;
  keyOf: (item: T) => string | number;
  option: (item: T) => ComponentChildren;
  onChoose: (item: T) => void;
  /** Hears of every change that the reader writes. */
  onWrite?: (text: string) => void;
  /** True where Enter sends the form once nothing is left to choose. */
  isSent?: boolean;
  /** Attributes of the box by which a form checks it. */
  field?: { required?: boolean; maxLength?: number; box?: (input: HTMLInputElement | null) => void };
  /** Class of each option. */
  optionClass?: string;
}

/** A box that offers what the node finds for the words written in it: arrows move, Enter chooses, Escape closes. */
export const SuggestBox = <T,>({
  view,
  text,
  label,
  placeholder,
  isLabelShown = false,
  listLabel,
  said,
  find,
  isQuery = () => true,
  keyOf,
  option,
  onChoose,
  onWrite,
  isSent = false,
  field = {},
  optionClass = '',
}: SuggestBoxProps<T>) => {
  const id = useId();
  /** Null while nothing was asked. */
  const found = useSignal<readonly T[] | null>(null);
  const at = useSignal(-1);
  const error = useSignal<VouchError | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = (): void => {
    clearTimeout(timer.current);
    found.value = null;
    at.value = -1;
  };
  const ask = async (query: string): Promise<void> => {
    error.value = null;
    try {
      const items = await find(query);
      // Slower answers to what was typed before come too late.
      if (text.value.trim() !== query) return;
      found.value = items;
      at.value = items.length === 0 ? -1 : 0;
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  const write = (value: string): void => {
    text.value = value;
    onWrite?.(value);
    clearTimeout(timer.current);
    const query = value.trim();
    if (query === '' || !isQuery(query)) close();
    else timer.current = setTimeout(() => void ask(query), QUIET);
  };
  const choose = (item: T | undefined): void => {
    if (item === undefined) return;
    close();
    onChoose(item);
  };
  const items = found.value ?? [];
  const isOpen = items.length > 0;
  const optionId = (index: number): string => `${id}-${index}`;
  const move = (index: number): void => {
    at.value = (index + items.length) % items.length;
    document.getElementById(optionId(at.value))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && (isOpen || !isSent)) {
      // Enter chooses here; it never sends what is not chosen yet.
      event.preventDefault();
      choose(items[at.value]);
    } else if (isOpen && step !== undefined) {
      event.preventDefault();
      move(at.value + step);
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  };
  return (
    <div class="suggest-box" onFocusOut={close}>
      {isLabelShown && <label for={`${id}-box`}>{label}</label>}
      <input
        id={`${id}-box`}
        ref={field.box}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        required={field.required}
        maxLength={field.maxLength ?? limits.queryCharacters}
        placeholder={placeholder}
        aria-label={isLabelShown ? undefined : label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-activedescendant={isOpen && at.value >= 0 ? optionId(at.value) : undefined}
        value={text.value}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div
        id={id}
        class="suggest"
        role="listbox"
        aria-label={listLabel}
        hidden={!isOpen}
        // A press would take the focus away and close the list before the click.
        onPointerDown={(event) => event.preventDefault()}
      >
        {items.map((each, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the box, which keeps the focus
          <div
            key={keyOf(each)}
            id={optionId(index)}
            class={`suggest-option ${optionClass}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at.value}
            onClick={() => choose(each)}
          >
            {option(each)}
          </div>
        ))}
      </div>
      <p class={isOpen || found.value === null ? 'visually-hidden' : 'small quiet'} role="status">
        {found.value !== null && said(items.length)}
      </p>
      {error.value !== null && <ErrorNote view={view} error={error.value} />}
    </div>
  );
};
