import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Empty } from '../../components/notice.tsx';
import { PersonName } from '../../components/person-name.tsx';
import type { Names } from '../people/read-names.ts';
import { useNames } from '../people/use-names.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { fitsCode, memberCode } from './member-code.ts';
import { readWaiting } from './read-waiting.ts';

/** How often new orders are looked for while the page is in view. */
const LOOK_SECONDS = 15;

interface MemberListProps {
  words: IslandWords<'counter'>;
  /** Account of the pickup point. */
  account: string;
  /** Changes when something was handed over here. */
  handedOver: number;
}

const Row = ({ words, order, names }: { words: MemberListProps['words']; order: OrderSummary; names: Names }) => (
  <tr>
    <td class="member-box" aria-hidden="true">
      <span />
    </td>
    <th scope="row">
      <a href={`/order/${order.id}`} class="member-code">
        {memberCode(order.id)}
      </a>
    </th>
    <td class="number" data-head={words.t('members.col_count')}>
      {words.number(order.quantity)} ×
    </td>
    <td class="cell-words" data-head={words.t('members.col_goods')}>
      <span>
        {words.text(order.titles)} <span class="small quiet">{words.text(order.variants)}</span>
      </span>
    </td>
    <td class="cell-words" data-head={words.t('members.col_member')}>
      <PersonName view={words} account={order.buyer} names={names.get(order.buyer) ?? {}} />
    </td>
    <td class="small" data-head={words.t('members.col_since')}>
      {words.date(order.paidAt)}
    </td>
  </tr>
);

/** What waits at a pickup point, by the code that members say: to be found by it, and to be printed for the table. */
export const MemberList = ({ words, account, handedOver }: MemberListProps) => {
  const orders = useSignal<OrderSummary[] | null>(null);
  const error = useSignal<VouchError | null>(null);
  const written = useSignal('');
  const printing = useSignal(false);
  const load = async (): Promise<void> => {
    try {
      orders.value = await readWaiting(account);
      error.value = null;
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [account, handedOver]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void load();
    }, LOOK_SECONDS * 1_000);
    return () => clearInterval(timer);
  }, [account]);
  useEffect(() => {
    if (!printing.value) return;
    // The sheet is in the page by now; what follows it is as long as the reader's dialog.
    const after = (): void => {
      printing.value = false;
    };
    addEventListener('afterprint', after, { once: true });
    print();
    return () => removeEventListener('afterprint', after);
  }, [printing.value]);
  const names = useNames(orders.value?.map(({ buyer }) => buyer) ?? []);
  const shown = orders.value?.filter(({ id }) => fitsCode(id, written.value)) ?? [];
  return (
    <section class="desk-section" aria-labelledby="counter-paid">
      <h2 id="counter-paid">{words.t('counter.paid')}</h2>
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {orders.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {orders.value?.length === 0 && (
        <Empty title={words.t('counter.none_paid')} text={words.t('members.none_text')} icon="bag" />
      )}
      {orders.value !== null && orders.value.length > 0 && (
        <>
          <p class="quiet">{words.t('members.text')}</p>
          <div class="inline-form">
            <label class="field">
              <span>{words.t('members.find')}</span>
              <input
                maxLength={8}
                autoComplete="off"
                placeholder="A3F 9C1"
                value={written.value}
                onInput={({ currentTarget }) => {
                  written.value = currentTarget.value;
                }}
              />
            </label>
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                printing.value = true;
              }}
            >
              {words.t('members.print')}
            </button>
          </div>
          <div class={printing.value ? 'print-sheet' : undefined}>
            <p aria-live="polite">
              <strong>{words.count('members.count', shown.length)}</strong>
            </p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <section class="table-scroll" tabIndex={0} aria-label={words.t('counter.paid')}>
              <table class="desk-table stack-table member-table">
                <thead>
                  <tr>
                    <td />
                    <th scope="col">{words.t('members.col_code')}</th>
                    <th scope="col">{words.t('members.col_count')}</th>
                    <th scope="col">{words.t('members.col_goods')}</th>
                    <th scope="col">{words.t('members.col_member')}</th>
                    <th scope="col">{words.t('members.col_since')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((order) => (
                    <Row key={order.id} words={words} order={order} names={names} />
                  ))}
                </tbody>
              </table>
            </section>
          </div>
        </>
      )}
    </section>
  );
};
