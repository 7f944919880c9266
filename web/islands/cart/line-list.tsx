import type { FreshLine } from '../checkout/read-lines.ts';
import type { PricedLine } from '../checkout/totals.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import type { CartLine } from './cart-store.ts';
import { LineRow } from './line-row.tsx';
import type { Readings } from './use-readings.ts';

interface LineListProps {
  words: IslandWords<'checkout'>;
  readings: Readings;
  priced: readonly PricedLine[];
  undeliverable: readonly FreshLine[];
  country: string | null;
  onChange: (line: CartLine, change: Partial<CartLine>) => void;
}

/** The lines of cart and checkout as the shops sell them now, while they are read, and when they cannot be. */
export const LineList = ({ words, readings, priced, undeliverable, country, onChange }: LineListProps) => {
  const read = readings.lines.value;
  const error = readings.error.value;
  return (
    <>
      {error !== null && (
        <ErrorNote
          view={words}
          error={error}
          retry={{ word: words.t('retry'), onRetry: () => void readings.again() }}
        />
      )}
      {read === null && error === null && (
        <p class="skeleton" role="status">
          {words.t('cart.reading')}
        </p>
      )}
      <ul class="cart-lines">
        {read?.map((reading) => (
          <LineRow
            key={`${reading.line.listing.shop}${reading.line.sku}`}
            words={words}
            reading={reading}
            priced={priced.find(({ line }) => line === reading.line)}
            undeliverable={undeliverable.some(({ line }) => line === reading.line)}
            country={country}
            onChange={(change) => onChange(reading.line, change)}
          />
        ))}
      </ul>
    </>
  );
};
