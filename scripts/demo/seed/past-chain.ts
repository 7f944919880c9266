import {
  createClient,
  defineChain,
  encodeFunctionData,
  type Hash,
  http,
  type LocalAccount,
  type TransactionReceipt,
} from 'viem';
import { getTransactionReceipt } from 'viem/actions';
import type { ContractCall } from '../../../node/chain/chain-account.ts';
import { VouchError } from '../../../protocol/errors.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';

/** A transaction of the demo market's past. */
export interface PastCall extends ContractCall {
  from: LocalAccount;
}

/** Mines the demo market's history: blocks at chosen times before the present. */
export interface PastChain {
  /**
   * Mines one block at a time that is after the last one and before the present.
   * @returns receipts in the order of the calls
   * @throws VouchError `demo.reverted` when a call was refused
   */
  mine(atSeconds: number, calls: readonly PastCall[]): Promise<TransactionReceipt[]>;
}

/** Enough for every call of the protocol; the local chain gives back what is not used. */
const GAS = 3_000_000n;
const FEE = 10_000_000_000n;
/** Calls that fit a block of the local chain. */
const MOST_CALLS = 15;

/** Opens the past of a local chain that nobody has used in the present. */
export function openPast({ rpcUrl, chainId }: { rpcUrl: string; chainId: number }): PastChain {
  const chain = defineChain({
    id: chainId,
    name: 'local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createClient({ chain, transport: http(rpcUrl, { retryCount: 0 }) });
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  const nonces = new Map<Address, number>();

  async function nextNonce(address: Address): Promise<number> {
    const nonce =
      nonces.get(address) ?? Number(await request({ method: 'eth_getTransactionCount', params: [address, 'latest'] }));
    nonces.set(address, nonce + 1);
    return nonce;
  }

  async function sign({ from, address, abi, functionName, args }: PastCall): Promise<Hex> {
    return from.signTransaction({
      chainId,
      type: 'eip1559',
      nonce: await nextNonce(from.address),
      gas: GAS,
      maxFeePerGas: FEE,
      maxPriorityFeePerGas: 0n,
      to: address,
      data: encodeFunctionData({ abi, functionName, args }),
    });
  }

  return {
    async mine(atSeconds, calls) {
      if (calls.length > MOST_CALLS) throw new RangeError(`a block takes at most ${MOST_CALLS} calls`);
      const raws: Hex[] = [];
      for (const call of calls) raws.push(await sign(call));
      const block = (await request({ method: 'vouch_mineAt', params: [atSeconds, raws] })) as { transactions: Hash[] };
      const receipts = await Promise.all(block.transactions.map((hash) => getTransactionReceipt(client, { hash })));
      receipts.forEach((receipt, index) => {
        if (receipt.status === 'success') return;
        const { functionName, from } = calls[index] as PastCall;
        throw new VouchError({
          code: 'demo.reverted',
          message: `${functionName} by ${from.address} was reverted at ${atSeconds}.`,
          hint: 'The demo content does not fit the contracts.',
        });
      });
      return receipts;
    },
  };
}
