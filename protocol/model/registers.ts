import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../primitives.ts';
import { keyOf } from './tables.ts';
import { type Call, require } from './transaction.ts';

export function openShop({ tables, by }: Call, encryptionKey: Hex): void {
  require(!tables.shops.has(by), 'ShopAlreadyOpen');
  require(encryptionKey !== zeroBytes32, 'ShopEncryptionKeyMissing');
  tables.shops.set(by, { lowestVersion: 0n, anchoredVersion: 0n, encryptionKey });
}

const ownShop = ({ tables, by }: Call) => {
  const shop = tables.shops.get(by);
  require(shop !== undefined, 'ShopNotOpen');
  return shop;
};

export function setEncryptionKey(call: Call, encryptionKey: Hex): void {
  const shop = ownShop(call);
  require(encryptionKey !== zeroBytes32, 'ShopEncryptionKeyMissing');
  call.tables.shops.set(call.by, { ...shop, encryptionKey });
}

export function setPublisher(call: Call, publisher: Address, allowed: boolean): void {
  ownShop(call);
  require(publisher !== zeroAddress && publisher !== call.by, 'ShopPublisherInvalid');
  call.tables.publishers.set(keyOf(call.by, publisher), allowed);
}

export function raiseLowestVersion(call: Call, lowestVersion: bigint): void {
  const shop = ownShop(call);
  require(lowestVersion > shop.lowestVersion, 'ShopVersionNotRaised');
  call.tables.shops.set(call.by, { ...shop, lowestVersion });
}

export function anchor(call: Call, version: bigint): void {
  const shop = ownShop(call);
  require(version > shop.anchoredVersion, 'ShopVersionNotRaised');
  call.tables.shops.set(call.by, { ...shop, anchoredVersion: version });
}

/** True when `signer` is the open shop itself or one of its publishers. */
export const mayPublish = ({ tables }: Call, shop: Address, signer: Address): boolean =>
  tables.shops.has(shop) && (signer === shop || tables.publishers.get(keyOf(shop, signer)) === true);

/** INVARIANT I6: a parent is registered before its child and never changes, so there are no cycles. */
export function registerPromoter({ tables, by }: Call, parent: Address): void {
  require(!tables.promoters.has(by), 'PromoterAlreadyRegistered');
  require(parent === zeroAddress || tables.promoters.has(parent), 'PromoterParentInvalid');
  tables.promoters.set(by, parent);
}

/** Announces the caller's node; a payout address serves one operator, and its owner can always claim it. */
export function announceHost(
  { tables, by }: Call,
  host: { peerIdBytes: number; endpointBytes: readonly number[]; payout: Address; announced: Hex },
): void {
  const { peerIdBytes, endpointBytes, payout, announced } = host;
  require(peerIdBytes >= 34 && peerIdBytes <= 64, 'HostPeerIdInvalid');
  require(endpointBytes.length <= 8, 'HostEndpointsInvalid');
  require(endpointBytes.every((length) => length > 0 && length <= 255), 'HostEndpointsInvalid');
  require(payout !== zeroAddress, 'HostPayoutMissing');
  const holder = tables.operators.get(payout);
  if (holder !== by) {
    if (holder !== undefined) {
      require(payout === by, 'HostPayoutTaken');
      tables.hosts.delete(holder);
    }
    const before = tables.hosts.get(by);
    if (before !== undefined) tables.operators.delete(before.payout);
    tables.operators.set(payout, by);
  }
  tables.hosts.set(by, { payout, announced });
}

export function retireHost({ tables, by }: Call): void {
  const host = tables.hosts.get(by);
  require(host !== undefined, 'HostUnknown');
  tables.operators.delete(host.payout);
  tables.hosts.delete(by);
}
