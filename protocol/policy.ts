import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { isAcceptedCid } from './accepted-cid.ts';
import { limits } from './limits.ts';
import { addressSchema, secondsSchema } from './primitives.ts';

/** A block's identifier as text, in the one form that documents and files keep. */
const cidTextSchema = z.string().max(128).refine(isCidText, 'must be a CIDv1 of sha2-256 with raw or dag-cbor');

function isCidText(text: string): boolean {
  try {
    const cid = CID.parse(text);
    return isAcceptedCid(cid) && cid.toString() === text;
  } catch {
    // The parser says no by throwing.
    return false;
  }
}

/** A shop or a block: exactly one of the two. */
const subject = { shop: addressSchema.optional(), cid: cidTextSchema.optional() };
const isOne = ({ shop, cid }: { shop?: string | undefined; cid?: string | undefined }) =>
  (shop === undefined) !== (cid === undefined);
const oneOfTwo = { path: ['shop'], message: 'name either a shop or a cid' };

/** Something that is not carried. The reason is public. */
export const denialSchema = z
  .strictObject({
    ...subject,
    reason: z.string().min(1).max(limits.denialReasonCharacters),
    since: secondsSchema,
  })
  .refine(isOne, oneOfTwo);
export type Denial = z.infer<typeof denialSchema>;

/** What a node carries, as its operator says: the file `policy.json`. What is left out is as in a new node. */
export const policySchema = z.strictObject({
  v: z.literal(1),
  /** `all`: every shop with a sufficient deposit; `followed`: only shops that `followed` or `allowed` name. */
  carries: z.enum(['all', 'followed']).default('all'),
  followed: z.array(addressSchema).max(limits.policyEntries).default([]),
  /** The operator's own word, which counts before everything else. */
  denied: z.array(denialSchema).max(limits.policyEntries).default([]),
  /** What is carried although a subscribed list denies it. */
  allowed: z.array(z.strictObject(subject).refine(isOne, oneOfTwo)).max(limits.policyEntries).default([]),
  /** Authors of subscribed lists: what they deny is not carried either. */
  lists: z.array(addressSchema).max(limits.policyLists).default([]),
});
export type Policy = z.infer<typeof policySchema>;

/** A node without a file carries every shop with a sufficient deposit. */
export const openPolicy: Policy = policySchema.parse({ v: 1 });
