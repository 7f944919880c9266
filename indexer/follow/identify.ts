import { VouchError } from '../../protocol/errors.ts';
import type { Address } from '../../protocol/primitives.ts';
import { agreeOnBlock } from '../rpc/agree.ts';
import type { Block } from '../rpc/answers.ts';
import type { Endpoint } from '../rpc/endpoint.ts';
import type { Endpoints } from '../rpc/endpoints.ts';

/** The contracts that are followed, and where they are read. */
export interface Followed {
  endpoints: Endpoints;
  addresses: readonly Address[];
  chainId: number;
  /** First block of the deployment. */
  firstBlock: number;
}

/**
 * Tells what is followed. Tables are emptied when it changes, so all endpoints must agree on it.
 * @param by endpoint that is asked first
 * @returns a text that differs for every deployment and every chain started anew, and the block before its first
 * @throws VouchError `indexer.wrong_chain`, `indexer.head_behind`, `rpc.no_majority`, `rpc.outvoted`
 */
export async function identify(
  { endpoints, chainId, firstBlock, addresses }: Followed,
  by: Endpoint,
): Promise<{ identity: string; start: Block }> {
  const [actual, first] = await Promise.all([by.rpc.chainId(), by.rpc.block(firstBlock)]);
  if (actual !== chainId) {
    throw new VouchError({
      code: 'indexer.wrong_chain',
      message: `The chain node is on chain ${actual}, not ${chainId}.`,
      hint: 'Correct the RPC address.',
      details: { field: 'RPC_URL' },
    });
  }
  if (first === undefined) throw headBehind(firstBlock);
  await agreeOnBlock(endpoints, by, first);
  const identity = JSON.stringify({ chainId, firstBlock, firstHash: first.hash, addresses });
  return { identity, start: { number: firstBlock - 1, hash: first.parent, parent: first.parent, time: first.time } };
}

/** An endpoint has fewer blocks than were indexed before. */
export const headBehind = (block: number): VouchError =>
  new VouchError({
    code: 'indexer.head_behind',
    message: `The chain node has not reached block ${block}, which was indexed before.`,
    hint: 'Wait until it has caught up.',
    retryable: true,
  });
