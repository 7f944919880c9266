import { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';
import type { Block } from './answers.ts';
import type { Endpoint } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';

/**
 * Asks all other endpoints for the hash of a final block. Those of a minority are quarantined; one that does not answer or
 * has not come so far has no vote.
 * @param by who gave the block
 * @returns the others that agree; none when nobody else has a vote
 * @throws VouchError `rpc.no_majority` when as many say one thing as another, `rpc.outvoted` when `by` is in the minority
 */
export async function agreeOnBlock(endpoints: Endpoints, by: Endpoint, block: Block): Promise<Endpoint[]> {
  const others = endpoints.others(by);
  const hashes = await Promise.all(others.map((other) => hashAt(other, block.number)));
  const votes = new Map<Hex, Endpoint[]>([[block.hash, [by]]]);
  for (const [index, hash] of hashes.entries()) {
    const voter = others[index];
    if (hash !== undefined && voter !== undefined) votes.set(hash, [...(votes.get(hash) ?? []), voter]);
  }
  if (votes.size > 1) settle(endpoints, votes, block);
  const agreeing = votes.get(block.hash) ?? [];
  return agreeing.filter((endpoint) => endpoint !== by);
}

/** A failure is in the endpoint's record, and is no vote. */
const hashAt = async (endpoint: Endpoint, number: number): Promise<Hex | undefined> =>
  (await endpoint.rpc.block(number).catch(() => undefined))?.hash;

function settle(endpoints: Endpoints, votes: Map<Hex, Endpoint[]>, { number, hash }: Block): void {
  const total = [...votes.values()].reduce((sum, voters) => sum + voters.length, 0);
  const winner = [...votes].find(([, voters]) => voters.length * 2 > total)?.[0];
  if (winner === undefined) throw noMajority(`the hash of block ${number}`);
  for (const [voted, voters] of votes) {
    if (voted === winner) continue;
    for (const voter of voters)
      endpoints.quarantine(voter, 'rpc.hash_differs', { block: number, hash: voted, others: winner });
  }
  if (winner !== hash) throw outvoted(`block ${number}`);
}

/** Nobody can be believed: nothing is written until they agree or somebody else answers. */
export const noMajority = (subject: string): VouchError =>
  new VouchError({
    code: 'rpc.no_majority',
    message: `The RPC endpoints disagree about ${subject}, and no majority can tell who is right.`,
    hint: 'Name a third endpoint in RPC_URL, or take out the one that is wrong. Indexing goes on once they agree.',
    retryable: true,
  });

/** Another endpoint is named so that this one need not be believed: nothing becomes final without it. */
export const unconfirmed = (block: number): VouchError =>
  new VouchError({
    code: 'rpc.unconfirmed',
    message: `No other RPC endpoint could be asked about block ${block}.`,
    hint: 'Indexing goes on once one answers; take endpoints that are gone for good out of RPC_URL.',
    retryable: true,
  });

/** What was read came from a liar and is dropped. */
export const outvoted = (subject: string): VouchError =>
  new VouchError({
    code: 'rpc.outvoted',
    message: `An RPC endpoint gave a false answer about ${subject}; it is asked no more for a while.`,
    retryable: true,
  });
