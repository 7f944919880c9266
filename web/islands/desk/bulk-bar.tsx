import { useSignal } from '@preact/signals';
import { parseMoney } from '../../../protocol/money.ts';
import type { IslandWords } from '../words.ts';
import type { BulkChange } from './bulk-edit.ts';

interface BulkBarProps {
  words: IslandWords<'desk'>;
  /** How many rows are chosen. */
  count: number;
  decimals: number;
  symbol: string;
  onChange: (change: BulkChange) => void;
  onClear: () => void;
}

const kinds = ['price_percent', 'price_amount', 'stock_to', 'stock_by'] as const;

/** One change for all chosen rows. */
export const BulkBar = ({ words, count, decimals, symbol, onChange, onClear }: BulkBarProps) => {
  const kind = useSignal<BulkChange['kind']>('price_percent');
  const text = useSignal('');
  const wrong = useSignal(false);
  const read = (): BulkChange | null => {
    const written = text.value.trim();
    if (kind.value === 'price_amount') {
      const units = parseMoney(written.replace(/^[+−-]/, ''), decimals);
      if (!units.ok) return null;
      return { kind: 'price_amount', units: /^[−-]/.test(written) ? -units.value : units.value };
    }
    const number = Number(written.replace('−', '-').replace('%', ''));
    if (written === '' || !Number.isFinite(number)) return null;
    if (kind.value === 'price_percent') return { kind: 'price_percent', percent: number };
    return kind.value === 'stock_to' ? { kind: 'stock_to', left: number } : { kind: 'stock_by', units: number };
  };
  return (
    <form
      class="bulk-bar"
      aria-label={words.t('bulk.title')}
      onSubmit={(event) => {
        event.preventDefault();
        const change = read();
        wrong.value = change === null;
        if (change === null) return;
        onChange(change);
        text.value = '';
      }}
    >
      <strong>{words.count('bulk.chosen', count)}</strong>
      <label class="field">
        <span>{words.t('bulk.what')}</span>
        <select
          value={kind.value}
          onChange={(event) => {
            kind.value = kinds.find((each) => each === event.currentTarget.value) ?? 'price_percent';
          }}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {words.t(`bulk.${each}`, { symbol })}
            </option>
          ))}
        </select>
      </label>
      <label class="field bulk-value">
        <span>{words.t('bulk.by')}</span>
        <input
          class="number"
          inputMode="text"
          autocomplete="off"
          value={text.value}
          aria-invalid={wrong.value ? true : undefined}
          placeholder={kind.value === 'price_percent' ? '-10' : kind.value === 'price_amount' ? '+2.50' : '25'}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <button class="button" type="submit">
        {words.t('bulk.apply')}
      </button>
      <button class="button button-quiet" type="button" onClick={onClear}>
        {words.t('bulk.clear')}
      </button>
      <p class="field-problem" role="status">
        {wrong.value ? words.t('bulk.wrong') : ''}
      </p>
    </form>
  );
};
