import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { courtAbi } from '../../../protocol/abi/court.ts';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { reviewsAbi } from '../../../protocol/abi/reviews.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { OrderAction } from '../../../protocol/order-actions.ts';
import { orderFromView } from '../../../protocol/order-view.ts';
import { addressSchema, bytes32Schema, type Hex, unitsSchema, zeroBytes32 } from '../../../protocol/primitives.ts';
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
  /** The secret that proves hand-over. */
  secret?: Hex;
  /** RLP of the header that decides a draw. */
  header?: Hex;
}

/** Fingerprint of a note: SHA-256 of its text; zero for none. */
export const noteDigest = (text: string): Hex => {
  const clean = cleanText(text);
  return clean === '' ? zeroBytes32 : `0x${bytesToHex(sha256(utf8ToBytes(clean)))}`;
};

/** What the order used up, as the contract kept it. */
const takenOf = ({ taken }: OrderDetail) => {
  if (taken === null) {
    throw new VouchError({
      code: 'discount.unknown',
      message: 'The order used up neither coupon nor points.',
      hint: 'Reload the page.',
    });
  }
  return {
    couponId: bytes32Schema.parse(taken.couponId),
    firstOrderOnly: taken.firstOrderOnly,
    pointsIssuer: addressSchema.parse(taken.pointsIssuer),
    points: unitsSchema.parse(taken.points),
  };
};

const contracts = {
  market: { name: 'market', abi: marketAbi },
  reviews: { name: 'reviews', abi: reviewsAbi },
  court: { name: 'court', abi: courtAbi },
  discounts: { name: 'discounts', abi: discountsAbi },
} as const;

/** A round is paid for only after a draw on trial, by a block that is not known before: at most this takes longer. */
const TRIAL_DRAW_GAS = 1_300_000n;

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
  const { refundBps = 0, content = zeroBytes32, stars = 0, secret = zeroBytes32, header = '0x' } = input;
  const on =
    (contract: keyof typeof contracts) =>
    (functionName: string, ...args: unknown[]): ContractCall => ({
      kind: action,
      address: contractAddress(chain.contracts, contracts[contract].name),
      abi: contracts[contract].abi,
      functionName,
      args: [terms, ...args],
      path: `/order/${order.id}`,
    });
  const [market, reviews, court, discounts] = [on('market'), on('reviews'), on('court'), on('discounts')];
  switch (action) {
    case 'ship':
      return market('ship', content);
    case 'hand_over':
      return market('handOver', secret);
    case 'cancel':
    case 'confirm':
    case 'escalate':
    case 'refuse':
    case 'poke':
      return market(action);
    case 'dispute':
    case 'propose':
      return market(action, refundBps, content);
    case 'rule':
      // An arbitrator who is not the court took no fee through the market, so there are no costs to pay back.
      return market('rule', refundBps, 0n);
    case 'open_case':
      return { ...court('createDispute'), reserveGas: TRIAL_DRAW_GAS };
    case 'submit_evidence':
      return court('submitEvidence', content);
    case 'appeal':
      return { ...court('appeal'), reserveGas: TRIAL_DRAW_GAS };
    case 'advance':
      return court('advance');
    case 'draw':
      return court('draw', header);
    case 'claim_points':
      return discounts('claimPoints');
    case 'give_back':
      return discounts('giveBack', takenOf(order));
    case 'review':
      return reviews('post', stars, content);
    case 'amend_review':
      return reviews('amend', stars, content);
    case 'reply_review':
      return reviews('reply', content);
  }
}
