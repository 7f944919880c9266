import type { Hex } from '../../protocol/primitives.ts';
import type { EngineClient } from './engine-client.ts';
import type { BlockRecord } from './journal-entry.ts';
import type { RpcError } from './json-rpc.ts';
import { signerOf } from './raw-transaction.ts';

interface RpcBlock {
  number: Hex;
  hash: Hex;
  timestamp: Hex;
  baseFeePerGas: Hex;
  transactions: Hex[];
}

/** The engine's control, in the chain's words. One caller at a time: the engine has no transactions of its own. */
export interface Engine {
  head(): Promise<BlockRecord>;
  block(number: number): Promise<BlockRecord>;
  rawTransaction(hash: Hex): Promise<Hex>;
  /** Puts transactions into the pool; gives the engine's error, or undefined, for each. */
  admit(raws: Hex[]): Promise<(RpcError | undefined)[]>;
  /**
   * Puts a transaction back that was in the pool before, though its sender's balance may have fallen since: lends the
   * balance for the check and takes it back. The block it is mined in judges by the true balance.
   */
  readmit(raw: Hex): Promise<RpcError | undefined>;
  /** Hashes of all transactions in the pool. */
  pool(): Promise<Set<Hex>>;
  poolSize(): Promise<{ ready: number; waiting: number }>;
  emptyPool(): Promise<void>;
  /** Mines one block of what is ready. */
  mine(timestampSeconds: number): Promise<BlockRecord>;
  nextBaseFee(): Promise<Hex>;
  setNextBaseFee(baseFeePerGas: Hex): Promise<void>;
  /** Removes the last blocks. The engine forgets the base fee that follows: the caller sets it. */
  rollback(depth: number): Promise<void>;
  /** The whole state, gzipped JSON. */
  dumpState(): Promise<Buffer>;
}

const LENT_BALANCE = '0xffffffffffffffffffffffffffffffff';

/**
 * @param client the engine's JSON-RPC client
 */
export function createEngine(client: EngineClient): Engine {
  const { call } = client;
  const block = async (tag: string) => toRecord(await call<RpcBlock>('eth_getBlockByNumber', [tag, false]));
  const admit = async (raws: Hex[]) => {
    if (raws.length === 0) return [];
    const responses = await client.callMany(
      'eth_sendRawTransaction',
      raws.map((raw) => [raw]),
    );
    return responses.map((response) => response.error);
  };
  const poolSize = async () => {
    const { pending, queued } = await call<{ pending: Hex; queued: Hex }>('txpool_status');
    return { ready: Number(pending), waiting: Number(queued) };
  };

  return {
    head: () => block('latest'),
    block: (number) => block(`0x${number.toString(16)}`),
    rawTransaction: (hash) => call<Hex>('eth_getRawTransactionByHash', [hash]),
    admit,
    readmit: async (raw) => {
      const [refused] = await admit([raw]);
      if (!refused) return undefined;
      const sender = await signerOf(raw);
      const balance = await call<Hex>('eth_getBalance', [sender, 'latest']);
      await call('anvil_setBalance', [sender, LENT_BALANCE]);
      const [refusedAgain] = await admit([raw]);
      await call('anvil_setBalance', [sender, balance]);
      return refusedAgain;
    },
    pool: async () => {
      type Lane = Record<string, Record<string, { hash: Hex }>>;
      const { pending, queued } = await call<{ pending: Lane; queued: Lane }>('txpool_content');
      const senders = [...Object.values(pending), ...Object.values(queued)];
      return new Set(senders.flatMap((byNonce) => Object.values(byNonce).map(({ hash }) => hash)));
    },
    poolSize,
    emptyPool: () => call('anvil_dropAllTransactions'),
    mine: async (timestampSeconds) => {
      await call('evm_setNextBlockTimestamp', [timestampSeconds]);
      await call('evm_mine');
      return block('latest');
    },
    nextBaseFee: async () => (await call<RpcBlock>('eth_getBlockByNumber', ['pending', false])).baseFeePerGas,
    setNextBaseFee: (baseFeePerGas) => call('anvil_setNextBlockBaseFeePerGas', [baseFeePerGas]),
    rollback: (depth) => call('anvil_rollback', [depth]),
    dumpState: async () => Buffer.from((await call<Hex>('anvil_dumpState')).slice(2), 'hex'),
  };
}

const toRecord = (block: RpcBlock): BlockRecord => ({
  number: Number(block.number),
  hash: block.hash,
  timestampSeconds: Number(block.timestamp),
  baseFeePerGas: block.baseFeePerGas,
  transactions: block.transactions,
});
