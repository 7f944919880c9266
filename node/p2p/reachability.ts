import type { AddressManager } from '@libp2p/interface-internal';
import { createPrivateCheck, isRelayed } from './address-kinds.ts';

/** Whether others can dial this node without a relay. */
export type Reachability = 'unknown' | 'public' | 'private';

/**
 * Makes the reader of what is known: `public` once an address of the Internet was announced by the operator or confirmed by
 * peers that dialled it, `private` once peers tried all such addresses in vain, `unknown` before.
 */
export function createReachability(addresses: AddressManager): () => Reachability {
  const leadsInside = createPrivateCheck();
  return () => {
    const candidates = addresses
      .getAddressesWithMetadata()
      .filter(({ multiaddr }) => !isRelayed(multiaddr) && !leadsInside(multiaddr));
    if (candidates.some(({ verified }) => verified)) return 'public';
    // An address that was tried has a time until the next try, others have none.
    return candidates.length > 0 && candidates.every(({ expires }) => expires > Date.now()) ? 'private' : 'unknown';
  };
}
