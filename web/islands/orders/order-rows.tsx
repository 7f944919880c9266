import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Page } from '../../../protocol/api/common.ts';
import type { OrderSummary } from '../../../protocol/api/order.ts';
import { Icon } from '../../components/icon.tsx';
import { Empty } from '../../components/notice.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { Picture } from '../../components/picture.tsx';
import { Deadline } from '../../components/time.tsx';
import { readJson } from '../api.ts';
import { openLiveStream } from '../live-stream.ts';
import { useAttempt } from '../use-attempt.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { useUnread } from './use-unread.ts';

type Words = IslandWords<'order'>;

export interface OrderRowsProps {
  words: Words;
  /** Query of `/api/v1/orders`, such as `buyer=0x…`. */
  query: string;
  /** Title of the empty list. */
  none: string;
  /** Where someone with an empty list goes on; left out, nowhere. */
  way?: { href: string; word: string };
  /** The reader's side of these orders; null for neither, who has no messages. */
  side: 'buyer' | 'seller' | null;
}

/** What has to happen by an order's deadline; states without one have no words of their own. */
const dueStates = ['pooling', 'paid', 'shipped', 'disputed', 'escalated'] as const;

/** What an order's deadline means, with a place for its date. */
const dueText = (words: Words, { state, deadline }: OrderSummary): string => {
  if (deadline !== null && deadline <= words.now) return words.t('orders.due_over');
  const due = dueStates.find((each) => each === state);
  return due === undefined ? '{date}' : words.t(`orders.due_${due}`);
};

const Row = ({ words, order, unread }: { words: Words; order: OrderSummary; unread: boolean }) => (
  <li>
    <a class="order-row" href={`/order/${order.id}`}>
      <Picture view={words} image={order.image} alt="" sizes="4rem" class="order-row-picture" />
      <span class="order-row-main">
        <strong lang={words.languageOf(order.titles)}>{words.text(order.titles)}</strong>
        {unread && (
          <span class="unread small">
            <Icon name="pen" size={14} /> {words.t('orders.unread')}
          </span>
        )}
        <span class="small quiet">
          {[words.text(order.variants), words.text(order.shopNames), words.date(order.paidAt)]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {order.group !== null && (
          <span class="small order-row-group">
            <Icon name="people" size={16} />{' '}
            {words.t('orders.group', {
              members: words.number(order.group.members),
              size: words.number(order.group.size),
            })}
          </span>
        )}
        {order.deadline !== null && (
          <span class="small">
            <Phrase text={dueText(words, order)} parts={{ date: <Deadline view={words} at={order.deadline} /> }} />
          </span>
        )}
      </span>
      <span class="order-row-end">
        <span class={`state state-${order.state}`}>{words.t(`state.${order.state}`)}</span>
        <span class="number">{words.money(order.totalUnits, order.token)}</span>
        {!order.final && <span class="small tone-warn">{words.t('orders.unfinal')}</span>}
      </span>
    </a>
  </li>
);

/** Hears of orders of the list that are new or moved on. @returns ends listening */
const listenForOrders = (query: string, onOrder: () => void): (() => void) => {
  const asked = new URLSearchParams(query);
  const [buyer, shop] = [asked.get('buyer'), asked.get('shop')];
  if (buyer === null && shop === null) return () => undefined;
  const filter = new URLSearchParams({
    ...(buyer === null ? {} : { account: buyer }),
    ...(shop === null ? {} : { shop }),
  });
  return openLiveStream({
    query: String(filter),
    kinds: ['order'],
    block: Number.POSITIVE_INFINITY,
    onChange: onOrder,
    onState: () => undefined,
  }).close;
};

/** A list of orders from the node, page by page. */
export const OrderRows = ({ words, query, none, way, side }: OrderRowsProps) => {
  const rows = useSignal<readonly OrderSummary[] | null>(null);
  const cursor = useSignal<string | null>(null);
  const { busy, error, attempt } = useAttempt();
  const load = (from: string | null): Promise<void> =>
    attempt(async () => {
      const more = from === null ? '' : `&cursor=${encodeURIComponent(from)}`;
      const answer = await readJson<Page<OrderSummary>>(`/api/v1/orders?${query}${more}`);
      rows.value = [...(from === null ? [] : (rows.value ?? [])), ...answer.items];
      cursor.value = answer.nextCursor;
    });
  useEffect(() => void load(null), [query]);
  const unread = useUnread(rows.value, side);
  const fresh = useSignal(false);
  useEffect(
    () =>
      listenForOrders(query, () => {
        fresh.value = true;
      }),
    [query],
  );
  const again = (): void => {
    fresh.value = false;
    void load(null);
  };
  return (
    <div aria-busy={busy.value}>
      <div role="status">
        {fresh.value && (
          <p class="orders-fresh">
            <button type="button" class="button button-quiet" onClick={again}>
              {words.t('orders.fresh')}
            </button>
          </p>
        )}
      </div>
      {rows.value === null && error.value === null && (
        <ul class="order-rows" aria-hidden="true">
          {[1, 2, 3].map((row) => (
            <li key={row} class="order-row skeleton" />
          ))}
        </ul>
      )}
      {rows.value === null && (
        <p class="visually-hidden" role="status">
          {words.t('loading')}
        </p>
      )}
      {rows.value?.length === 0 && (
        <Empty title={none} text={words.t('orders.none_text')} icon="bag">
          {way !== undefined && (
            <a class="button button-quiet" href={way.href}>
              {way.word}
            </a>
          )}
        </Empty>
      )}
      {rows.value !== null && rows.value.length > 0 && (
        <ul class="order-rows">
          {rows.value.map((order) => (
            <Row key={order.id} words={words} order={order} unread={unread.value.has(order.id)} />
          ))}
        </ul>
      )}
      {error.value !== null && (
        <ErrorNote
          view={words}
          error={error.value}
          retry={{ word: words.t('retry'), onRetry: () => void load(cursor.value) }}
        />
      )}
      {cursor.value !== null && (
        <p class="pager">
          <button
            type="button"
            class="button button-quiet"
            disabled={busy.value}
            onClick={() => void load(cursor.value)}
          >
            {words.t('orders.more')}
          </button>
        </p>
      )}
    </div>
  );
};
