import type { Kysely } from 'kysely';
import { VouchError } from '../../protocol/errors.ts';
import type { OfferTree } from '../../protocol/offer-tree.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Database } from '../store/schema.ts';
import { buildProofTree } from './proof-tree.ts';

/** Merkle proofs of the offers that shops signed. */
export interface OfferProofs {
  /**
   * @param shop the seller
   * @param leaves leaf hashes of its current catalogue
   * @returns one proof per leaf, in their order; an empty list for a leaf that is not in the signed tree
   * @throws VouchError `offers.inconsistent` when the stored offers do not give the signed root
   */
  proofsOf(shop: Address, leaves: readonly Hex[]): Promise<Hex[][]>;
}

/** Leaves kept in memory at most: a tree costs about 200 bytes a leaf. */
const MOST_LEAVES = 200_000;
const ATTEMPTS = 3;

interface CachedTree {
  tree: OfferTree;
  leaves: number;
}

/** Makes the service. Trees are built when first asked for and the least used go first. */
export function offerProofs(db: Kysely<Database>): OfferProofs {
  // A Map keeps its order of insertion, so re-inserting on use makes it a least-recently-used list.
  const trees = new Map<string, Promise<CachedTree>>();

  const remember = async (key: string, shop: Address, root: Hex): Promise<OfferTree> => {
    const known = trees.get(key);
    const pending = known ?? buildTree(db, shop, root);
    trees.delete(key);
    trees.set(key, pending);
    try {
      const { tree } = await pending;
      await forgetSurplus(trees);
      return tree;
    } catch (error) {
      trees.delete(key);
      throw error;
    }
  };

  return {
    proofsOf: async (shop, leaves) => {
      for (let attempt = 1; ; attempt += 1) {
        const head = await db.selectFrom('heads').select('offers').where('shop', '=', shop).executeTakeFirst();
        if (head === undefined) return leaves.map(() => []);
        try {
          const tree = await remember(`${shop}:${head.offers}`, shop, head.offers);
          return leaves.map((leaf) => tree.proof(leaf) ?? []);
        } catch (error) {
          // The catalogue may have changed between the two reads.
          if (attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}

async function buildTree(db: Kysely<Database>, shop: Address, root: Hex): Promise<CachedTree> {
  const rows = await db.selectFrom('offers').select('leaf').where('shop', '=', shop).execute();
  const tree = rows.length === 0 ? undefined : await buildProofTree(rows.map(({ leaf }) => leaf));
  if (tree?.root !== root) {
    throw new VouchError({
      code: 'offers.inconsistent',
      message: `The stored offers of ${shop} do not give the root that it signed.`,
      hint: 'The catalogue is just changing, or must be fetched again.',
      retryable: true,
    });
  }
  return { tree, leaves: rows.length };
}

async function forgetSurplus(trees: Map<string, Promise<CachedTree>>): Promise<void> {
  let total = 0;
  for (const [key, pending] of [...trees].reverse()) {
    const settled = await pending.catch(() => undefined);
    total += settled?.leaves ?? 0;
    if (total > MOST_LEAVES && total !== settled?.leaves) trees.delete(key);
  }
}
