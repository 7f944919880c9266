import { createKeccak } from 'hash-wasm';
import type { Keccak } from '../../protocol/offer-nodes.ts';

/** Makes keccak-256 in WebAssembly: about ten times as fast as plain JavaScript. */
export async function createFastKeccak(): Promise<Keccak> {
  const hasher = await createKeccak(256);
  return (bytes) => hasher.init().update(bytes).digest('binary');
}
