import type { Client } from 'viem';
import { recoverSigner } from '../../../protocol/recover-signer.ts';
import { verifyByContract } from '../../wallet/contract-signature.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ChainProps } from '../props.ts';
import { readRawBlock } from '../read-block.ts';
import type { CheckPorts } from './checked-message.ts';

/**
 * What checking messages needs in a page: the market, the chain for accounts with code, and the node for blocks.
 * @param client reads the chain
 */
export const messagePorts = (client: Client, chain: ChainProps): CheckPorts => ({
  chainId: chain.chainId,
  market: contractAddress(chain.contracts, 'market'),
  recover: recoverSigner,
  verifyContractSignature: (signed) => verifyByContract(client, signed),
  readBlock: readRawBlock,
});
