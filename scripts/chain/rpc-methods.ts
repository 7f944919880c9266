import type { RpcRequest } from './json-rpc.ts';

/**
 * What clients may ask the engine itself: reading only. Everything that changes the chain or the engine goes through
 * the ledger, or the journal would not know of it. Filters are left out, since the engine would have to keep them.
 */
export const readMethods: ReadonlySet<string> = new Set([
  'eth_blobBaseFee',
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockReceipts',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_syncing',
  'net_listening',
  'net_version',
  'txpool_status',
  'web3_clientVersion',
  'web3_sha3',
]);

const timedMethods: ReadonlySet<string> = new Set(['eth_call', 'eth_estimateGas']);

/**
 * Lets a call see the time at which its transaction would be mined. The engine would show the last block's time, hours
 * old on a chain that mines on demand, and contracts would judge deadlines by it.
 * @param request any request
 * @param timestampSeconds the next block's time
 * @returns the request, with a block override where it calls a contract at the head and brings no time of its own
 */
export function withCallTime(request: RpcRequest, timestampSeconds: number): RpcRequest {
  if (!timedMethods.has(request.method)) return request;
  const [call, block, stateOverrides, blockOverrides] = request.params;
  const atHead = block === undefined || block === null || block === 'latest' || block === 'pending';
  if (!atHead) return request;
  const time = `0x${timestampSeconds.toString(16)}`;
  const overrides = { time, ...(typeof blockOverrides === 'object' ? blockOverrides : {}) };
  return { ...request, params: [call, block ?? 'latest', stateOverrides ?? null, overrides] };
}
