import { z } from 'zod';
import { groupStates } from '../group.ts';
import { addressSchema, bytes32Schema } from '../primitives.ts';
import {
  addressText,
  cidText,
  digestText,
  imageView,
  listQuery,
  textsByLanguage,
  tokenView,
  unitsText,
} from './common.ts';
import { groupTermsView } from './listing.ts';

/** Which groups `GET /v1/groups` lists: those that close next first. `listing` is the CID of a listing. */
export const groupQuery = listQuery.omit({ q: true }).extend({
  shop: addressSchema.optional(),
  listing: z.string().max(128).optional(),
  sku: bytes32Schema.optional(),
  leader: addressSchema.optional(),
  state: z.enum(groupStates).optional(),
});
export type GroupQuery = z.infer<typeof groupQuery>;

export const groupSummary = z.object({
  groupId: digestText,
  state: z.enum(groupStates),
  shop: addressText,
  shopNames: textsByLanguage,
  /** Who opened it. */
  leader: addressText,
  sku: digestText,
  token: tokenView,
  terms: groupTermsView,
  /** Price of one unit bought alone, at the newest catalogue; null when the variant is no longer offered. */
  aloneUnits: unitsText.nullable(),
  /** CID of the listing as the group's first order named it. */
  listing: cidText,
  titles: textsByLanguage,
  image: imageView.nullable(),
  variants: textsByLanguage,
  members: z.number(),
  openedAt: z.number(),
  /** Unix seconds until which it can fill up. */
  deadline: z.number(),
  filledAt: z.number().nullable(),
});
export type GroupSummary = z.infer<typeof groupSummary>;

export const groupDetail = groupSummary.extend({
  /** In the order in which they joined; the leader first. */
  orders: z.array(
    z.object({ order: digestText, buyer: addressText, quantity: z.number(), joinedAt: z.number(), state: z.string() }),
  ),
});
export type GroupDetail = z.infer<typeof groupDetail>;
