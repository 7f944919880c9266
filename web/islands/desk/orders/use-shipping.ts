import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OrderDetail, OrderSummary } from '../../../../protocol/api/order.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { readJson } from '../../api.ts';
import { createDrafts } from '../../conversation/drafts.ts';
import { createOrderNotes } from '../../order/order-notes.ts';
import { useAttempt } from '../../use-attempt.ts';
import type { TransactionRunner } from '../../wallet/transaction-runner.ts';
import type { IslandWords } from '../../words.ts';
import type { DeskProps } from '../desk-props.ts';
import { findShipping, keepShipping } from './kept-shipping.ts';

/** What became of an order: an error is why the contract refused it. */
export type Shipped = 'done' | 'skipped' | VouchError;

/** Orders that are asked for at a time; wallets refuse batches of very many calls. */
const AT_ONCE = 10;

interface ShippingParts extends Pick<DeskProps, 'chain' | 'shop'> {
  words: IslandWords<'board'>;
  runner: TransactionRunner;
}

interface Shipping {
  notes: ReadonlySignal<Readonly<Record<string, string>>>;
  results: ReadonlySignal<Readonly<Record<string, Shipped>>>;
  busy: ReadonlySignal<boolean>;
  error: ReadonlySignal<VouchError | null>;
  write: (id: string, note: string) => void;
  /** Marks what is left; stops where the wallet says no, and can be called again. */
  ship: () => Promise<void>;
}

/** Marks orders as shipped, and keeps in this browser what is left to do. */
export function useShipping(orders: readonly OrderSummary[], { words, chain, shop, runner }: ShippingParts): Shipping {
  const begun = useMemo(() => findShipping(localStorage, shop.address), [shop.address]);
  const notes = useSignal<Readonly<Record<string, string>>>(begun);
  const results = useSignal<Readonly<Record<string, Shipped>>>({});
  const { busy, error, attempt } = useAttempt();
  const left = (): OrderSummary[] => orders.filter(({ id }) => results.value[id] === undefined);
  const noteOf = (id: string): string => (notes.value[id] ?? '').trim();
  const keep = (): void =>
    keepShipping(localStorage, shop.address, Object.fromEntries(left().map(({ id }) => [id, noteOf(id)])));
  const tell = (ids: readonly string[], result: Shipped): void => {
    results.value = { ...results.value, ...Object.fromEntries(ids.map((id) => [id, result])) };
    keep();
  };
  /** What was written about an order waits in its conversation, where nothing waits to be sent yet. */
  const prepareMessages = (ids: readonly string[]): void => {
    for (const order of ids) {
      const drafts = createDrafts(sessionStorage, { order, account: shop.address, form: 'message' });
      if (noteOf(order) !== '' && drafts.find() === '') drafts.keep(words.t('ship.message', { note: noteOf(order) }));
    }
  };
  /** @returns false where the wallet said no, or the chain did not take it */
  const shipNext = async (waiting: readonly OrderDetail[]): Promise<boolean> => {
    const [first] = waiting;
    if (first === undefined) return true;
    let ids: readonly string[] = [first.id];
    const receipt = await runner.run(async ({ client }) => {
      const { shipCall } = await import('./ship-calls.ts');
      const made = await shipCall({ chain, client, orders: waiting, noteOf });
      ids = made.ids;
      for (const { id, error: why } of made.refused) tell([id], why);
      const kept = createOrderNotes(localStorage);
      const { noteDigest } = await import('../../order/order-calls.ts');
      for (const id of ids) if (noteOf(id) !== '') kept.keep(noteDigest(noteOf(id)), noteOf(id));
      return made.call;
    });
    if (receipt !== undefined) {
      prepareMessages(ids);
      tell(ids, 'done');
    } else {
      const state = runner.state.value;
      // One order that the contract refuses keeps no other waiting.
      if (state.step !== 'reverted' || ids.length > 1) return false;
      tell(ids, state.error);
    }
    return shipNext(waiting.filter(({ id }) => results.value[id] === undefined));
  };
  const ship = async (): Promise<void> => {
    await attempt(async () => {
      keep();
      for (let next = left().slice(0, AT_ONCE); next.length > 0; next = left().slice(0, AT_ONCE)) {
        const read = await Promise.all(next.map(({ id }) => readJson<OrderDetail>(`/api/v1/orders/${id}`)));
        const gone = read.filter(({ state }) => state !== 'paid').map(({ id }) => id);
        tell(gone, 'skipped');
        if (!(await shipNext(read.filter(({ state }) => state === 'paid')))) return;
      }
    });
  };
  return {
    notes,
    results,
    busy,
    error,
    write: (id, note) => {
      notes.value = { ...notes.value, [id]: note };
      keep();
    },
    ship,
  };
}
