import type { Client } from 'viem';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import type { MessagePorts } from '../../../protocol/verify-message.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';

/**
 * What checking who signed a message needs in a page: the market, and the chain for accounts with code.
 * @param client reads the chain
 */
export const messagePorts = (client: Client, chain: ChainProps): MessagePorts => ({
  chainId: chain.chainId,
  market: contractAddress(chain.contracts, 'market'),
  recover: recoverSigner,
  verifyContractSignature: (signed) => verifyByContract(client, signed),
});
