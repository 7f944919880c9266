import { readContract } from 'viem/actions';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { encryptDetails } from '../../../protocol/mailbox.ts';
import { addressDetailsSchema, contactDetailsSchema, type OrderDetails } from '../../../protocol/order-details.ts';
import { addressSchema, type Hex } from '../../../protocol/primitives.ts';
import { cleanText } from '../../../protocol/text.ts';
import { validate } from '../../../protocol/validate.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { uploadBlock } from '../upload-block.ts';
import { type DetailsForm, detailsType } from './details-form.ts';
import type { PricedLine, PurchaseGroup } from './totals.ts';

/** Leaves out what was not filled in. */
const given = (text: string): string | undefined => cleanText(text) || undefined;

/**
 * Makes order details of what the buyer wrote.
 * @throws VouchError `details.invalid` naming the field
 */
export function detailsFrom(form: DetailsForm, type: OrderDetails['type']): OrderDetails {
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
          },
          'details',
        )
      : validate(
          contactDetailsSchema,
          { v: 1, type, name: given(form.recipient), contact: cleanText(form.contact), notes },
          'details',
        );
  if (!written.ok) throw written.error;
  return written.value;
}

/**
 * Encrypts the details to each shop in the page and uploads what only the shop can read.
 * @returns the digest of a line's encrypted details
 * @throws VouchError `details.invalid`, `mailbox.key_invalid`, and those of the upload
 */
export async function uploadDetails(parts: {
  client: WalletClient;
  chain: ChainProps;
  groups: readonly PurchaseGroup[];
  form: DetailsForm;
}): Promise<(line: PricedLine) => Hex> {
  const { client, chain, groups, form } = parts;
  const digests = new Map<string, Hex>();
  const keyOf = (line: PricedLine): string => `${line.detail.shop} ${detailsType(line.detail)}`;
  for (const line of groups.flatMap(({ lines }) => lines)) {
    if (digests.has(keyOf(line))) continue;
    // The key comes from the chain, so that no node can put its own in between.
    const key = await readContract(client, {
      address: contractAddress(chain.contracts, 'shops'),
      abi: shopsAbi,
      functionName: 'encryptionKey',
      args: [addressSchema.parse(line.detail.shop)],
    });
    const block = await encryptDetails(detailsFrom(form, detailsType(line.detail)), key);
    digests.set(keyOf(line), await uploadBlock(block, '/api/v1/contents'));
  }
  return (line) => {
    const digest = digests.get(keyOf(line));
    if (digest === undefined) throw new RangeError('details were uploaded for every line');
    return digest;
  };
}
