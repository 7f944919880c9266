import { useMemo } from 'preact/hooks';
import type { OrderSummary } from '../../../../protocol/api/order.ts';
import { limits } from '../../../../protocol/limits.ts';
import { ErrorNote } from '../../wallet/error-note.tsx';
import { createRunner } from '../../wallet/transaction-runner.ts';
import { TransactionStatus } from '../../wallet/transaction-status.tsx';
import type { IslandWords } from '../../words.ts';
import type { DeskProps } from '../desk-props.ts';
import { useShipping } from './use-shipping.ts';

interface ShipManyProps extends Pick<DeskProps, 'page' | 'chain' | 'shop' | 'walletWords'> {
  words: IslandWords<'board'>;
  orders: readonly OrderSummary[];
  onBack: () => void;
}

/** Marks orders as shipped, together where the wallet can, else one after the other: what was confirmed stays. */
export const ShipMany = ({ words, walletWords, orders, page, chain, shop, onBack }: ShipManyProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const shipping = useShipping(orders, { words, chain, shop, runner });
  const results = shipping.results.value;
  const left = orders.filter(({ id }) => results[id] === undefined).length;
  const refused = orders.filter(({ id }) => results[id] instanceof Error).length;
  const done = orders.length - left;
  return (
    <section class="desk-section" aria-labelledby="ship-title">
      <h2 id="ship-title">{words.t('ship.title')}</h2>
      <p class="quiet">{words.t('ship.text')}</p>
      <progress class="ship-progress" max={orders.length} value={done} aria-label={words.t('ship.title')} />
      <p role="status">
        {left > 0
          ? words.t('ship.progress', { done: words.number(done), all: words.number(orders.length) })
          : refused > 0
            ? words.count('ship.some_refused', refused)
            : words.t('ship.all_done')}
      </p>
      <ul class="ship-list">
        {orders.map(({ id, titles, variants }) => {
          const result = results[id];
          const title = [words.text(titles), words.text(variants)].filter((part) => part !== '').join(', ');
          return (
            <li key={id}>
              <span lang={words.languageOf(titles)}>{title}</span>
              {result === undefined ? (
                <label>
                  <span class="visually-hidden">{words.t('ship.tracking', { title })}</span>
                  <input
                    type="text"
                    maxLength={limits.detailsNotesCharacters}
                    placeholder={words.t('ship.tracking_hint')}
                    disabled={shipping.busy.value}
                    value={shipping.notes.value[id] ?? ''}
                    onInput={({ currentTarget }) => shipping.write(id, currentTarget.value)}
                  />
                </label>
              ) : result instanceof Error ? (
                <ErrorNote view={words} error={result} quiet />
              ) : (
                <span class="actions-row">
                  {result === 'done' && (shipping.notes.value[id] ?? '').trim() !== '' && (
                    <a href={`/order/${id}#talk`} aria-label={words.t('ship.tell_of', { title })}>
                      {words.t('ship.tell')}
                    </a>
                  )}
                  <span class={result === 'done' ? 'tone-good' : 'quiet'}>{words.t(`ship.${result}`)}</span>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <p class="small quiet">{words.t('ship.local')}</p>
      <TransactionStatus words={walletWords} runner={runner} />
      {shipping.error.value !== null && <ErrorNote view={words} error={shipping.error.value} />}
      <p class="actions">
        {left > 0 && (
          <button type="button" class="button" disabled={shipping.busy.value} onClick={() => void shipping.ship()}>
            {words.count(done === 0 ? 'ship.start' : 'ship.go_on', left)}
          </button>
        )}
        <button type="button" class="button button-quiet" disabled={shipping.busy.value} onClick={onBack}>
          {words.t('board.back')}
        </button>
      </p>
    </section>
  );
};
