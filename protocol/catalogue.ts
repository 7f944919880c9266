import { z } from 'zod';
import { documentCidSchema } from './cid.ts';
import { limits } from './limits.ts';
import { handleSchema } from './listing.ts';
import { groupSharesBps, offerTermsSchema, variantOfferSchema } from './offer.ts';
import { addressSchema, bytes32Schema, secondsSchema } from './primitives.ts';

/** One listing in the catalogue tree, with its offers. The tree's key is the handle. */
export const catalogueEntrySchema = z
  .strictObject({
    handle: handleSchema,
    listing: documentCidSchema,
    terms: offerTermsSchema,
    offers: z
      .array(variantOfferSchema)
      .min(1)
      .max(limits.variants)
      .refine((offers) => new Set(offers.map((offer) => offer.code)).size === offers.length, 'repeats a code'),
    /** Unix seconds of the shop's last change of this entry. It is signed, so that all nodes list the newest alike. */
    updatedAt: secondsSchema,
  })
  .superRefine(({ terms, offers }, context) => {
    offers.forEach(({ group }, index) => {
      if (group === undefined || groupSharesBps(terms, group) <= limits.sharesBps) return;
      const message = `commission, leader, host and pickup share together are at most ${limits.sharesBps} bps`;
      context.addIssue({ code: 'custom', path: ['offers', index, 'group', 'commissionBps'], message });
    });
  });
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>;

/** A leaf of the catalogue tree: entries in the order of their handles. */
export const treeLeafSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('leaf'),
  entries: z.array(catalogueEntrySchema).min(1),
});
/** An inner node: first handle and CID of each child. */
export const treeBranchSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('branch'),
  level: z.int().min(1).max(limits.treeDepth),
  children: z.array(z.strictObject({ first: handleSchema, cid: documentCidSchema })).min(1),
});
export const treeNodeSchema = z.discriminatedUnion('type', [treeLeafSchema, treeBranchSchema]);
export type TreeNode = z.infer<typeof treeNodeSchema>;

/** The root block that a catalogue signature names. */
export const catalogueRootSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('catalogue'),
  shop: addressSchema,
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  previous: documentCidSchema.nullable(),
  profile: documentCidSchema.nullable(),
  /** Root of the Merkle tree over all offers. */
  offers: bytes32Schema,
  /** Number of listings. */
  count: z.int().min(1).max(limits.catalogueListings),
  /** Root of the tree over the entries. */
  tree: documentCidSchema,
});
export type CatalogueRoot = z.infer<typeof catalogueRootSchema>;
