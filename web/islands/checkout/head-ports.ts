import { readContract } from 'viem/actions';
import { shopsAbi } from '../../../protocol/abi/shops.ts';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import type { HeadPorts } from '../../../protocol/signatures.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';

/**
 * What checking a shop's signature needs before a purchase, all of it asked of the chain through the wallet: the node that
 * serves the page is not believed.
 */
export const headPorts = async (client: WalletClient, chain: ChainProps): Promise<HeadPorts> => ({
  now: await chainTime(client),
  recover: recoverSigner,
  verifyContractSignature: (signed) => verifyByContract(client, signed),
  publishing: async (shop, signer) => {
    const [mayPublish, lowestVersion] = await readContract(client, {
      address: contractAddress(chain.contracts, 'shops'),
      abi: shopsAbi,
      functionName: 'publishing',
      args: [shop, signer],
    });
    return { mayPublish, lowestVersion: Number(lowestVersion) };
  },
});
