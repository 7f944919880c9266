import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OrderDetail } from '../../../../protocol/api/order.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { readJson } from '../../api.ts';
import { openLiveStream } from '../../live-stream.ts';
import { asVouchError } from '../../wallet/error-note.tsx';
import type { Proposals } from './next-step.ts';
import { type BoardOrders, readBoard } from './read-board.ts';

/** Changes of one block come together; they are read once. */
const TOGETHER_MILLISECONDS = 400;
/** Disputes whose proposals are asked for. */
const MOST_DISPUTES = 20;

/** A board that is kept as fresh as the node's index. */
export interface LiveBoard {
  board: ReadonlySignal<BoardOrders | null>;
  proposals: ReadonlySignal<ReadonlyMap<string, Proposals>>;
  error: ReadonlySignal<VouchError | null>;
  /** Counts how often the board was brought up to date without its reader's doing. */
  updates: ReadonlySignal<number>;
  load: () => Promise<void>;
}

/** Reads a shop's board, and reads it again when something happens to an order. @param shop its address */
export function useBoard(shop: string): LiveBoard {
  const board = useSignal<BoardOrders | null>(null);
  const proposals = useSignal<ReadonlyMap<string, Proposals>>(new Map());
  const error = useSignal<VouchError | null>(null);
  const updates = useSignal(0);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      const read = await readBoard(shop);
      board.value = read;
      const disputed = read.orders.filter(({ state }) => state === 'disputed').slice(0, MOST_DISPUTES);
      const details = await Promise.all(disputed.map(({ id }) => readJson<OrderDetail>(`/api/v1/orders/${id}`)));
      proposals.value = new Map(details.map((detail) => [detail.id, detail]));
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => {
    void load();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stream = openLiveStream({
      query: `shop=${shop}`,
      kinds: ['order', 'group'],
      block: Number.POSITIVE_INFINITY,
      onChange: () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void load().then(() => {
            updates.value += 1;
          });
        }, TOGETHER_MILLISECONDS);
      },
      onState: () => undefined,
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [shop]);
  return { board, proposals, error, updates, load };
}
