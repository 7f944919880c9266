import type { Deployment } from '../../../protocol/deployment.ts';
import { deployVouch } from '../../deploy/deploy.ts';
import { deployerAccount } from '../accounts.ts';
import { openPastRpc } from './past-rpc.ts';

/** How old the demo market is. */
export const MARKET_AGE_SECONDS = 88 * 86_400;

/**
 * Deploys the contracts of a demo market, at a time in the past.
 * @param rpcUrl a fresh local chain
 */
export async function deployDemo(rpcUrl: string): Promise<Deployment> {
  const past = await openPastRpc({ rpcUrl, fromSeconds: Math.floor(Date.now() / 1_000) - MARKET_AGE_SECONDS });
  try {
    return await deployVouch({
      rpcUrl: past.url,
      account: deployerAccount(),
      log: () => undefined,
      demoDollar: true,
      changeDelaySeconds: 0,
    });
  } finally {
    await past.close();
  }
}
