import { unpackAttachment } from '../../../protocol/attachment.ts';
import type { CheckedMessage } from '../../../protocol/checked-message.ts';
import { type Disclosure, openDisclosed } from '../../../protocol/disclosure.ts';
import { VouchError } from '../../../protocol/errors.ts';
import { checkBody, type MessageBody, unpackBody } from '../../../protocol/message-body.ts';
import { type OrderDetails, unpackDetails } from '../../../protocol/order-details.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { asVouchError } from '../wallet/error-note.tsx';

/** What a disclosed block turned out to be, after every check. */
export type Shown =
  | { digest: Hex; kind: 'details'; details: OrderDetails }
  | { digest: Hex; kind: 'message'; message: CheckedMessage; body: MessageBody }
  | {
      digest: Hex;
      kind: 'photo';
      message: CheckedMessage;
      bytes: Uint8Array;
      width: number;
      height: number;
      type: string;
    }
  /** `unsigned`: it opens, but neither the order nor a signed message names it, so it proves nothing. */
  | { digest: Hex; kind: 'wrong'; error: VouchError };

export interface DisclosureParts {
  /** Digest of the order details, which the buyer's payment names. */
  details: string;
  /** Messages of the order whose signatures were checked. */
  messages: readonly CheckedMessage[];
  readBlock: (digest: Hex) => Promise<Uint8Array>;
}

const unproven = (): VouchError =>
  new VouchError({
    code: 'disclosure.unproven',
    message: 'Neither the order nor a signed message names this.',
    hint: 'It proves nothing. Judge by the rest.',
  });

/** Details and texts first: what a photo is, its text says. */
async function openOne(
  disclosure: Disclosure,
  parts: DisclosureParts,
  bodies: ReadonlyMap<string, MessageBody>,
): Promise<Shown> {
  const { digest } = disclosure;
  const opened = await openDisclosed(await parts.readBlock(digest), disclosure);
  if (!opened.ok) return { digest, kind: 'wrong', error: opened.error };
  if (digest === parts.details) {
    const details = unpackDetails(opened.value);
    return details.ok
      ? { digest, kind: 'details', details: details.value }
      : { digest, kind: 'wrong', error: details.error };
  }
  for (const message of parts.messages) {
    const { signed } = message;
    if (signed?.message.body === digest) {
      const unpacked = unpackBody(opened.value);
      const body = unpacked.ok ? checkBody(unpacked.value, signed.message) : unpacked;
      return body.ok
        ? { digest, kind: 'message', message, body: body.value }
        : { digest, kind: 'wrong', error: body.error };
    }
    const attachment = bodies.get(message.id)?.attachments.find((each) => each.digest === digest);
    if (attachment === undefined) continue;
    const bytes = unpackAttachment(opened.value, attachment);
    const { width, height, type } = attachment;
    return bytes.ok
      ? { digest, kind: 'photo', message, bytes: bytes.value, width, height, type }
      : { digest, kind: 'wrong', error: bytes.error };
  }
  return { digest, kind: 'wrong', error: unproven() };
}

/**
 * Opens what a party disclosed, and proves of each piece who wrote it: the order details by the digest in the paid order,
 * texts and photos by a signed message that names them.
 * @returns every piece, in the order of the evidence; what fails a check is there too, with the reason
 */
export async function openDisclosures(disclosed: readonly Disclosure[], parts: DisclosureParts): Promise<Shown[]> {
  const shown = new Map<Hex, Shown>();
  const bodies = new Map<string, MessageBody>();
  const isText = ({ digest }: Disclosure): boolean =>
    parts.messages.some(({ signed }) => signed?.message.body === digest);
  for (const disclosure of [...disclosed].sort((a, b) => Number(isText(b)) - Number(isText(a)))) {
    const { digest } = disclosure;
    try {
      const piece = await openOne(disclosure, parts, bodies);
      shown.set(digest, piece);
      if (piece.kind === 'message') bodies.set(piece.message.id, piece.body);
    } catch (cause) {
      shown.set(digest, { digest, kind: 'wrong', error: asVouchError(cause) });
    }
  }
  return disclosed.flatMap(({ digest }) => shown.get(digest) ?? []);
}

/** When a piece was written; the details came with the order, and what proves nothing is no part of the course of things. */
const timeOf = (piece: Shown): number => {
  if (piece.kind === 'details') return 0;
  return piece.kind === 'wrong' ? Number.MAX_SAFE_INTEGER : piece.message.sentAt;
};

/** Pieces of both sides as they were written, one after the other; what fails a check comes last. */
export const inOrderOfTime = (pieces: readonly Shown[]): Shown[] => [...pieces].sort((a, b) => timeOf(a) - timeOf(b));
