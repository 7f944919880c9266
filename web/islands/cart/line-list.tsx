import type { FreshLine, LineReading } from '../checkout/read-lines.ts';
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

/** Lines of each shop together, shops in the order in which they came. */
const byShop = (lines: readonly LineReading[]): [LineReading, ...LineReading[]][] => {
  const shops = new Map<string, [LineReading, ...LineReading[]]>();
  for (const reading of lines) {
    const { shop } = reading.line.listing;
    const own = shops.get(shop);
    if (own === undefined) shops.set(shop, [reading]);
    else own.push(reading);
  }
  return [...shops.values()];
};

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
      {byShop(read ?? []).map(([first, ...others]) => {
        const { shop, shopNames } = first.problem === null ? first.detail : first.line.listing;
        return (
          <section key={shop} class="cart-shop" aria-labelledby={`from-${shop}`}>
            <h3 class="cart-shop-name" id={`from-${shop}`}>
              <span class="small quiet">{words.t('cart.from')}</span>
              <a href={`/shop/${shop}`} lang={words.languageOf(shopNames)}>
                {words.text(shopNames)}
              </a>
            </h3>
            <ul class="cart-lines">
              {[first, ...others].map((reading) => (
                <LineRow
                  key={reading.line.sku}
                  words={words}
                  reading={reading}
                  priced={priced.find(({ line }) => line === reading.line)}
                  undeliverable={undeliverable.some(({ line }) => line === reading.line)}
                  country={country}
                  onChange={(change) => onChange(reading.line, change)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
};
