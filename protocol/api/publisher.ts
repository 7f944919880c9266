import { z } from 'zod';
import { signedCatalogueSchema } from '../head.ts';
import { addressText } from './common.ts';

/** The publisher key that a node keeps for a shop. */
export const publisherView = z.object({
  /** Account of the key; null where the node keeps none. */
  publisher: addressText.nullable(),
  /** True while the shop allows the key on chain. */
  allowed: z.boolean(),
  /** Unix seconds. */
  createdAt: z.number().nullable(),
});
export type PublisherView = z.infer<typeof publisherView>;

/** A catalogue for the node to sign; its blocks were uploaded before. */
export const publishRequest = signedCatalogueSchema.omit({ shop: true, validUntil: true });
export type PublishRequest = z.infer<typeof publishRequest>;

/** What a node says of a catalogue that it accepted. */
export const publishedView = z.object({
  shop: z.string(),
  version: z.number(),
  changed: z.number(),
  removed: z.number(),
});
