import type { Signal } from '@preact/signals';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { type CatalogueEdits, soldOf, withOfferEdit } from './catalogue-edit.ts';
import type { DeskProps } from './desk-props.ts';
import type { LoadedCatalogue } from './node-blocks.ts';

interface ListingsTableProps extends Pick<DeskProps, 'words' | 'chain'> {
  catalogue: LoadedCatalogue;
  /** Titles by handle and language. */
  titles: ReadonlyMap<string, Record<string, string>>;
  edits: Signal<CatalogueEdits>;
}

type Offer = CatalogueEntry['offers'][number];

/** Listings with their prices and stocks, to be changed in place. */
export const ListingsTable = ({ words, chain, catalogue, titles, edits }: ListingsTableProps) => {
  const row = (entry: CatalogueEntry, offer: Offer, first: boolean) => {
    const { handle } = entry;
    const token = chain.tokens.find(({ address }) => address === entry.terms.token);
    if (token === undefined) return null;
    const edit = edits.value.offers.find((each) => each.handle === handle && each.code === offer.code);
    const removed = edits.value.removed.includes(handle);
    const sold = soldOf(catalogue.sales, handle, offer.code);
    const title = words.text(titles.get(handle));
    const name = `${title || handle} ${offer.code}`;
    const change = (next: { priceUnits?: string; left?: number }): void => {
      edits.value = withOfferEdit(edits.value, { handle, code: offer.code, ...next });
    };
    return (
      <tr key={`${handle} ${offer.code}`} class={removed ? 'row-removed' : edit === undefined ? '' : 'row-changed'}>
        <th scope="row">
          {first && <a href={`/listing/${entry.listing}`}>{title || handle}</a>}
          <span class="small quiet"> {entry.offers.length > 1 ? offer.code : ''}</span>
        </th>
        <td>
          <input
            class="cell-input number"
            inputMode="decimal"
            aria-label={words.t('desk.price_of', { name, symbol: token.symbol })}
            disabled={removed}
            defaultValue={moneyText(BigInt(edit?.priceUnits ?? offer.priceUnits), token.decimals)}
            onChange={(event) => {
              const input = event.currentTarget;
              const units = parseMoney(input.value, token.decimals);
              input.setCustomValidity(units.ok && units.value > 0n ? '' : words.t('desk.price_wrong'));
              if (input.reportValidity() && units.ok) change({ priceUnits: units.value.toString() });
            }}
          />
        </td>
        <td>
          <input
            class="cell-input number"
            type="number"
            min={0}
            aria-label={words.t('desk.stock_of', { name })}
            disabled={removed}
            defaultValue={edit?.left ?? Math.max(0, offer.maxSold - sold)}
            onChange={(event) => {
              const left = event.currentTarget.valueAsNumber;
              if (event.currentTarget.reportValidity() && Number.isSafeInteger(left)) change({ left });
            }}
          />
        </td>
        <td class="number">{words.number(sold)}</td>
        <td>
          {first && (
            <button
              type="button"
              class="button button-quiet"
              aria-label={words.t(removed ? 'desk.keep_of' : 'desk.remove_of', { name: title || handle })}
              onClick={() => {
                const { removed: gone } = edits.value;
                edits.value = {
                  ...edits.value,
                  removed: removed ? gone.filter((each) => each !== handle) : [...gone, handle],
                };
              }}
            >
              {words.t(removed ? 'desk.keep' : 'desk.remove')}
            </button>
          )}
        </td>
      </tr>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={words.t('desk.table')}>
      <table class="desk-table">
        <thead>
          <tr>
            <th scope="col">{words.t('desk.col_listing')}</th>
            <th scope="col">{words.t('desk.col_price')}</th>
            <th scope="col">{words.t('desk.col_stock')}</th>
            <th scope="col">{words.t('desk.col_sold')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {catalogue.entries.flatMap((entry) => entry.offers.map((offer, index) => row(entry, offer, index === 0)))}
        </tbody>
      </table>
    </section>
  );
};
