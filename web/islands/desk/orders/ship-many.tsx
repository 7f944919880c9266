import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OrderDetail, OrderSummary } from '../../../../protocol/api/order.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { limits } from '../../../../protocol/limits.ts';
import { readJson } from '../../api.ts';
import { createOrderNotes } from '../../order/order-notes.ts';
import { asVouchError, ErrorNote } from '../../wallet/error-note.tsx';
import { createRunner } from '../../wallet/transaction-runner.ts';
import { TransactionStatus } from '../../wallet/transaction-status.tsx';
import type { IslandWords } from '../../words.ts';
import type { DeskProps } from '../desk-props.ts';

interface ShipManyProps extends Pick<DeskProps, 'page' | 'chain' | 'walletWords'> {
  words: IslandWords<'board'>;
  orders: readonly OrderSummary[];
  onBack: () => void;
}

type Result = 'done' | 'skipped';

/** Marks orders as shipped, one transaction after the other: what was confirmed stays, and the rest can wait. */
export const ShipMany = ({ words, walletWords, orders, page, chain, onBack }: ShipManyProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const notes = useSignal<Readonly<Record<string, string>>>({});
  const results = useSignal<Readonly<Record<string, Result>>>({});
  const busy = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const left = orders.filter(({ id }) => results.value[id] === undefined);
  const done = orders.length - left.length;

  /** @returns false where the wallet or the chain said no */
  const shipOne = async ({ id }: OrderSummary): Promise<boolean> => {
    const order = await readJson<OrderDetail>(`/api/v1/orders/${id}`);
    if (order.state !== 'paid') {
      results.value = { ...results.value, [id]: 'skipped' };
      return true;
    }
    const text = (notes.value[id] ?? '').trim();
    const receipt = await runner.run(async () => {
      const { noteDigest, orderCall } = await import('../../order/order-calls.ts');
      const content = noteDigest(text);
      if (text !== '') createOrderNotes(localStorage).keep(content, text);
      return orderCall({ chain, order, action: 'ship', input: { content } });
    });
    if (receipt === undefined) return false;
    results.value = { ...results.value, [id]: 'done' };
    return true;
  };
  const shipAll = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      for (const order of left) if (!(await shipOne(order))) break;
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      busy.value = false;
    }
  };
  return (
    <section class="desk-section" aria-labelledby="ship-title">
      <h2 id="ship-title">{words.t('ship.title')}</h2>
      <p class="quiet">{words.t('ship.text')}</p>
      <progress class="ship-progress" max={orders.length} value={done} aria-label={words.t('ship.title')} />
      <p role="status">
        {left.length === 0
          ? words.t('ship.all_done')
          : words.t('ship.progress', { done: words.number(done), all: words.number(orders.length) })}
      </p>
      <ul class="ship-list">
        {orders.map((order) => {
          const result = results.value[order.id];
          const title = [words.text(order.titles), words.text(order.variants)].filter((part) => part !== '').join(', ');
          return (
            <li key={order.id}>
              <span lang={words.languageOf(order.titles)}>{title}</span>
              {result === undefined ? (
                <label>
                  <span class="visually-hidden">{words.t('ship.tracking', { title })}</span>
                  <input
                    type="text"
                    maxLength={limits.detailsNotesCharacters}
                    placeholder={words.t('ship.tracking_hint')}
                    disabled={busy.value}
                    value={notes.value[order.id] ?? ''}
                    onInput={({ currentTarget }) => {
                      notes.value = { ...notes.value, [order.id]: currentTarget.value };
                    }}
                  />
                </label>
              ) : (
                <span class={result === 'done' ? 'tone-good' : 'quiet'}>{words.t(`ship.${result}`)}</span>
              )}
            </li>
          );
        })}
      </ul>
      <p class="small quiet">{words.t('ship.local')}</p>
      <TransactionStatus words={walletWords} runner={runner} />
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      <p class="actions">
        {left.length > 0 && (
          <button type="button" class="button" disabled={busy.value} onClick={() => void shipAll()}>
            {words.count(done === 0 ? 'ship.start' : 'ship.go_on', left.length)}
          </button>
        )}
        <button type="button" class="button button-quiet" disabled={busy.value} onClick={onBack}>
          {words.t('board.back')}
        </button>
      </p>
    </section>
  );
};
