import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateKeyToAccount } from 'viem/accounts';
import { voteCommitment } from '../../protocol/court.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { openedVote, voteKeyFromSignature, voteKeyTypedData, voteSalt } from '../../protocol/vote-secret.ts';

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`);
// Safety: a lower-case address.
const juror = account.address.toLowerCase() as Address;
const court: Address = `0x${'c0'.repeat(20)}`;
const orderId: Hex = `0x${'ab'.repeat(32)}`;
const place = { orderId, round: 0, seat: 2 } as const;

const keyOf = async (chainId = 1): Promise<Uint8Array> => {
  const key = voteKeyFromSignature(await account.signTypedData(voteKeyTypedData({ chainId, court, juror })));
  assert.ok(key);
  return key;
};

test('the same wallet makes the same salt again, and another for every place and chain', async () => {
  const salt = voteSalt(await keyOf(), place);
  assert.equal(voteSalt(await keyOf(), place), salt);
  const others = [
    voteSalt(await keyOf(2), place),
    voteSalt(await keyOf(), { ...place, seat: 3 }),
    voteSalt(await keyOf(), { ...place, round: 1 }),
    voteSalt(await keyOf(), { ...place, orderId: `0x${'ac'.repeat(32)}` }),
  ];
  assert.equal(new Set([salt, ...others]).size, 5);
});

test('a commitment tells its juror what the vote was, and nobody without the salt', async () => {
  const salt = voteSalt(await keyOf(), place);
  for (const vote of [1, 2] as const) {
    const commitment = voteCommitment({ orderId, round: 0, juror, vote, salt });
    assert.equal(openedVote({ orderId, round: 0, juror, commitment, salt }), vote);
    assert.equal(openedVote({ orderId, round: 0, juror, commitment, salt: `0x${'00'.repeat(32)}` }), undefined);
    assert.equal(openedVote({ orderId, round: 1, juror, commitment, salt }), undefined);
  }
});

test('an account whose signatures are longer gets no key of them', () => {
  assert.equal(voteKeyFromSignature(`0x${'ab'.repeat(97)}`), undefined);
});
