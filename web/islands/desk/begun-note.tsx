import type { IslandWords } from '../words.ts';

/** Tells that the form goes on with what was written before, and begins anew where that is wanted. */
export const BegunNote = ({ words, onDiscard }: { words: IslandWords<'desk'>; onDiscard: () => void }) => (
  <p class="actions-row">
    <span class="small quiet">{words.t('edit.begun')}</span>
    <button type="button" class="button button-quiet button-small" onClick={onDiscard}>
      {words.t('edit.discard')}
    </button>
  </p>
);
