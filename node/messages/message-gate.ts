import type { MessageOrder } from '../../indexer/messages/message-order.ts';
import { type Block, cidOf, DAG_CBOR } from '../../protocol/block.ts';
import { failure, type Result, success, type VouchError } from '../../protocol/errors.ts';
import { limits } from '../../protocol/limits.ts';
import { decodeMessage, type Message } from '../../protocol/message.ts';
import type { MessagePlace } from '../../protocol/message-typed-data.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { verifyMessage } from '../../protocol/verify-message.ts';
import { networkLimits } from '../p2p/network-limits.ts';
import type { Authority, Clock, ContractSignature } from '../p2p/ports.ts';
import { recoverNative } from '../p2p/recover-native.ts';
import { createShopRates } from '../p2p/shop-rates.ts';

/** A message that may be kept. */
export interface CheckedMessage {
  message: Message;
  envelope: Block;
  /** The shop of its order. */
  shop: Address;
}

/** Checks every message, from wherever it came, before anything is stored or fetched for it. */
export interface MessageGate {
  /**
   * Decodes and checks a signed message, within the rate of its party.
   * @returns `message.too_large`, `message.malformed`, `message.not_canonical`, `message.invalid`, `order.not_found`,
   * `message.order_closed`, `message.sender_unknown`, `message.sent_early`, `message.sent_late`, `message.rate_exceeded` and
   * those of `verifyMessage`. What asking the chain throws passes through.
   */
  check(bytes: Uint8Array): Promise<Result<CheckedMessage>>;
}

/** True when only a peer that forwards without checking, or lies, sends such a message. */
export const isPeersFault = (error: VouchError): boolean =>
  [
    'message.too_large',
    'message.malformed',
    'message.not_canonical',
    'message.invalid',
    // An order's ID is the hash of its terms, so all nodes know the same parties.
    'message.sender_unknown',
    'message.key_owner_mismatch',
    'message.key_expired',
    'message.key_too_long',
  ].includes(error.code) ||
  // A contract may have accepted the signature a moment ago, so its no is not the peer's fault.
  (['message.signature_invalid', 'message.key_signature_invalid'].includes(error.code) &&
    error.details.byContract !== true);

/** Makes the gate. @param options `order` finds what a message is checked against; `keptSeconds` that messages outlive their order */
export function createMessageGate(
  options: MessagePlace & {
    authority: Pick<Authority, 'verifyContractSignature'>;
    order: (id: Hex) => Promise<MessageOrder | undefined>;
    clock: Clock;
    keptSeconds: number;
  },
): MessageGate {
  const { authority, clock, keptSeconds } = options;
  const bounds = { burst: networkLimits.messagesBurst, perSecond: networkLimits.messagesPerSecond };
  const rates = createShopRates(bounds);
  // Each question to a contract account is a call of the chain, so forged signatures in its name must not pile up.
  const questions = createShopRates(bounds);

  const verify = async (bytes: Uint8Array): Promise<Result<{ message: Message; shop: Address }>> => {
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) return decoded;
    const { message } = decoded.value;
    const placed = checkPlace(message, await options.order(message.order), { now: clock(), keptSeconds });
    if (!placed.ok) return placed;
    let answer: ContractSignature = 'no_contract';
    const verified = await verifyMessage(decoded.value, {
      chainId: options.chainId,
      market: options.market,
      recover: recoverNative,
      verifyContractSignature: async ({ signer, digest, signature }) => {
        if (!questions.take(signer, clock())) throw rateExceeded(message).error;
        answer = await authority.verifyContractSignature(signer, digest, signature);
        return answer === 'valid';
      },
    });
    if (verified.ok) return success({ message, shop: placed.value.shop });
    const { error } = verified;
    return failure({
      ...error.toJSON(),
      cause: error.cause,
      details: { ...error.details, ...(answer === 'no_contract' ? {} : { byContract: true }) },
    });
  };

  return {
    check: async (bytes) => {
      const verified = await verify(bytes);
      if (!verified.ok) return verified;
      const { message, shop } = verified.value;
      // Counted after the signature, so that no one uses up another's rate.
      if (!rates.take(`${message.order} ${message.sender}`, clock())) return rateExceeded(message);
      return success({ message, shop, envelope: { cid: cidOf(bytes, DAG_CBOR), bytes } });
    },
  };
}

/** Checks a message against its order: that there is one, whose it is, and when. */
function checkPlace(
  { order: id, sender, sentAt }: Message,
  order: MessageOrder | undefined,
  { now, keptSeconds }: { now: number; keptSeconds: number },
): Result<MessageOrder> {
  if (order === undefined) {
    return failure({
      code: 'order.not_found',
      message: `This node knows no order ${id} yet.`,
      hint: 'Wait until the purchase is in a block that this node has read, and send the message again.',
      retryable: true,
      details: { field: 'message.order', order: id },
    });
  }
  if (order.closedAt !== null && order.closedAt < now - keptSeconds) {
    return failure({
      code: 'message.order_closed',
      message: `The order has been final since ${order.closedAt}; its messages are deleted.`,
      hint: 'Write to the other side by another way.',
      details: { field: 'message.order', limit: `${keptSeconds} seconds after the order is final` },
    });
  }
  if (sender !== order.buyer && sender !== order.shop) {
    return failure({
      code: 'message.sender_unknown',
      message: `${sender} is neither the buyer nor the shop of the order.`,
      hint: "Sign with the buyer's or the shop's account.",
      details: { field: 'message.sender', sender },
    });
  }
  if (sentAt > now + limits.clockSkewSeconds) {
    return failure({
      code: 'message.sent_late',
      message: `The message says that it was sent at ${sentAt}; it is ${now}.`,
      hint: 'Set the clock of the device.',
      retryable: true,
      details: { field: 'message.sentAt', limit: `at most ${now + limits.clockSkewSeconds}` },
    });
  }
  const earliest = order.paidAt - limits.clockSkewSeconds;
  if (sentAt < earliest) {
    return failure({
      code: 'message.sent_early',
      message: `The message says that it was sent at ${sentAt}, before its order was paid.`,
      hint: 'Set the clock of the device.',
      details: { field: 'message.sentAt', limit: `at least ${earliest}` },
    });
  }
  return success(order);
}

const rateExceeded = ({ sender }: Message) =>
  failure({
    code: 'message.rate_exceeded',
    message: `${sender} sends more than ${networkLimits.messagesPerSecond} message a second.`,
    hint: 'Wait a little, and send the message again.',
    retryable: true,
    details: { field: 'message.sender', limit: `${networkLimits.messagesPerSecond} message a second` },
  });
