import type { ComponentChildren } from 'preact';
import type { IslandWords } from '../../words.ts';

interface PrintViewProps {
  words: IslandWords<'board'>;
  title: string;
  text: string;
  /** What is set before printing; it is not printed. */
  settings?: ComponentChildren;
  /** False while there is nothing to print. */
  ready: boolean;
  onBack: () => void;
  /** The sheet alone is printed. */
  children: ComponentChildren;
}

/** Something to print in place of the board. */
export const PrintView = ({ words, title, text, settings, ready, onBack, children }: PrintViewProps) => (
  <section class="desk-section" aria-labelledby="print-title">
    <h2 id="print-title">{title}</h2>
    <p class="quiet">{text}</p>
    {settings}
    <p class="actions">
      <button type="button" class="button" disabled={!ready} onClick={() => print()}>
        {words.t('board.print')}
      </button>
      <button type="button" class="button button-quiet" onClick={onBack}>
        {words.t('board.back')}
      </button>
    </p>
    <div class="print-sheet">{children}</div>
  </section>
);
