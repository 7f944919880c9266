import type { OrderDetail } from '../../../../protocol/api/order.ts';
import type { VouchError } from '../../../../protocol/errors.ts';
import { batchingOf } from '../../../wallet/batch.ts';
import type { WalletClient } from '../../../wallet/client.ts';
import { type ContractCall, checkCall } from '../../../wallet/send-transaction.ts';
import { noteDigest, orderCall } from '../../order/order-calls.ts';
import type { ChainProps } from '../../props.ts';
import { asVouchError } from '../../wallet/error-note.tsx';

/** What the wallet is asked next, and for which orders. */
export interface Shipment {
  call: ContractCall;
  ids: readonly string[];
  /** Orders that the contract would refuse: one of them would take a whole batch with it. */
  refused: readonly { id: string; error: VouchError }[];
}

/**
 * Makes the call that marks the next of several orders as shipped: all of them where the wallet runs several calls as one,
 * else the first.
 * @param orders at least one, that all wait to be shipped
 * @param noteOf what the seller wrote about an order
 * @throws VouchError that of the first order, where the contract would refuse them all
 */
export async function shipCall(parts: {
  chain: ChainProps;
  client: WalletClient;
  orders: readonly OrderDetail[];
  noteOf: (id: string) => string;
}): Promise<Shipment> {
  const { chain, client, orders, noteOf } = parts;
  // A wallet that would first have to change the account is not asked to.
  const together = (await batchingOf(client)) === 'supported';
  const made: { id: string; call: ContractCall }[] = [];
  const refused: { id: string; error: VouchError }[] = [];
  for (const order of together ? orders : orders.slice(0, 1)) {
    const content = noteDigest(noteOf(order.id));
    const call = orderCall({ chain, order, action: 'ship', input: { content } });
    try {
      await checkCall(client, call);
      made.push({ id: order.id, call });
    } catch (cause) {
      refused.push({ id: order.id, error: asVouchError(cause) });
    }
  }
  const last = made.at(-1);
  if (last === undefined) throw refused[0]?.error;
  const first = made.slice(0, -1).map(({ call }) => call);
  return { call: first.length === 0 ? last.call : { ...last.call, first }, ids: made.map(({ id }) => id), refused };
}
