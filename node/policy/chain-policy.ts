import { verifyPolicyList } from '../../protocol/policy-list.ts';
import type { Address } from '../../protocol/primitives.ts';
import type { Authority, Log } from '../p2p/ports.ts';
import { recoverNative } from '../p2p/recover-native.ts';
import { type NodePolicy, startPolicy } from './policy.ts';

/** Starts the policy of a node whose lists are signed for a market. */
export const startMarketPolicy = (options: {
  dataDir: string;
  authority: Pick<Authority, 'verifyContractSignature'>;
  chainId: number;
  market: Address;
  log: Log;
}): Promise<NodePolicy> => {
  const { authority, chainId, market } = options;
  return startPolicy({
    ...options,
    verify: (signed) =>
      verifyPolicyList(signed, {
        chainId,
        market,
        recover: recoverNative,
        verifyContractSignature: async ({ signer, digest, signature }) =>
          (await authority.verifyContractSignature(signer, digest, signature)) === 'valid',
      }),
  });
};
