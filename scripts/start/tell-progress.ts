import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const PAUSE_MILLISECONDS = 1_000;
const ANSWER_MILLISECONDS = 15_000;
const statusSchema = z.object({
  block: z.number(),
  chainHead: z.number(),
  synced: z.boolean(),
  shops: z.number(),
  listings: z.number(),
  peers: z.number(),
});

/**
 * Says how far a node has followed the chain, until it has read it to its end. Shops go on arriving after that.
 * @param options `url` is the node's address; `signal` ends it
 */
export async function tellProgress(options: {
  url: string;
  say: (text: string) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { url, say, signal } = options;
  for (let told = ''; !signal.aborted; ) {
    // A node that is busy with the chain does not answer, or says so, and is asked again; one that ended ends this too.
    const response = await fetch(`${url}/api/v1/status`, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) }).catch(
      () => undefined,
    );
    if (response?.ok) {
      const { block, chainHead, synced, shops, listings, peers } = statusSchema.parse(await response.json());
      const line = `Block ${block} of ${chainHead}: ${shops} shops, ${listings} listings, ${peers} peers`;
      if (line !== told && chainHead > 0) say(line);
      told = line;
      if (synced && block >= chainHead) return;
    }
    await pause(PAUSE_MILLISECONDS);
  }
}
