import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CategoryPlace } from '../../../protocol/api/search.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { limits } from '../../../protocol/limits.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';

/** Milliseconds without a key before the node is asked. */
const QUIET = 150;
const LIST = 'categories-found';

/**
 * Finds categories that words name.
 * @throws VouchError those of the request
 */
export const findCategories = async (query: string): Promise<CategoryPlace[]> =>
  (await readJson<{ items: CategoryPlace[] }>(`/api/v1/search/categories?q=${encodeURIComponent(query)}`)).items;

/** Where a category lies, from the top. */
export const placeOf = (words: IslandWords<'desk'>, { above }: CategoryPlace): string =>
  above.map(({ names }) => words.text(names)).join(' › ');

interface CategorySearchProps {
  words: IslandWords<'desk'>;
  onChoose: (category: CategoryPlace) => void;
}

/** A box in which a category is found by words: arrows move, Enter chooses, Escape closes. */
export const CategorySearch = ({ words, onChoose }: CategorySearchProps) => {
  const text = useSignal('');
  /** Null while nothing was asked. */
  const found = useSignal<readonly CategoryPlace[] | null>(null);
  const at = useSignal(-1);
  const error = useSignal<VouchError | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = (): void => {
    found.value = null;
    at.value = -1;
  };
  const ask = async (query: string): Promise<void> => {
    error.value = null;
    try {
      const items = await findCategories(query);
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
    clearTimeout(timer.current);
    const query = value.trim();
    if (query === '') close();
    else timer.current = setTimeout(() => void ask(query), QUIET);
  };
  const choose = (category: CategoryPlace | undefined): void => {
    if (category === undefined) return;
    text.value = '';
    close();
    onChoose(category);
  };
  const items = found.value ?? [];
  const isOpen = items.length > 0;
  const optionId = (index: number): string => `${LIST}-${index}`;
  const move = (index: number): void => {
    at.value = (index + items.length) % items.length;
    document.getElementById(optionId(at.value))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      // Enter in this box never publishes the listing.
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
    <div class="category-search" onFocusOut={close}>
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        maxLength={limits.queryCharacters}
        placeholder={words.t('edit.category_search')}
        aria-label={words.t('edit.category_search')}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={LIST}
        aria-activedescendant={isOpen && at.value >= 0 ? optionId(at.value) : undefined}
        value={text.value}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div
        id={LIST}
        class="suggest"
        role="listbox"
        aria-label={words.t('edit.category_list')}
        hidden={!isOpen}
        // A press would take the focus away and close the list before the click.
        onPointerDown={(event) => event.preventDefault()}
      >
        {items.map((each, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the box, which keeps the focus
          <div
            key={each.category}
            id={optionId(index)}
            class="suggest-option category-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === at.value}
            onClick={() => choose(each)}
          >
            <span lang={words.languageOf(each.names)}>{words.text(each.names)}</span>
            {each.above.length > 0 && <span class="small quiet">{placeOf(words, each)}</span>}
          </div>
        ))}
      </div>
      <p class={items.length > 0 ? 'visually-hidden' : 'small quiet'} role="status">
        {found.value !== null &&
          (isOpen ? words.count('edit.category_found', items.length) : words.t('edit.category_none'))}
      </p>
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
    </div>
  );
};
