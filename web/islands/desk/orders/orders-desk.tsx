import { useSignal } from '@preact/signals';
import type { OrderSummary } from '../../../../protocol/api/order.ts';
import { useUnread } from '../../orders/use-unread.ts';
import { ErrorNote } from '../../wallet/error-note.tsx';
import type { IslandWords } from '../../words.ts';
import type { DeskProps } from '../desk-props.ts';
import { type BoardFilter, boardOf, type Column, columns, everything, isShown } from './board.ts';
import { BoardCard } from './board-card.tsx';
import { FilterFields } from './board-filter.tsx';
import { findShipping } from './kept-shipping.ts';
import { Labels } from './labels.tsx';
import { PickList } from './pick-list.tsx';
import { MOST_ORDERS } from './read-board.ts';
import { ShipMany } from './ship-many.tsx';
import { useBoard } from './use-board.ts';

type Task = 'pick' | 'labels' | 'ship';
const none: readonly OrderSummary[] = [];

/** The shop's orders by what they ask of it, what is due first on top. */
export const OrdersDesk = (props: DeskProps & { boardWords: IslandWords<'board'> }) => {
  const { boardWords: words, shop, role } = props;
  const { board, proposals, error, updates, load } = useBoard(shop.address);
  const filter = useSignal<BoardFilter>(everything);
  const shownColumn = useSignal<Column>('ship');
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  /** What is done with which orders: a change of the board does not touch it. */
  const task = useSignal<{ name: Task; orders: readonly OrderSummary[] } | null>(null);
  const unread = useUnread(board.value?.orders ?? none, 'seller');
  const now = Math.floor(Date.now() / 1_000);
  const current = { ...words, now };

  const shown = boardOf((board.value?.orders ?? none).filter((order) => isShown(order, filter.value, now)));
  const picked = shown.ship.filter(({ id }) => chosen.value.has(id));
  const choose = (ids: readonly string[], isChosen: boolean): void => {
    const next = new Set(chosen.value);
    for (const id of ids) isChosen ? next.add(id) : next.delete(id);
    chosen.value = next;
  };
  const back = (): void => {
    task.value = null;
    void load();
  };
  if (task.value?.name === 'pick') return <PickList words={words} orders={task.value.orders} onBack={back} />;
  if (task.value?.name === 'labels')
    return <Labels {...props} words={words} orders={task.value.orders} onBack={back} />;
  if (task.value?.name === 'ship')
    return <ShipMany {...props} words={words} orders={task.value.orders} onBack={back} />;
  const kept = role === 'owner' ? findShipping(localStorage, props.shop.address) : {};
  const begun = (board.value?.orders ?? none).filter(({ id, state }) => state === 'paid' && Object.hasOwn(kept, id));
  const begin = (name: Task): void => {
    task.value = { name, orders: picked };
  };
  return (
    <section class="desk-section desk-ready" aria-label={words.t('board.heading')} aria-busy={board.value === null}>
      <FilterFields words={words} filter={filter} />
      <p class="visually-hidden" role="status">
        {board.value === null ? words.t('loading') : updates.value > 0 && words.t('board.fresh')}
      </p>
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {begun.length > 0 && (
        <p class="banner banner-note actions-row">
          {words.count('ship.begun', begun.length)}
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              task.value = { name: 'ship', orders: begun };
            }}
          >
            {words.t('ship.resume')}
          </button>
        </p>
      )}
      {board.value?.cut === true && (
        <p class="small tone-warn">{words.t('board.more', { count: words.number(MOST_ORDERS) })}</p>
      )}
      <fieldset class="chips list-choice board-places">
        <legend class="visually-hidden">{words.t('board.heading')}</legend>
        {columns.map((column) => (
          <button
            key={column}
            type="button"
            class="chip"
            aria-pressed={column === shownColumn.value}
            onClick={() => {
              shownColumn.value = column;
            }}
          >
            {words.t(`board.${column}`)} <span class="number">{words.number(shown[column].length)}</span>
          </button>
        ))}
      </fieldset>
      <div class="board">
        {columns.map((column) => (
          <section
            key={column}
            class={`board-column board-${column}${column === shownColumn.value ? ' board-here' : ''}`}
            aria-labelledby={`column-${column}`}
          >
            <h2 id={`column-${column}`}>
              {words.t(`board.${column}`)} <span class="board-count number">{words.number(shown[column].length)}</span>
            </h2>
            {column === 'ship' && shown.ship.length > 0 && (
              <label class="board-all small">
                <input
                  type="checkbox"
                  checked={picked.length === shown.ship.length}
                  onChange={({ currentTarget }) =>
                    choose(
                      shown.ship.map(({ id }) => id),
                      currentTarget.checked,
                    )
                  }
                />{' '}
                {words.t('board.choose_all')}
              </label>
            )}
            {board.value === null ? (
              <p class="board-card skeleton" aria-hidden="true" />
            ) : shown[column].length === 0 ? (
              <p class="quiet small">{words.t(`board.none_${column}`)}</p>
            ) : (
              <ul class="board-cards">
                {shown[column].map((order) => (
                  <BoardCard
                    key={order.id}
                    words={current}
                    order={order}
                    proposals={proposals.value.get(order.id)}
                    unread={unread.value.has(order.id)}
                    {...(column === 'ship'
                      ? {
                          chosen: chosen.value.has(order.id),
                          onChoose: () => choose([order.id], !chosen.value.has(order.id)),
                        }
                      : {})}
                  />
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
      {picked.length > 0 && (
        <section class="board-tasks" aria-label={words.count('board.chosen', picked.length)}>
          <strong role="status">{words.count('board.chosen', picked.length)}</strong>
          <button type="button" class="button button-quiet" onClick={() => begin('pick')}>
            {words.t('board.pick')}
          </button>
          {role === 'owner' ? (
            <>
              <button type="button" class="button button-quiet" onClick={() => begin('labels')}>
                {words.t('board.labels')}
              </button>
              <button type="button" class="button" onClick={() => begin('ship')}>
                {words.t('board.mark')}
              </button>
            </>
          ) : (
            <span class="small quiet">{words.t('board.staff')}</span>
          )}
        </section>
      )}
      <p>
        <a href="/pickup">{words.t('board.counter')}</a>
      </p>
    </section>
  );
};
