import { type Client, createClient, http } from 'viem';
import { publishingTerms } from '../indexer/catalogue/publishing.ts';
import type { Store } from '../indexer/store/open-store.ts';
import { askContractSignature } from './chain/contract-signature.ts';
import type { Authority } from './p2p/ports.ts';

/**
 * What the chain says about shops: rows of the index, and the chain itself for signatures of contract accounts.
 * @param rpcUrls endpoints of the chain, the best first
 */
export function createAuthority({ db }: Pick<Store, 'db'>, rpcUrls: () => readonly string[]): Authority {
  const clients = new Map<string, Client>();
  const best = (): Client => {
    const [url = ''] = rpcUrls();
    const client = clients.get(url) ?? createClient({ transport: http(url) });
    clients.set(url, client);
    return client;
  };
  return {
    publishing: (shop, signer) => publishingTerms(db, { shop, signer }),
    quota: async (shop) => (await publishingTerms(db, { shop, signer: shop })).quota,
    verifyContractSignature: (signer, digest, signature) => askContractSignature(best(), { signer, digest, signature }),
  };
}
