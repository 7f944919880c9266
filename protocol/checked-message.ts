import { base64urlnopad } from '@scure/base';
import type { MessageView } from './api/message.ts';
import { cidOf, DAG_CBOR, digestOf } from './block.ts';
import { type Result, VouchError } from './errors.ts';
import { decodeMessage, type SignedMessage } from './message.ts';
import { decryptBody, type MessageBody } from './message-body.ts';
import type { Hex } from './primitives.ts';
import { type MessagePorts, verifyMessage } from './verify-message.ts';

/** The parties of an order, and its ID. */
export interface Parties {
  id: string;
  buyer: string;
  shop: string;
}

/** A message as this page found it, after its own checks. */
export interface CheckedMessage {
  id: string;
  /** Whose signature it bears; what the node says where the signature is wrong. */
  by: 'buyer' | 'seller';
  /** Unix seconds, by the sender's clock. */
  sentAt: number;
  /** Null for one that was not signed by a party of this order. */
  signed: SignedMessage | null;
  /**
   * `sealed`: signed well, not opened yet. `awaited`: this node does not hold its text yet. `open`: signed well, and the
   * text is the one that was signed. `wrong`: a check failed.
   */
  content:
    | { kind: 'sealed' }
    | { kind: 'awaited' }
    | { kind: 'open'; body: MessageBody }
    | { kind: 'wrong'; error: VouchError };
}

/** What checking needs from outside. */
export interface CheckPorts extends MessagePorts {
  readBlock: (digest: Hex) => Promise<Uint8Array>;
  /** True for a block that this page itself has, because it sent it. */
  hasBlock: (digest: Hex) => boolean;
}

/** Opens with the reader's keys. */
export type OpenWithKeys = (open: (identity: string) => Promise<Result<MessageBody>>) => Promise<Result<MessageBody>>;

const refuse = (code: string, message: string): VouchError =>
  new VouchError({ code, message, hint: 'Do not believe this message. Look at the order on another node.' });

const bytesOf = (envelope: string): Uint8Array | undefined => {
  try {
    return base64urlnopad.decode(envelope);
  } catch {
    // Not base64url: the caller says that the envelope is not the one it should be.
    return undefined;
  }
};

async function checkEnvelope(
  view: Pick<MessageView, 'id' | 'envelope'>,
  parties: Parties,
  ports: MessagePorts,
): Promise<Result<SignedMessage>> {
  const bytes = bytesOf(view.envelope);
  if (bytes === undefined || digestOf(cidOf(bytes, DAG_CBOR)) !== view.id)
    return { ok: false, error: refuse('message.id_mismatch', 'The node answered another message than it named.') };
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) return decoded;
  const { order, sender } = decoded.value.message;
  if (order !== parties.id)
    return { ok: false, error: refuse('message.order_mismatch', 'The message is about another order.') };
  if (sender !== parties.buyer && sender !== parties.shop)
    return { ok: false, error: refuse('message.sender_unknown', 'The message is of neither buyer nor seller.') };
  const verified = await verifyMessage(decoded.value, ports);
  return verified.ok ? decoded : verified;
}

/**
 * Checks who signed a message and that it belongs to the order.
 * @param view as the node lists it: nothing of it is believed but what the signature covers
 * @returns the message, still sealed; or wrong, with what failed
 */
export async function checkMessage(
  view: MessageView,
  parties: Parties,
  ports: MessagePorts & Pick<CheckPorts, 'hasBlock'>,
): Promise<CheckedMessage> {
  const { id, by, sentAt } = view;
  const checked = await checkEnvelope(view, parties, ports);
  if (!checked.ok) return { id, by, sentAt, signed: null, content: { kind: 'wrong', error: checked.error } };
  const { sender, sentAt: signedAt, body } = checked.value.message;
  return {
    id,
    by: sender === parties.buyer ? 'buyer' : 'seller',
    sentAt: signedAt,
    signed: checked.value,
    content: view.body.held || ports.hasBlock(body) ? { kind: 'sealed' } : { kind: 'awaited' },
  };
}

/**
 * Opens a message that was checked: reads its text from the node, checks it against the signed digest and decrypts it.
 * @returns the message with its text, or with what failed. What the node's absence throws passes through.
 */
export async function openMessage(
  checked: CheckedMessage,
  ports: CheckPorts,
  openWithKeys: OpenWithKeys,
): Promise<CheckedMessage> {
  const { signed } = checked;
  if (signed === null || checked.content.kind !== 'sealed') return checked;
  const { message } = signed;
  const bytes = await ports.readBlock(message.body);
  const body = await openWithKeys((identity) => decryptBody({ message, bytes, identity }));
  return {
    ...checked,
    content: body.ok ? { kind: 'open', body: body.value } : { kind: 'wrong', error: body.error },
  };
}
