import type { Endpoint } from '../rpc/endpoint.ts';
import type { Endpoints } from '../rpc/endpoints.ts';

/** Blocks below the head after which one counts as final where the chain does not say so itself. */
const FINALITY_BLOCKS = 64;

/**
 * The newest block that counts as final: by a fixed distance, or by the chain's own word, of which the most cautious
 * endpoint's counts. An endpoint that calls too much final could otherwise make an ordinary reorganisation look too deep.
 */
export async function finalNumber(parameters: {
  endpoints: Endpoints;
  by: Endpoint;
  head: number;
  finalityBlocks: number | undefined;
}): Promise<number> {
  const { endpoints, by, head, finalityBlocks } = parameters;
  if (finalityBlocks !== undefined) return head - finalityBlocks;
  const own = await by.rpc.finalized();
  // A failure of another endpoint is in its record.
  const others = await Promise.all(endpoints.others(by).map((other) => other.rpc.finalized().catch(() => undefined)));
  const named = [own, ...others].filter((block) => block !== undefined).map(({ number }) => number);
  return named.length === 0 ? head - FINALITY_BLOCKS : Math.min(head, ...named);
}
