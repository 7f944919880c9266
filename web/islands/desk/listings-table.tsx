import { type Signal, useSignal } from '@preact/signals';
import type { CatalogueEntry } from '../../../protocol/catalogue.ts';
import { parseMoney } from '../../../protocol/money.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { Picture } from '../../components/picture.tsx';
import { deskPath, deskShopIn } from '../../desk-parts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { bulkEdited, type GoodsRow } from './bulk-edit.ts';
import { type CatalogueEdits, soldOf, withOfferEdit } from './catalogue-edit.ts';
import type { DeskProps } from './desk-props.ts';
import { draftPath } from './draft-place.ts';
import type { Goods, LoadedCatalogue } from './node-blocks.ts';

interface ListingsTableProps extends Pick<DeskProps, 'words' | 'chain'> {
  catalogue: LoadedCatalogue;
  /** What listings are known by, by handle. */
  goods: ReadonlyMap<string, Goods>;
  edits: Signal<CatalogueEdits>;
}

type Offer = CatalogueEntry['offers'][number];

/** A row of the table: a variant of a listing. */
interface Row extends GoodsRow {
  id: string;
  entry: CatalogueEntry;
  symbol: string;
  sold: number;
  name: string;
  title: string;
  first: boolean;
}

/** Rows that are shown before more are asked for. */
const ROWS = 100;

/** Listings with their prices and stocks, to be changed in place, or many at once. */
export const ListingsTable = ({ words, chain, catalogue, goods, edits }: ListingsTableProps) => {
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const filter = useSignal('');
  const most = useSignal(ROWS);
  const editOf = (handle: string, code: string) =>
    edits.value.offers.find((each) => each.handle === handle && each.code === code);
  const rowOf = (entry: CatalogueEntry, offer: Offer, first: boolean): Row[] => {
    const token = chain.tokens.find(({ address }) => address === entry.terms.token);
    if (token === undefined) return [];
    const { handle } = entry;
    const edit = editOf(handle, offer.code);
    const sold = soldOf(catalogue.sales, handle, offer.code);
    const title = words.text(goods.get(handle)?.titles) || handle;
    return [
      {
        id: `${handle} ${offer.code}`,
        entry,
        handle,
        code: offer.code,
        priceUnits: BigInt(edit?.priceUnits ?? offer.priceUnits),
        left: edit?.left ?? Math.max(0, offer.maxSold - sold),
        decimals: token.decimals,
        symbol: token.symbol,
        sold,
        title,
        name: `${title} ${offer.code}`,
        first,
      },
    ];
  };
  const wanted = filter.value.trim().toLowerCase();
  const rows = catalogue.entries
    .flatMap((entry) => entry.offers.flatMap((offer, index) => rowOf(entry, offer, index === 0)))
    .filter(({ name, handle }) => wanted === '' || `${name} ${handle}`.toLowerCase().includes(wanted));
  const shown = rows.slice(0, most.value);
  const symbols = new Set(rows.map(({ symbol }) => symbol));
  const picked = rows.filter(({ id }) => chosen.value.has(id));
  const choose = (ids: readonly string[], on: boolean): void => {
    const next = new Set(chosen.value);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    chosen.value = next;
  };
  const shop = deskShopIn(location.search);

  const row = (item: Row) => {
    const { handle, code, id, name, title, first, entry, symbol } = item;
    const edit = editOf(handle, code);
    const removed = edits.value.removed.includes(handle);
    const change = (next: { priceUnits?: string; left?: number }): void => {
      edits.value = withOfferEdit(edits.value, { handle, code, ...next });
    };
    return (
      <tr key={id} class={removed ? 'row-removed' : edit === undefined ? '' : 'row-changed'}>
        <td>
          <input
            type="checkbox"
            class="row-tick"
            aria-label={words.t('bulk.choose', { name })}
            checked={chosen.value.has(id)}
            disabled={removed}
            onChange={(event) => choose([id], event.currentTarget.checked)}
          />
        </td>
        <th scope="row">
          <span class={`goods-name${first ? '' : ' goods-further'}`}>
            {first && (
              <Picture
                view={words}
                image={goods.get(handle)?.image ?? null}
                alt=""
                sizes="2.5rem"
                class="goods-picture"
              />
            )}
            <span>
              {first && <a href={`/listing/${entry.listing}`}>{title}</a>}{' '}
              {entry.offers.length > 1 && <span class="small quiet goods-code">{code}</span>}
            </span>
          </span>
        </th>
        <td data-head={words.t('desk.col_price_in', { symbol })}>
          <input
            key={item.priceUnits.toString()}
            class="cell-input number"
            inputMode="decimal"
            aria-label={words.t('desk.price_of', { name, symbol })}
            disabled={removed}
            defaultValue={moneyText(item.priceUnits, item.decimals)}
            onChange={(event) => {
              const input = event.currentTarget;
              const units = parseMoney(input.value, item.decimals);
              input.setCustomValidity(units.ok && units.value > 0n ? '' : words.t('desk.price_wrong'));
              if (input.reportValidity() && units.ok) change({ priceUnits: units.value.toString() });
            }}
          />
        </td>
        <td data-head={words.t('desk.col_stock')}>
          <input
            key={item.left}
            class="cell-input number"
            type="number"
            min={0}
            aria-label={words.t('desk.stock_of', { name })}
            disabled={removed}
            defaultValue={item.left}
            onChange={(event) => {
              const left = event.currentTarget.valueAsNumber;
              if (event.currentTarget.reportValidity() && Number.isSafeInteger(left)) change({ left });
            }}
          />
        </td>
        <td class="number">{words.number(item.sold)}</td>
        <td class="row-tools">
          {first && (
            <>
              <a
                class="button button-quiet button-small"
                aria-label={words.t('goods.edit_of', { name: title })}
                href={deskPath(draftPath({ kind: 'change', handle }), shop)}
              >
                {words.t('goods.edit')}
              </a>
              <a
                class="button button-quiet button-small"
                aria-label={words.t('goods.copy_of', { name: title })}
                href={deskPath(draftPath({ kind: 'copy', handle }), shop)}
              >
                {words.t('goods.copy')}
              </a>
              <button
                type="button"
                class="button button-quiet button-small"
                aria-label={words.t(removed ? 'desk.keep_of' : 'desk.remove_of', { name: title })}
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
            </>
          )}
        </td>
      </tr>
    );
  };
  return (
    <>
      <label class="field goods-filter">
        <span>{words.t('goods.filter')}</span>
        <input
          type="search"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
          }}
        />
      </label>
      {picked.length > 0 && (
        <BulkBar
          words={words}
          count={picked.length}
          decimals={picked[0]?.decimals ?? 0}
          symbol={picked[0]?.symbol ?? ''}
          onChange={(change) => {
            edits.value = bulkEdited(edits.value, picked, change);
          }}
          onClear={() => {
            chosen.value = new Set();
          }}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label={words.t('desk.table')}>
        <table class="desk-table goods-table">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  class="row-tick"
                  aria-label={words.t('bulk.choose_all')}
                  checked={rows.length > 0 && picked.length === rows.length}
                  onChange={(event) =>
                    choose(
                      rows.map(({ id }) => id),
                      event.currentTarget.checked,
                    )
                  }
                />
              </th>
              <th scope="col">{words.t('desk.col_listing')}</th>
              <th scope="col">
                {symbols.size === 1
                  ? words.t('desk.col_price_in', { symbol: [...symbols].join('') })
                  : words.t('desk.col_price')}
              </th>
              <th scope="col">{words.t('desk.col_stock')}</th>
              <th scope="col">{words.t('desk.col_sold')}</th>
              <td />
            </tr>
          </thead>
          <tbody>{shown.map(row)}</tbody>
        </table>
      </section>
      {rows.length === 0 && <p class="quiet">{words.t('goods.none_found')}</p>}
      {rows.length > shown.length && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              most.value += ROWS;
            }}
          >
            {words.count('goods.more', rows.length - shown.length)}
          </button>
        </p>
      )}
    </>
  );
};
