import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { reviewsAbi } from '../../../protocol/abi/reviews.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { OrderAction } from '../../../protocol/order-actions.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { type Hex, zeroBytes32 } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import type { ChainProps } from '../props.ts';

/** What a form of the panel gives; which members an action needs is its own matter. */
export interface ActionInput {
  /** Share of the total that goes back to the buyer. */
  refundBps?: number;
  /** Digest of a note, of evidence or of a review document. */
  content?: Hex;
  stars?: number;
}

/** Fingerprint of a note: SHA-256 of its text; zero for none. */
export const noteDigest = (text: string): Hex => {
  const clean = cleanText(text);
  return clean === '' ? zeroBytes32 : `0x${bytesToHex(sha256(utf8ToBytes(clean)))}`;
};

/**
 * Makes the call of an action on an order.
 * @param chain addresses of the contracts
 * @param order its terms go back to the contract with every action
 * @param action what to do
 * @param input share, content and stars, where the action needs them
 * @throws VouchError `order.invalid`
 */
export function orderCall({
  chain,
  order,
  action,
  input,
}: {
  chain: ChainProps;
  order: OrderDetail;
  action: OrderAction;
  input: ActionInput;
}): ContractCall {
  const terms = orderFromView(order.terms);
  const { refundBps = 0, content = zeroBytes32, stars = 0 } = input;
  const path = `/order/${order.id}`;
  const market = (functionName: string, ...args: unknown[]): ContractCall => ({
    kind: action,
    address: contractAddress(chain.contracts, 'market'),
    abi: marketAbi,
    functionName,
    args: [terms, ...args],
    path,
  });
  const reviews = (functionName: string, ...args: unknown[]): ContractCall => ({
    kind: action,
    address: contractAddress(chain.contracts, 'reviews'),
    abi: reviewsAbi,
    functionName,
    args: [terms, ...args],
    path,
  });
  switch (action) {
    case 'ship':
      return market('ship', content);
    case 'cancel':
    case 'confirm':
    case 'escalate':
    case 'poke':
      return market(action);
    case 'dispute':
    case 'propose':
      return market(action, refundBps, content);
    case 'rule':
      return market('rule', refundBps);
    case 'review':
      return reviews('post', stars, content);
    case 'amend_review':
      return reviews('amend', stars, content);
    case 'reply_review':
      return reviews('reply', content);
  }
}
