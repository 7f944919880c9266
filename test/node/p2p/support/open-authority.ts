import type { Anchor, Authority } from '../../../../node/p2p/ports.ts';
import type { Address } from '../../../../protocol/primitives.ts';
import type { Quota } from '../../../../protocol/quota.ts';

/** An authority that a test sets: by default every shop is open and signs for itself. */
export interface OpenAuthority extends Authority {
  publishers: Map<Address, Address[]>;
  quotas: Map<Address, Quota | null>;
  lowestVersions: Map<Address, number>;
  anchors: Map<Address, Anchor>;
}

export function openAuthority(): OpenAuthority {
  const authority: OpenAuthority = {
    publishers: new Map(),
    quotas: new Map(),
    lowestVersions: new Map(),
    anchors: new Map(),
    publishing: async (shop, signer) => ({
      mayPublish: signer === shop || (authority.publishers.get(shop)?.includes(signer) ?? false),
      lowestVersion: authority.lowestVersions.get(shop) ?? 0,
      anchored: authority.anchors.get(shop) ?? null,
    }),
    quota: async (shop) => {
      const set = authority.quotas.get(shop);
      return set === undefined ? { listings: 100_000, bytes: 10 * 2 ** 30 } : set;
    },
    verifyContractSignature: async () => 'no_contract',
  };
  return authority;
}
