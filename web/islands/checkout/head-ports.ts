import { recoverSigner } from '../../../protocol/recover-signer.ts';
import type { HeadPorts } from '../../../protocol/signatures.ts';
import { chainTime } from '../../wallet/chain-time.ts';
import type { WalletClient } from '../../wallet/client.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { mayPublish } from '../../wallet/may-publish.ts';
import type { ChainProps } from '../props.ts';

/**
 * What checking a shop's signature needs before a purchase, all of it asked of the chain through the wallet: the node that
 * serves the page is not believed.
 */
export const headPorts = async (client: WalletClient, chain: ChainProps): Promise<HeadPorts> => ({
  now: await chainTime(client),
  recover: recoverSigner,
  verifyContractSignature: (signed) => verifyByContract(client, signed),
  publishing: (shop, signer) => mayPublish(client, chain, { shop, signer }),
});
