import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OrderDetail, OrderSummary } from '../../../../protocol/api/order.ts';
import { zeroBytes32 } from '../../../../protocol/primitives.ts';
import { readJson } from '../../api.ts';
import type { KeyHolder } from '../../keys/key-holder.ts';
import { labelOf } from '../../order/delivery-address.tsx';
import { useAttempt } from '../../use-attempt.ts';
import { asVouchError, ErrorNote } from '../../wallet/error-note.tsx';
import type { IslandWords } from '../../words.ts';
import type { DeskProps } from '../desk-props.ts';
import { PrintView } from './print-view.tsx';

type Paper = 'a4' | 'a6';

/** An order's address, or why there is none. */
type Label = { order: OrderSummary } & ({ lines: readonly string[] } | { problem: string });

interface LabelsProps extends Pick<DeskProps, 'page' | 'chain' | 'connection' | 'shop'> {
  words: IslandWords<'board'>;
  orders: readonly OrderSummary[];
  onBack: () => void;
}

const SHORT = 10;

async function readLabel(holder: KeyHolder, words: IslandWords<'board'>, order: OrderSummary): Promise<Label> {
  const detail = await readJson<OrderDetail>(`/api/v1/orders/${order.id}`);
  if (detail.terms.details === zeroBytes32) return { order, problem: words.t('labels.no_details') };
  const { readDetails, isUnreadable } = await import('../../order/read-details.ts');
  try {
    return { order, lines: labelOf(await readDetails(holder, 'seller', detail), words.country) };
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    return { order, problem: asVouchError(cause).message };
  }
}

/** Labels for parcels. The addresses are decrypted in this page and kept in its memory alone. */
export const Labels = ({ words, orders, onBack, page, chain, connection, shop }: LabelsProps) => {
  const paper = useSignal<Paper>('a4');
  const labels = useSignal<readonly Label[]>([]);
  const { busy, error, attempt } = useAttempt();
  const holder = useMemo<KeyHolder>(() => ({ page, chain, connection }), [page, chain, connection]);
  const left = orders.filter(({ id }) => !labels.value.some(({ order }) => order.id === id));
  const open = (): Promise<void> =>
    attempt(async () => {
      for (const order of left) labels.value = [...labels.value, await readLabel(holder, words, order)];
    });
  return (
    <PrintView
      words={words}
      title={words.t('labels.title')}
      text={words.t('labels.text')}
      ready={labels.value.length > 0 && !busy.value}
      onBack={onBack}
      settings={
        <>
          <fieldset class="chips list-choice">
            <legend>{words.t('labels.size')}</legend>
            {(['a4', 'a6'] as const).map((size) => (
              <button
                key={size}
                type="button"
                class="chip"
                aria-pressed={paper.value === size}
                onClick={() => {
                  paper.value = size;
                }}
              >
                {words.t(`labels.${size}`)}
              </button>
            ))}
          </fieldset>
          {left.length > 0 && (
            <p>
              <button type="button" class="button" disabled={busy.value} onClick={() => void open()}>
                {words.count('labels.open', left.length)}
              </button>
            </p>
          )}
          <p role="status">
            {busy.value &&
              words.t('labels.opening', {
                done: words.number(labels.value.length + 1),
                all: words.number(orders.length),
              })}
          </p>
          {error.value !== null && <ErrorNote view={words} error={error.value} />}
        </>
      }
    >
      <ul class={`labels labels-${paper.value}`}>
        {labels.value.map((label) => (
          <li key={label.order.id} class="label">
            <span class="label-from">{words.t('labels.from', { shop: words.text(shop.names) })}</span>
            {'lines' in label ? (
              <address class="label-to">
                {label.lines.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </address>
            ) : (
              <p class="tone-bad">{words.t('labels.none', { why: label.problem })}</p>
            )}
            <span class="label-order">
              {words.t('labels.order', { id: label.order.id.slice(0, SHORT) })} ·{' '}
              {words.t('board.pieces', { count: words.number(label.order.quantity) })} {words.text(label.order.titles)}
            </span>
          </li>
        ))}
      </ul>
    </PrintView>
  );
};
