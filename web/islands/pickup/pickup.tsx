import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { parseHandoverText } from '../../../protocol/handover.ts';
import { Picture } from '../../components/picture.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { HandoverField } from '../order/handover-field.tsx';
import { OrderRows } from '../orders/order-rows.tsx';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { LeaderGroups } from './leader-groups.tsx';
import { MemberList } from './member-list.tsx';

interface CounterProps {
  words: IslandWords<'counter'>;
  orderWords: IslandWords<'order'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
  /** Public address of this node. */
  origin: string;
}

/** The order behind a buyer's code. */
const orderBehind = async (text: string, account: string): Promise<OrderDetail> => {
  const code = parseHandoverText(text);
  if (!code.ok) throw code.error;
  const order = await readJson<OrderDetail>(`/api/v1/orders/${code.value.orderId}`);
  if (account === order.shop || account === order.terms.pickup) return order;
  throw new VouchError({
    code: 'order.caller_wrong',
    message: 'This order is handed over by another shop or pickup point.',
    hint: 'Switch to the account that the order names.',
    details: { field: 'code' },
  });
};

/** Takes a buyer's code and completes the order behind it. */
const Counter = ({ words, orderWords, walletWords, page, chain, connection, origin }: CounterProps) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const code = useSignal('');
  const done = useSignal<OrderDetail | null>(null);
  const count = useSignal(0);
  const handOver = async (): Promise<void> => {
    let order: OrderDetail | undefined;
    done.value = null;
    const receipt = await runner.run(async () => {
      const [{ orderCall }, { secretFor }] = await Promise.all([
        import('../order/order-calls.ts'),
        import('../order/read-handover-code.ts'),
      ]);
      order = await orderBehind(code.value, connection.account);
      const call = orderCall({ chain, order, action: 'hand_over', input: { secret: secretFor(code.value, order) } });
      return { ...call, path: '/pickup' };
    });
    if (receipt === undefined || order === undefined) return;
    done.value = order;
    code.value = '';
    count.value++;
  };
  return (
    <div class="desk">
      <form
        class="desk-section"
        onSubmit={(event) => {
          event.preventDefault();
          void handOver();
        }}
      >
        <h2>{words.t('counter.title')}</h2>
        <p class="quiet">{words.t('counter.text')}</p>
        <HandoverField words={orderWords} code={code} />
        <p>
          <button class="button button-large" type="submit" disabled={isBusy(runner.state.value)}>
            {words.t('counter.do')}
          </button>
        </p>
        <TransactionStatus words={walletWords} runner={runner} />
        {done.value !== null && (
          <div class="handed-over" role="status">
            <Picture view={words} image={done.value.image} alt="" sizes="4rem" class="order-row-picture" />
            <p>
              <strong>{words.t('counter.done')}</strong>{' '}
              <a href={`/order/${done.value.id}`}>{words.text(done.value.titles)}</a>
            </p>
          </div>
        )}
      </form>
      <MemberList words={words} account={connection.account} handedOver={count.value} />
      <LeaderGroups words={words} account={connection.account} origin={origin} />
      <section class="desk-section" aria-labelledby="counter-completed">
        <h2 id="counter-completed">{words.t('counter.completed')}</h2>
        <OrderRows
          key={String(count.value)}
          side={null}
          words={orderWords}
          query={`pickup=${connection.account}&state=completed`}
          none={words.t('counter.none_completed')}
        />
      </section>
    </div>
  );
};

/** The counter: whoever hands goods over needs no shop for it. */
export const mount = async ({ element, props, view, page }: MountParameters<'pickup'>): Promise<void> => {
  const [words, orderWords, walletWords] = await Promise.all([
    loadDictionary('counter', view),
    loadDictionary('order', view),
    loadDictionary('wallet', view),
  ]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
      {(connection) => (
        <Counter
          key={connection.account}
          words={words}
          orderWords={orderWords}
          walletWords={walletWords}
          page={page}
          chain={props.chain}
          connection={connection}
          origin={props.origin}
        />
      )}
    </WithWallet>,
  );
};
