import { encodeFunctionData } from 'viem';
import { type Address, addressSchema, type Hex } from '../../../protocol/primitives.ts';
import type { BatchRpc } from './batch-rpc.ts';

/** A transaction that the chain takes without a signature. */
export interface Act {
  from: Address;
  to: Address;
  abi: readonly unknown[];
  functionName: string;
  args: readonly unknown[];
}

/** The benchmark's chain: mines blocks on demand, at times of its own. */
export interface ChainClock {
  /** Unix seconds of the newest block. */
  time(): number;
  /** Mines one block with these, all of which must succeed. @returns its number */
  mine(acts: readonly Act[]): Promise<number>;
}

const GAS = '0x2dc6c0';

/** Takes over a chain that mines on demand and charges nothing. @param blockSeconds between two blocks */
export function startClock(rpc: BatchRpc, { from, blockSeconds }: { from: number; blockSeconds: number }): ChainClock {
  let time = from;
  /** Given with every act: the chain takes those of one request at the same time. */
  const nonces = new Map<Address, number>();
  const readNonces = async (acts: readonly Act[]): Promise<void> => {
    const unknown = [...new Set(acts.map((act) => act.from))].filter((sender) => !nonces.has(sender));
    const counts = await rpc(
      unknown.map((sender) => ({ method: 'eth_getTransactionCount', params: [sender, 'latest'] })),
    );
    for (const [index, sender] of unknown.entries()) nonces.set(sender, Number(counts[index]));
  };
  const next = (sender: Address): Hex => {
    const nonce = nonces.get(sender) ?? 0;
    nonces.set(sender, nonce + 1);
    return `0x${nonce.toString(16)}`;
  };
  return {
    time: () => time,
    mine: async (acts) => {
      time += blockSeconds;
      await readNonces(acts);
      const hashes = await rpc(
        acts.map((act) => ({
          method: 'eth_sendTransaction',
          params: [{ from: act.from, to: act.to, data: encode(act), gas: GAS, gasPrice: '0x0', nonce: next(act.from) }],
        })),
      );
      await rpc([
        { method: 'evm_setNextBlockTimestamp', params: [time] },
        { method: 'evm_mine', params: [] },
      ]);
      const receipts = (await rpc(
        hashes.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
      )) as ({ status: Hex; blockNumber: Hex } | null)[];
      receipts.forEach((receipt, index) => {
        if (receipt?.status !== '0x1') throw new Error(`${acts[index]?.functionName} was refused by the contracts`);
      });
      return Number(receipts[0]?.blockNumber ?? 0);
    },
  };
}

const encode = ({ abi, functionName, args }: Act): Hex => encodeFunctionData({ abi, functionName, args } as never);

/** The nth of the people who only ever send transactions. */
export const personAt = (group: number, index: number): Address =>
  addressSchema.parse(`0x${(group * 0x1_0000_0000 + index + 1).toString(16).padStart(40, 'b')}`);
