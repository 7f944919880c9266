import type { OrderDetail } from '../../../protocol/api/order.ts';
import { contractError } from '../../../protocol/contract-errors.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { findHandoverSecret, handoverHash, handoverText, parseHandoverText } from '../../../protocol/handover.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { bytes32Schema, type Hex } from '../../../protocol/primitives.ts';
import { createWalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import { handoverKey } from '../../wallet/handover-key.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';

/**
 * Makes the buyer's pick-up code again, with the wallet's signature.
 * @returns the text behind the QR code
 * @throws VouchError `handover.secret_lost` when the wallet makes another code than the order names, and those of the
 * wallet
 */
export async function readHandoverCode(parts: {
  chain: ChainProps;
  order: OrderDetail;
  connection: Connection;
}): Promise<string> {
  const { chain, order, connection } = parts;
  const { provider } = connection.wallet;
  const client = createWalletClient({ provider, account: connection.account, chainId: chain.chainId });
  const market = contractAddress(chain.contracts, 'market');
  const key = await handoverKey({ client, market, storage: localStorage }).catch((cause: unknown) => {
    throw contractError(cause);
  });
  const secret = findHandoverSecret(key, orderFromView(order.terms));
  if (secret === undefined) {
    throw new VouchError({
      code: 'handover.secret_lost',
      message: 'This wallet makes another code than the order names.',
      hint: 'Use the account and the browser with which you paid.',
      details: { field: 'handover' },
    });
  }
  return handoverText({ orderId: bytes32Schema.parse(order.id), secret });
}

/**
 * Takes the secret out of a code that a buyer showed.
 * @param text what the camera or the person at the counter gave
 * @returns the secret, which fits the order
 * @throws VouchError `handover.code_invalid`, `handover.secret_wrong` when it belongs to another order
 */
export function secretFor(text: string, order: Pick<OrderDetail, 'id' | 'terms'>): Hex {
  const code = parseHandoverText(text);
  if (!code.ok) throw code.error;
  if (code.value.orderId === order.id && handoverHash(code.value.secret) === order.terms.handover) {
    return code.value.secret;
  }
  throw new VouchError({
    code: 'handover.secret_wrong',
    message: 'The code belongs to another order.',
    hint: 'Ask for the code of this order.',
    details: { field: 'code', order: code.value.orderId },
  });
}
