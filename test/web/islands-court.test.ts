import assert from 'node:assert/strict';
import { test } from 'node:test';
import { voteCommitment } from '../../protocol/court.ts';
import type { Hex } from '../../protocol/primitives.ts';
import { casesByDuty, dutyOf } from '../../web/islands/court/juror-cases.ts';
import {
  findVote,
  fitsSeal,
  type JurorPlace,
  keepVote,
  readVoteText,
  voteText,
} from '../../web/islands/court/kept-votes.ts';
import { votingCase } from './case-fixtures.ts';
import { addressOf } from './fixtures.ts';
import { createMemoryStorage } from './support/fake-provider.ts';

const place: JurorPlace = { orderId: `0x${'ab'.repeat(32)}`, round: 0, seat: 1, juror: addressOf('1c') };
const salts: readonly Hex[] = [`0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`];

test('a browser finds the vote that the chain holds sealed, also after another was sealed before it', () => {
  const storage = createMemoryStorage();
  const [first, second] = salts as [Hex, Hex];
  keepVote(storage, { ...place, vote: 1, salt: first });
  keepVote(storage, { ...place, vote: 2, salt: second });
  const sealed = voteCommitment({ ...place, vote: 1, salt: first });
  assert.deepEqual([findVote(storage, place, sealed)?.vote, findVote(storage, place, sealed)?.salt], [1, first]);
  assert.equal(findVote(storage, { ...place, round: 1 }, sealed), undefined);
  assert.equal(findVote(createMemoryStorage(), place, sealed), undefined);
});

test('what another program left behind is no vote', () => {
  const storage = createMemoryStorage();
  storage.setItem('vouch.votes', '{"not": "a list"');
  assert.equal(findVote(storage, place, salts[0]!), undefined);
  keepVote(storage, { ...place, vote: 2, salt: salts[0]! });
  const sealed = voteCommitment({ ...place, vote: 2, salt: salts[0]! });
  assert.equal(findVote(storage, place, sealed)?.vote, 2);
});

test('a saved copy opens the vote, and nothing else does', () => {
  const kept = { type: 'vouch-vote' as const, ...place, vote: 2 as const, salt: salts[1]! };
  const copy = readVoteText(voteText(kept));
  assert.ok(copy.ok);
  assert.ok(fitsSeal(copy.value, place, voteCommitment({ ...place, vote: 2, salt: salts[1]! })));
  assert.ok(!fitsSeal(copy.value, place, voteCommitment({ ...place, vote: 1, salt: salts[1]! })));
  for (const text of ['', 'vote', '{}', voteText({ ...kept, vote: 3 as 2 })]) {
    const read = readVoteText(text);
    assert.equal(read.ok ? 'read' : read.error.code, 'vote.invalid', text);
  }
});

test('cases stand by what they ask of their juror, those that close next first', () => {
  const at = (seatState: 'drawn' | 'committed' | 'revealed' | 'silent', deadline: number | null) => ({
    ...votingCase,
    seat: 0,
    seatState,
    deadline,
  });
  const cases = [at('revealed', 5), at('drawn', 9), at('committed', 3), at('drawn', 4), at('silent', null)];
  assert.deepEqual(
    casesByDuty(cases).map(({ duty, cases: found }) => [duty, found.map(({ deadline }) => deadline)]),
    [
      ['commit', [4, 9]],
      ['reveal', [3]],
      ['waiting', [5]],
      ['done', [null]],
    ],
  );
  assert.equal(dutyOf({ phase: 'closed', seatState: 'drawn' }), 'done');
  assert.equal(dutyOf({ phase: 'appealable', seatState: 'committed' }), 'waiting');
});
