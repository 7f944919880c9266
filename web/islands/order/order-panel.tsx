import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { CaseDetail } from '../../../protocol/api/court.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { ReviewView } from '../../../protocol/api/review.ts';
import { actionsFor, type OrderAction, type OrderRole } from '../../../protocol/order-actions.ts';
import { situationOf } from '../../components/order-situation.ts';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { type MountParameters, type PageParts, propsIn } from '../mount.ts';
import { Recommend } from '../people/recommend.tsx';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { ActionForm } from './action-form.tsx';
import { actionWord } from './action-word.ts';
import { type ActionWriting, beginWriting } from './action-writing.ts';
import { DeliveryAddress } from './delivery-address.tsx';
import { DetailsAgain } from './details-again.tsx';
import { GroupShare } from './group-share.tsx';
import { HandoverCode } from './handover-code.tsx';
import type { ActionInput } from './order-calls.ts';
import { createOrderNotes } from './order-notes.ts';
import { ReturnGuide } from './return-guide.tsx';

interface PanelProps {
  words: IslandWords<'order'>;
  walletWords: IslandWords<'wallet'>;
  peopleWords: IslandWords<'people'>;
  page: PageParts;
  chain: ChainProps;
  order: OrderDetail;
  review: ReviewView | null;
  case: CaseDetail | null;
  origin: string;
}

/** States in which the goods may still be handed over. */
const beforeHandover: ReadonlySet<OrderDetail['state']> = new Set(['paid', 'shipped']);

/** Whom an account is in an order. */
export const roleIn = (order: Pick<OrderDetail, 'buyer' | 'shop' | 'terms'>, account: string): OrderRole => {
  if (account === order.buyer) return 'buyer';
  if (account === order.shop) return 'seller';
  if (account === order.terms.pickup) return 'pickup';
  return account === order.terms.arbitrator ? 'arbitrator' : 'other';
};

const LocalNotes = ({ words, order }: Pick<PanelProps, 'words' | 'order'>) => {
  const notes = createOrderNotes(localStorage);
  const own = order.steps.flatMap(({ content, event }) => {
    const text = content === null ? null : notes.find(content);
    return text === null ? [] : [{ event, text }];
  });
  if (own.length === 0) return null;
  return (
    <section class="local-notes">
      <h3>{words.t('order.notes_yours')}</h3>
      <ul class="plain">
        {own.map(({ event, text }) => (
          <li key={event}>{text}</li>
        ))}
      </ul>
    </section>
  );
};

/** Points that the order earns and that wait to be collected; zero until the chain said so. */
const useOpenPoints = ({
  chain,
  order,
  connection,
}: Pick<PanelProps, 'chain' | 'order'> & { connection: Connection }) => {
  const points = useSignal(0n);
  useEffect(() => {
    if (order.state !== 'completed') return;
    const read = async (): Promise<void> => {
      const { openPoints } = await import('./open-points.ts');
      points.value = await openPoints({ chain, order, connection });
    };
    // The order can be read and acted on without knowing this.
    read().catch((error: unknown) => console.warn('the points of the order cannot be read', error));
  }, [chain, order, connection, points]);
  return points.value;
};

const Actions = ({
  words,
  walletWords,
  peopleWords,
  page,
  chain,
  order,
  review,
  case: found,
  origin,
  connection,
}: PanelProps & { connection: Connection }) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const chosen = useSignal<OrderAction | null>(null);
  // What is written for one action waits while the reader looks at another.
  const writings = useMemo(() => new Map<OrderAction, ActionWriting>(), []);
  const role = roleIn(order, connection.account);
  const writingOf = (action: OrderAction): ActionWriting => {
    const writing = writings.get(action) ?? beginWriting(action, { order, account: connection.account, role, review });
    writings.set(action, writing);
    return writing;
  };
  const points = useOpenPoints({ chain, order, connection });
  const now = Math.floor(Date.now() / 1_000);
  const { court } = chain.contracts;
  const actions = actionsFor({
    ...situationOf({ order, found, court, review, role, now }),
    pointsOpen: points > 0n,
  });
  const state = runner.state.value;
  const busy = isBusy(state);
  const run = async (action: OrderAction, prepare: () => Promise<ActionInput>): Promise<void> => {
    const receipt = await runner.run(async ({ client, approve }) => {
      const { orderCall } = await import('./order-calls.ts');
      const call = orderCall({ chain, order, action, input: await prepare() });
      if (action === 'open_case' || action === 'appeal') {
        const { costAllowance } = await import('./court-cost.ts');
        await approve(await costAllowance(client, { chain, order, step: action }), call.path);
      }
      return call;
    });
    if (receipt === undefined) return;
    writingOf(action).text.value = '';
    // The page shows what every other reader sees now.
    location.reload();
  };
  const sharing = order.state === 'pooling' && now <= (order.deadline ?? 0);
  const showing = role === 'buyer' && order.handover && beforeHandover.has(order.state);
  const open = chosen.value ?? actions[0] ?? null;
  return (
    <div class="order-actions">
      <p class="small">{words.t(`order.you_are_${role}`)}</p>
      {actions.length === 0 && !sharing && !showing && <p class="quiet">{words.t('order.nothing')}</p>}
      {actions.length > 1 && (
        <div class="action-choice">
          {actions.map((action) => (
            <button
              key={action}
              type="button"
              class="chip"
              aria-pressed={action === open}
              disabled={busy}
              onClick={() => {
                chosen.value = action;
                runner.reset();
              }}
            >
              {words.t(actionWord(order, action, role))}
            </button>
          ))}
        </div>
      )}
      {open !== null && actions.includes(open) && (
        <ActionForm
          key={open}
          words={words}
          page={page}
          chain={chain}
          connection={connection}
          order={order}
          action={open}
          writing={writingOf(open)}
          role={role}
          points={points}
          busy={busy}
          onRun={(prepare) => void run(open, prepare)}
        />
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      <ReturnGuide words={words} order={order} role={role} />
      {sharing && <GroupShare words={words} order={order} origin={origin} />}
      {showing && <HandoverCode words={words} chain={chain} order={order} connection={connection} />}
      {role === 'buyer' && <DetailsAgain words={words} order={order} />}
      {(role === 'seller' || role === 'buyer') && order.detailsHeld && (
        <DeliveryAddress words={words} page={page} chain={chain} order={order} connection={connection} role={role} />
      )}
      {role === 'buyer' && order.state === 'completed' && (
        <Recommend words={peopleWords} holder={{ page, chain, connection }} order={order} />
      )}
      <LocalNotes words={words} order={order} />
    </div>
  );
};

const Panel = (props: PanelProps) => (
  <WithWallet
    words={props.walletWords}
    page={props.page}
    fits={({ address }) => roleIn(props.order, address) !== 'other'}
  >
    {(connection) => <Actions key={connection.account} {...props} connection={connection} />}
  </WithWallet>
);

/** What the connected account can do with the order. */
export const mount = async ({ element, props, view, page }: MountParameters<'order-panel'>): Promise<void> => {
  const [words, walletWords, peopleWords] = await Promise.all([
    loadDictionary('order', view),
    loadDictionary('wallet', view),
    loadDictionary('people', view),
  ]);
  const shown = signal(props);
  element.addEventListener('fresh', (event) => {
    const next = propsIn<'order-panel'>(event);
    // The chain is the same one: what is under way on it goes on.
    shown.value = { ...next, chain: props.chain };
  });
  const Shown = () => (
    <Panel words={words} walletWords={walletWords} peopleWords={peopleWords} page={page} {...shown.value} />
  );
  renderIsland(element, <Shown />);
};
