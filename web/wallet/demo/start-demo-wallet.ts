import { readJson } from '../../islands/api.ts';
import { announceWallet } from '../discovery.ts';
import { createNodeRpc } from '../node-rpc.ts';
import { createDemoWallet, type DemoWallet } from './demo-wallet.ts';
import type { Persona } from './personas.ts';

/**
 * Loads the people of the demo market and announces the demo wallet to the page.
 * @throws VouchError when the node does not give them
 */
export async function startDemoWallet(chainId: number): Promise<DemoWallet> {
  const personas = await readJson<Persona[]>('/api/v1/demo/personas');
  const wallet = createDemoWallet({ personas, chainId, storage: sessionStorage, rpc: createNodeRpc(fetch) });
  announceWallet(window, wallet);
  return wallet;
}
