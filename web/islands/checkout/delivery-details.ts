import { encryptDetails } from '../../../protocol/mailbox.ts';
import { addressDetailsSchema, contactDetailsSchema, type OrderDetails } from '../../../protocol/order-details.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { shopKeyOnChain } from '../keys/shop-keys.ts';
import { createKeptDetails } from '../order/kept-details.ts';
import type { ChainProps } from '../props.ts';
import { uploadBlock } from '../upload-block.ts';
import { type DetailsForm, detailsType } from './details-form.ts';
import type { PricedLine, PurchaseGroup } from './totals.ts';

/** Leaves out what was not filled in. */
const given = (text: string): string | undefined => cleanText(text) || undefined;

/**
 * Makes order details of what the buyer wrote.
 * @param replyKey the buyer's key for answers; left out, the seller cannot write to the buyer
 * @throws VouchError `details.invalid` naming the field
 */
export function detailsFrom(form: DetailsForm, type: OrderDetails['type'], replyKey?: Hex): OrderDetails {
  const notes = given(form.notes);
  const written =
    type === 'address'
      ? validate(
          addressDetailsSchema,
          {
            v: 1,
            type,
            recipient: cleanText(form.recipient),
            lines: [form.line1, form.line2].map(cleanText).filter((line) => line !== ''),
            city: cleanText(form.city),
            region: given(form.region),
            postalCode: given(form.postalCode),
            country: form.country,
            phone: given(form.phone),
            notes,
            replyKey,
          },
          'details',
        )
      : validate(
          contactDetailsSchema,
          { v: 1, type, name: given(form.recipient), contact: cleanText(form.contact), notes, replyKey },
          'details',
        );
  if (!written.ok) throw written.error;
  return written.value;
}

/**
 * Encrypts the details to each shop, and to the buyer, in the page and uploads what only these can read. The encrypted
 * bytes also stay in this browser until a node says that it holds them.
 * @returns the digest of a line's encrypted details
 * @throws VouchError `details.invalid`, `mailbox.key_invalid`, and those of the upload
 */
export async function uploadDetails(parts: {
  client: WalletClient;
  chain: ChainProps;
  groups: readonly PurchaseGroup[];
  form: DetailsForm;
  /** The buyer's own key; null for a buyer who makes none. */
  replyKey: Hex | null;
}): Promise<(line: PricedLine) => Hex> {
  const { client, chain, groups, form } = parts;
  const replyKey = parts.replyKey ?? undefined;
  const kept = createKeptDetails(localStorage);
  const digests = new Map<string, Hex>();
  const keyOf = (line: PricedLine): string => `${line.detail.shop} ${detailsType(line.detail)}`;
  for (const line of groups.flatMap(({ lines }) => lines)) {
    if (digests.has(keyOf(line))) continue;
    const key = await shopKeyOnChain(client, chain, addressSchema.parse(line.detail.shop));
    const block = await encryptDetails(detailsFrom(form, detailsType(line.detail), replyKey), key, replyKey);
    const digest = await uploadBlock(block, '/api/v1/contents');
    kept.keep(digest, block.bytes);
    digests.set(keyOf(line), digest);
  }
  return (line) => {
    const digest = digests.get(keyOf(line));
    if (digest === undefined) throw new RangeError('details were uploaded for every line');
    return digest;
  };
}
