import { createClient, custom } from 'viem';
import { contractError } from '../../../protocol/contract-errors.ts';
import { localChain } from '../../wallet/client.ts';
import { followTransaction } from '../../wallet/follow-transaction.ts';
import { createNodeRpc } from '../../wallet/node-rpc.ts';
import type { TransactionEvent } from '../../wallet/transaction.ts';
import type { TransactionRecord } from '../../wallet/transaction-records.ts';
import type { ChainProps } from '../props.ts';
import { followPorts } from './transaction-runner.ts';

/**
 * Follows a transaction that an earlier page sent. No wallet is needed: the node passes the questions on.
 * @throws what the node throws
 */
export async function resumeTransaction({
  record,
  chain,
  dispatch,
}: {
  record: TransactionRecord;
  chain: ChainProps;
  dispatch: (event: TransactionEvent) => void;
}): Promise<void> {
  const client = createClient({
    chain: localChain(chain.chainId),
    transport: custom({ request: createNodeRpc(fetch) }),
    pollingInterval: 1_000,
  });
  const receipt = await followTransaction(client, record.hash, { dispatch, ports: followPorts });
  if (receipt?.status === 'reverted') dispatch({ type: 'reverted', error: contractError({ code: 'reverted' }) });
}
