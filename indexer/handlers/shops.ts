import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** Open shops, their keys and publishers. */
export const shopsHandlers: Handlers<'shops', HandlerContext> = {
  ShopOpened: ({ shop, profile, encryptionKey }, place, { rows }) => {
    const row = { profile, encryption_key: encryptionKey, lowest_version: 0n, opened_at: place.time };
    rows.insert('shops', { address: shop as Address, ...row });
    rows.want(profile, 'profile');
  },
  ShopProfileChanged: ({ shop, profile }, _place, { rows }) => {
    rows.update('shops', { address: shop as Address }, { set: { profile } });
    rows.want(profile, 'profile');
  },
  ShopEncryptionKeyChanged: ({ shop, encryptionKey }, _place, { rows }) =>
    rows.update('shops', { address: shop as Address }, { set: { encryption_key: encryptionKey } }),
  ShopPublisherChanged: ({ shop, publisher, allowed }, _place, { rows }) =>
    rows.upsert('publishers', { shop: shop as Address, publisher: publisher as Address }, { set: { allowed } }),
  ShopLowestVersionRaised: ({ shop, lowestVersion }, _place, { rows }) =>
    rows.update('shops', { address: shop as Address }, { set: { lowest_version: lowestVersion } }),
  ShopCatalogueAnchored: ({ shop, version, root }, _place, { rows }) =>
    rows.upsert('anchors', { shop: shop as Address, version: version.toString() }, { set: { root } }),
};
