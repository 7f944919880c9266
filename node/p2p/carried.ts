import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import type { Address } from '../../protocol/primitives.ts';
import type { Quota } from '../../protocol/quota.ts';
import type { NodePolicy } from '../policy/policy.ts';
import type { BlockStore } from '../store/block-store.ts';
import { heliaView } from '../store/helia-view.ts';
import type { BlockFetcher } from './block-fetcher.ts';
import { missingBlock } from './block-reader.ts';
import type { Authority } from './ports.ts';

type Carrying = Pick<NodePolicy, 'shopRefusal' | 'blockRefusal'>;

/**
 * The chain's word about shops, with the operator's before it: a shop that is left out has no quota but an error.
 * @param admitted gives what of the quota this node has room for, or throws
 */
export const carriedAuthority = (
  authority: Authority,
  policy: Carrying,
  admitted: (shop: Address, quota: Quota) => Quota,
): Authority => ({
  publishing: (shop, signer) => authority.publishing(shop, signer),
  verifyContractSignature: (signer, digest, signature) => authority.verifyContractSignature(signer, digest, signature),
  quota: async (shop) => {
    const refusal = policy.shopRefusal(shop);
    if (refusal !== null) throw refusal;
    const quota = await authority.quota(shop);
    return quota && admitted(shop, quota);
  },
});

/** The store as peers see it: a block that is left out is not here, even in the moment before it is deleted. */
export function servedBlocks(
  store: Pick<BlockStore, 'get' | 'getMany' | 'has'>,
  policy: Carrying,
): Pick<BlockStore, 'get' | 'getMany' | 'has'> & { blockstore: Blockstore } {
  const isCarried = (cid: CID) => policy.blockRefusal(cid) === null;
  const get = async (cid: CID) => (isCarried(cid) ? store.get(cid) : undefined);
  const has = async (cid: CID) => isCarried(cid) && store.has(cid);
  return {
    get,
    has,
    getMany: async (cids) => {
      const found = await store.getMany(cids);
      return found.map((bytes, index) => (isCarried(cids[index] as CID) ? bytes : undefined));
    },
    blockstore: heliaView({ get, has }),
  };
}

/** A fetcher that asks nobody for blocks that are left out; they count as being nowhere. */
export const carriedFetcher = (fetcher: BlockFetcher, policy: Carrying): BlockFetcher => ({
  ...fetcher,
  open: (preferred) => {
    const source = fetcher.open(preferred);
    return {
      ...source,
      fetch: async function* (cids, blocksPerBatch) {
        const carried = cids.filter((cid) => policy.blockRefusal(cid) === null);
        yield* source.fetch(carried, blocksPerBatch);
        const left = cids.find((cid) => policy.blockRefusal(cid) !== null);
        if (left !== undefined) throw missingBlock(left);
      },
    };
  },
});
