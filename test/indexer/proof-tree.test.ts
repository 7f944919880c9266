import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keccak256, numberToHex } from 'viem';
import { buildProofTree } from '../../indexer/catalogue/proof-tree.ts';
import { verifyOfferProof } from '../../protocol/merkle-proof.ts';
import { buildOfferTree } from '../../protocol/offer-tree.ts';

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => keccak256(numberToHex(index)));

for (const count of [1, 2, 3, 4, 5, 8, 31, 100, 1_025]) {
  test(`the tree of ${count} offers has the root and the proofs of OpenZeppelin's`, async () => {
    const leaves = leavesOf(count);
    const [ours, theirs] = [await buildProofTree(leaves), buildOfferTree(leaves)];
    assert.equal(ours.root, theirs.root);
    for (const leaf of leaves.slice(0, 50)) {
      const proof = ours.proof(leaf) ?? [];
      assert.deepEqual(proof, theirs.proof(leaf));
      assert.ok(verifyOfferProof({ root: ours.root, leaf, proof }));
    }
    assert.equal(ours.proof(keccak256('0x1234')), undefined);
  });
}

test('a tree without offers is refused', async () => {
  await assert.rejects(buildProofTree([]), RangeError);
});
