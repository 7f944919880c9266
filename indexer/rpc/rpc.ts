import { BaseError, decodeAbiParameters, hexToString, http, RpcRequestError } from 'viem';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { type Receipt, receiptSchema } from '../../protocol/receipts-root.ts';
import { cleanText } from '../../protocol/text.ts';
import { type Block, type Header, headerSchema, type Log, logsSchema, quantity } from './answers.ts';
import { checkLogs } from './check-logs.ts';

/** One endpoint of the chain as the follower asks it. Answers are checked for themselves, not against other endpoints. */
export interface Rpc {
  chainId(): Promise<number>;
  head(): Promise<Header>;
  /** @returns the newest block that the chain itself calls final; undefined where it has no such word */
  finalized(): Promise<Header | undefined>;
  /** @returns undefined when the node has no block of that number */
  block(number: number): Promise<Header | undefined>;
  /** Logs of all blocks `from` to `to`, both included, in the chain's order. */
  logsInRange(addresses: readonly Address[], from: number, to: number): Promise<Log[]>;
  /** ERC-20 transfers of some tokens to some accounts, in a range as above. */
  transfersTo(
    tokens: readonly Address[],
    receivers: readonly Address[],
    range: { from: number; to: number },
  ): Promise<Log[]>;
  /** Logs of one block by its hash: a node that lacks the block answers with an error instead of nothing. */
  logsOfBlock(addresses: readonly Address[], block: Block): Promise<Log[]>;
  /** @returns all receipts of a block, or undefined when the node does not give them */
  receipts(block: Block): Promise<Receipt[] | undefined>;
  /** The symbol of a token, or undefined when it gives none. */
  symbol(token: Address): Promise<string | undefined>;
}

const TIMEOUT_MILLISECONDS = 20_000;
const BATCH = 100;
/** Largest answer that is read: a range with more is asked for in parts. */
const MOST_ANSWER_BYTES = 33_554_432;
const SYMBOL_SELECTOR = '0x95d89b41';
const SYMBOL_CHARACTERS = 16;
/** Hash of `Transfer(address,address,uint256)`. */
const TRANSFER_TOPIC = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/**
 * Talks JSON-RPC to a node over HTTP. Calls made at once travel in one request. Nothing is retried here: the follower
 * decides what an error means.
 * @param url http or https
 */
export function connectRpc(url: string): Rpc {
  const { request } = http(url, {
    batch: { batchSize: BATCH },
    retryCount: 0,
    timeout: TIMEOUT_MILLISECONDS,
    maxResponseBodySize: MOST_ANSWER_BYTES,
  })({});
  const ask = async <T>(schema: z.ZodType<T>, method: string, params: readonly unknown[] = []): Promise<T> => {
    const answer: unknown = await request({ method, params } as never);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw invalid(`The chain node answered ${method} with something else than expected.`, parsed.error);
  };
  const askBlock = async (block: string): Promise<Header | undefined> => {
    const answer: unknown = await request({ method: 'eth_getBlockByNumber', params: [block, false] } as never);
    if (answer === null) return undefined;
    const parsed = headerSchema.safeParse(answer);
    if (parsed.success) return { ...parsed.data, answer: answer as object };
    throw invalid('The chain node answered eth_getBlockByNumber with something else than expected.', parsed.error);
  };
  return {
    chainId: () => ask(quantity, 'eth_chainId'),
    head: async () => {
      const head = await askBlock('latest');
      if (head === undefined) throw invalid('The chain node has no newest block.');
      return head;
    },
    finalized: async () => {
      try {
        return await askBlock('finalized');
      } catch (error) {
        // A chain without the word refuses it; a lost connection is passed on.
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
    block: async (number) => {
      const block = await askBlock(hexOf(number));
      if (block === undefined || block.number === number) return block;
      throw invalid(`The chain node gave block ${block.number} instead of ${number}.`);
    },
    logsInRange: async (addresses, from, to) => {
      const filter = { address: addresses, fromBlock: hexOf(from), toBlock: hexOf(to) };
      return checkLogs(await ask(logsSchema, 'eth_getLogs', [filter]), { addresses, from, to });
    },
    transfersTo: async (addresses, receivers, { from, to }) => {
      const topics = [TRANSFER_TOPIC, null, receivers.map(topicOf)];
      const filter = { address: addresses, topics, fromBlock: hexOf(from), toBlock: hexOf(to) };
      return checkLogs(await ask(logsSchema, 'eth_getLogs', [filter]), { addresses, from, to });
    },
    logsOfBlock: async (addresses, { number, hash }) => {
      const raw = await ask(logsSchema, 'eth_getLogs', [{ address: addresses, blockHash: hash }]);
      return checkLogs(raw, { addresses, from: number, to: number, blockHash: hash });
    },
    receipts: async ({ number }) => {
      try {
        return (await ask(z.array(receiptSchema).nullable(), 'eth_getBlockReceipts', [hexOf(number)])) ?? undefined;
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
    symbol: async (token) => {
      try {
        return readSymbol(await ask(z.string(), 'eth_call', [{ to: token, data: SYMBOL_SELECTOR }, 'latest']));
      } catch (error) {
        // The token refused the call: it has no symbol. Anything else, such as a lost connection, is passed on.
        if (isRevert(error)) return undefined;
        throw error;
      }
    },
  };
}

const hexOf = (number: number): Hex => `0x${number.toString(16)}`;
const topicOf = (address: Address): Hex => `0x${address.slice(2).padStart(64, '0')}`;

const invalid = (message: string, cause?: unknown): VouchError =>
  new VouchError({
    code: 'rpc.answer_invalid',
    message,
    hint: 'Check that the RPC address is an Ethereum node.',
    cause,
    retryable: true,
  });

/** Whether the node understood the question and gives no answer to it. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof BaseError && error.walk((cause) => cause instanceof RpcRequestError) !== null;

const isRevert = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => cause instanceof RpcRequestError && /revert|opcode|out of gas/i.test(cause.details)) !== null;

/** Tokens give a string, or 32 bytes in old ones. */
function readSymbol(answer: string): string | undefined {
  // Safety: decoding throws on what is no hex.
  const hex = answer as Hex;
  try {
    const text = hex.length === 66 ? hexToString(hex, { size: 32 }) : decodeAbiParameters([{ type: 'string' }], hex)[0];
    return cleanText(cleanText(text).slice(0, SYMBOL_CHARACTERS)) || undefined;
  } catch {
    // A token may answer anything; then it has no symbol.
    return undefined;
  }
}
