import { createClient, custom } from 'viem';
import { readContract } from 'viem/actions';
import { shopsAbi } from '../../protocol/abi/shops.ts';
import type { ChainProps } from '../islands/props.ts';
import { localChain } from '../wallet/client.ts';
import { contractAddress } from '../wallet/contracts.ts';
import { createNodeRpc } from '../wallet/node-rpc.ts';
import type { ChainWord } from './check-head.ts';

/** Asks the chain who may sign for a shop, through the node that served the page; says nothing when that does not answer. */
export function createChainWord(chain: ChainProps): ChainWord {
  const request = createNodeRpc((input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(4_000) }));
  const client = createClient({
    chain: localChain(chain.chainId),
    transport: custom({ request }, { retryCount: 0 }),
  });
  return async (shop, signer) => {
    try {
      const [mayPublish, lowestVersion] = await readContract(client, {
        address: contractAddress(chain.contracts, 'shops'),
        abi: shopsAbi,
        functionName: 'publishing',
        args: [shop, signer],
      });
      return { mayPublish, lowestVersion: Number(lowestVersion) };
    } catch (error) {
      console.info('the chain cannot be asked who may sign for the shop', error);
      return null;
    }
  };
}
