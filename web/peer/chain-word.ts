import { createClient, custom } from 'viem';
import type { ChainProps } from '../islands/props.ts';
import { localChain } from '../wallet/client.ts';
import { mayPublish } from '../wallet/may-publish.ts';
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
      return await mayPublish(client, chain, { shop, signer });
    } catch (error) {
      console.info('the chain cannot be asked who may sign for the shop', error);
      return null;
    }
  };
}
