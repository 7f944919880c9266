import { parentPort } from 'node:worker_threads';
import type { VouchErrorParameters } from '../../protocol/errors.ts';
import { decodeListing } from '../../protocol/listing.ts';

/** A batch of listing blocks to check. */
export interface CheckRequest {
  id: number;
  blocks: Uint8Array[];
}

/** Whether all of them are listings; the error is that of the first that is not. */
export interface CheckAnswer {
  id: number;
  error?: VouchErrorParameters;
}

parentPort?.on('message', ({ id, blocks }: CheckRequest) => {
  for (const bytes of blocks) {
    const decoded = decodeListing(bytes);
    if (decoded.ok) continue;
    parentPort?.postMessage({ id, error: decoded.error.toJSON() } satisfies CheckAnswer);
    return;
  }
  parentPort?.postMessage({ id } satisfies CheckAnswer);
});
