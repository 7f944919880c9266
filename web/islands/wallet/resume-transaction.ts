import { createClient, custom } from 'viem';
import { VouchError } from '../../../protocol/errors.ts';
import { createWalletClient, localChain } from '../../wallet/client.ts';
import { followRecord } from '../../wallet/follow-transaction.ts';
import { createNodeRpc } from '../../wallet/node-rpc.ts';
import type { Eip1193Provider } from '../../wallet/provider.ts';
import type { TransactionEvent } from '../../wallet/transaction.ts';
import type { TransactionRecord } from '../../wallet/transaction-records.ts';
import type { ChainProps } from '../props.ts';
import { followPorts } from './transaction-runner.ts';

const refused = (): VouchError => new VouchError({ code: 'contract.reverted', message: 'The contract refused.' });

/**
 * Follows what an earlier page sent. The node answers what the chain knows; of a batch only its wallet knows.
 * @param parts `provider` of the wallet that sent it
 * @throws what the node and the wallet throw
 */
export async function resumeTransaction({
  record,
  provider,
  chain,
  dispatch,
}: {
  record: TransactionRecord;
  provider: Eip1193Provider;
  chain: ChainProps;
  dispatch: (event: TransactionEvent) => void;
}): Promise<void> {
  const client = createClient({
    chain: localChain(chain.chainId),
    transport: custom({ request: createNodeRpc(fetch) }),
    pollingInterval: 1_000,
  });
  const wallet = createWalletClient({ provider, account: record.account, chainId: chain.chainId });
  try {
    const receipt = await followRecord(record, { client, wallet, dispatch, ports: followPorts });
    if (receipt?.status === 'reverted') dispatch({ type: 'reverted', error: refused() });
  } catch (error) {
    // Of a batch its wallet says so.
    if (!(error instanceof VouchError) || error.code !== 'contract.reverted') throw error;
    dispatch({ type: 'reverted', error });
  }
}
