import { createClient, http } from 'viem';
import { publishingTerms } from '../indexer/catalogue/publishing.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { askContractSignature } from './chain/contract-signature.ts';
import type { Authority } from './p2p/ports.ts';

/** What the chain says about shops: rows of the index, and the chain itself for signatures of contract accounts. */
export function createAuthority({ db }: Pick<Store, 'db'>, rpcUrl: string): Authority {
  const client = createClient({ transport: http(rpcUrl) });
  return {
    publishing: (shop, signer) => publishingTerms(db, { shop, signer }),
    quota: async (shop) => (await publishingTerms(db, { shop, signer: shop })).quota,
    verifyContractSignature: (signer, digest, signature) => askContractSignature(client, { signer, digest, signature }),
  };
}
