import { encodeAbiParameters, keccak256 } from 'viem';
import { keyOf } from '../../../protocol/model/tables.ts';
import type { Handlers } from './events.ts';

/** Settings, shops, promoters, hosts. */
export const registerEvents: Handlers = {
  ParametersChanged: (tables, { parameters }) => {
    tables.parameters = parameters;
  },
  TreasuryChanged: (tables, { treasury }) => {
    tables.treasury = treasury;
  },
  TokenChanged: (tables, { token, terms }) => tables.tokenTerms.set(token, terms),
  JurorTermsChanged: (tables, { token, terms }) => tables.jurorTerms.set(token, terms),
  ShopOpened: (tables, { shop, encryptionKey }) =>
    tables.shops.set(shop, { lowestVersion: 0n, anchoredVersion: 0n, encryptionKey }),
  ShopEncryptionKeyChanged: ({ shops }, { shop, encryptionKey }) => change(shops, shop, { encryptionKey }),
  ShopLowestVersionRaised: ({ shops }, { shop, lowestVersion }) => change(shops, shop, { lowestVersion }),
  ShopCatalogueAnchored: ({ shops }, { shop, version }) => change(shops, shop, { anchoredVersion: version }),
  ShopPublisherChanged: (tables, { shop, publisher, allowed }) =>
    tables.publishers.set(keyOf(shop, publisher), allowed),
  PromoterRegistered: (tables, { promoter, parent }) => tables.promoters.set(promoter, parent),
  HostAnnounced: ({ hosts, operators }, { operator, payout, peerId, endpoints }) => {
    const before = hosts.get(operator);
    if (before !== undefined) operators.delete(before.payout);
    const types = [{ type: 'bytes' }, { type: 'string[]' }] as const;
    hosts.set(operator, { payout, announced: keccak256(encodeAbiParameters(types, [peerId, endpoints])) });
    operators.set(payout, operator);
  },
  HostRetired: ({ hosts, operators }, { operator }) => {
    const before = hosts.get(operator);
    if (before !== undefined) operators.delete(before.payout);
    hosts.delete(operator);
  },
};

/** Replaces a row that exists by one with changes. */
export function change<T>(table: Map<string, T>, key: string, changes: Partial<T>): void {
  const row = table.get(key);
  if (row === undefined) throw new Error(`an event changes what no event made: ${key}`);
  table.set(key, { ...row, ...changes });
}

/** Adds to a number that begins with zero. */
export const add = (table: Map<string, bigint>, key: string, units: bigint): unknown =>
  table.set(key, (table.get(key) ?? 0n) + units);
