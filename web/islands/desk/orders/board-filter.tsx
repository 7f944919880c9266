import type { Signal } from '@preact/signals';
import type { IslandWords } from '../../words.ts';
import type { BoardFilter } from './board.ts';

const dues = ['all', 'soon', 'late'] as const;

/** Narrows the board to what its reader looks for. */
export const FilterFields = ({ words, filter }: { words: IslandWords<'board'>; filter: Signal<BoardFilter> }) => (
  <search class="board-filter">
    <label class="field">
      <span>{words.t('board.search')}</span>
      <input
        type="text"
        enterkeyhint="search"
        placeholder={words.t('board.search_hint')}
        value={filter.value.text}
        onInput={({ currentTarget }) => {
          filter.value = { ...filter.value, text: currentTarget.value.trim() };
        }}
      />
    </label>
    <fieldset class="chips list-choice">
      <legend>{words.t('board.due')}</legend>
      {dues.map((due) => (
        <button
          key={due}
          type="button"
          class="chip"
          aria-pressed={filter.value.due === due}
          onClick={() => {
            filter.value = { ...filter.value, due };
          }}
        >
          {words.t(`board.due_${due}`)}
        </button>
      ))}
    </fieldset>
  </search>
);
