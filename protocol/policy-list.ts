import { hashTypedData } from 'viem/utils';
import { z } from 'zod';
import { type Block, decodeDocument, digestOf, encodeDocument } from './block.ts';
import { failure, type Result, success, unwrap } from './errors.ts';
import { limits } from './limits.ts';
import { denialSchema } from './policy.ts';
import { type Address, addressSchema, type Hex, signatureSchema } from './primitives.ts';
import { isSignedBy, type SignaturePorts } from './signatures.ts';
import { marketDomain } from './typed-data.ts';
import { validate } from './validate.ts';

/** Denials that their author offers to others. A higher version replaces a lower one whole. */
export const policyListSchema = z.strictObject({
  author: addressSchema,
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  name: z.string().min(1).max(limits.policyListNameCharacters),
  entries: z.array(denialSchema).max(limits.policyListEntries),
});
export type PolicyList = z.infer<typeof policyListSchema>;

/** A list with its author's signature: what travels from node to node. */
export const signedPolicyListSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('policy-list'),
  list: policyListSchema,
  signature: signatureSchema,
});
export type SignedPolicyList = z.infer<typeof signedPolicyListSchema>;

/**
 * Encodes a signed list.
 * @throws VouchError `policy_list.invalid`, `policy_list.too_large`
 */
export function encodePolicyList(signed: SignedPolicyList): Block {
  const block = encodeDocument(unwrap(validate(signedPolicyListSchema, signed, 'policy_list')));
  unwrap(decodePolicyList(block.bytes));
  return block;
}

/** Decodes and checks the form of a signed list; its signature is checked apart. */
export const decodePolicyList = (bytes: Uint8Array): Result<SignedPolicyList> =>
  decodeDocument(bytes, { schema: signedPolicyListSchema, mostBytes: limits.policyListBytes, noun: 'policy_list' });

/** EIP-712 types of a list: the entries are signed by the digest of their canonical dag-cbor. */
export const policyListTypes = {
  PolicyList: [
    { name: 'author', type: 'address' },
    { name: 'version', type: 'uint64' },
    { name: 'name', type: 'string' },
    { name: 'entries', type: 'bytes32' },
  ],
} as const;

/** What the author's wallet signs: pass it to `signTypedData`. */
export const policyListTypedData = (chainId: number, market: Address, list: PolicyList) =>
  ({
    domain: marketDomain(chainId, market),
    types: policyListTypes,
    primaryType: 'PolicyList',
    message: {
      author: list.author,
      version: BigInt(list.version),
      name: list.name,
      entries: digestOf(encodeDocument(list.entries).cid),
    },
  }) as const;

/** The digest that the author signs. */
export const policyListDigest = (chainId: number, market: Address, list: PolicyList): Hex =>
  hashTypedData(policyListTypedData(chainId, market, list));

/**
 * Checks that a list is its author's.
 * @returns the list, or `policy_list.signature_invalid`. What a port throws passes through.
 */
export async function verifyPolicyList(
  { list, signature }: SignedPolicyList,
  { chainId, market, ...ports }: SignaturePorts & { chainId: number; market: Address },
): Promise<Result<PolicyList>> {
  const digest = policyListDigest(chainId, market, list);
  if (await isSignedBy(ports, { signer: list.author, digest, signature })) return success(list);
  return failure({
    code: 'policy_list.signature_invalid',
    message: `The list "${list.name}" is not signed by ${list.author}.`,
    hint: 'Sign the list again.',
    details: { field: 'signature', author: list.author },
  });
}
