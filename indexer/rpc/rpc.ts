import { BaseError, decodeAbiParameters, hexToString, http, RpcRequestError } from 'viem';
import { z } from 'zod';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { cleanText } from '../../protocol/text.ts';

/** A block as the follower needs it. */
export interface Block {
  number: number;
  hash: Hex;
  parent: Hex;
  /** Unix seconds. */
  time: number;
}

/** A log with its place in the chain. Addresses are lower case. */
export interface Log {
  address: Address;
  topics: Hex[];
  data: Hex;
  block: number;
  blockHash: Hex;
  transaction: Hex;
  index: number;
  /** Unix seconds; undefined where the node does not give it with the log. */
  time: number | undefined;
}

/** The chain as the follower asks for it. */
export interface Rpc {
  chainId(): Promise<number>;
  head(): Promise<Block>;
  /** @returns undefined when the node has no block of that number */
  block(number: number): Promise<Block | undefined>;
  /** Logs of all blocks `from` to `to`, both included, in the chain's order. */
  logsInRange(addresses: readonly Address[], from: number, to: number): Promise<Log[]>;
  /** Logs of one block by its hash: a node that lacks the block answers with an error instead of nothing. */
  logsOfBlock(addresses: readonly Address[], block: Block): Promise<Log[]>;
  /** The symbol of a token, or undefined when it gives none. */
  symbol(token: Address): Promise<string | undefined>;
}

const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,13}$/)
  .transform((text) => Number.parseInt(text.slice(2), 16));
const hash = z
  .string()
  .length(66)
  .transform((text) => text.toLowerCase() as Hex);

const blockSchema = z.object({ number: quantity, hash, parentHash: hash, timestamp: quantity }).transform(
  ({ number, hash: own, parentHash, timestamp }): Block => ({
    number,
    hash: own,
    parent: parentHash,
    time: timestamp,
  }),
);

const logSchema = z.object({
  address: z.string().length(42),
  topics: z.array(z.string().length(66)).max(4),
  data: z.string().startsWith('0x'),
  blockNumber: quantity,
  blockHash: hash,
  transactionHash: hash,
  logIndex: quantity,
  blockTimestamp: quantity.nullish(),
  removed: z.boolean().nullish(),
});
const logsSchema = z.array(logSchema);

const TIMEOUT_MILLISECONDS = 30_000;
const BATCH = 100;
const SYMBOL_SELECTOR = '0x95d89b41';
const SYMBOL_CHARACTERS = 16;

/**
 * Talks JSON-RPC to a node over HTTP. Calls made at once travel in one request. Nothing is retried here: the follower
 * decides what an error means.
 * @param url http or https
 */
export function connectRpc(url: string): Rpc {
  const { request } = http(url, { batch: { batchSize: BATCH }, retryCount: 0, timeout: TIMEOUT_MILLISECONDS })({});
  const ask = async <T>(schema: z.ZodType<T>, method: string, params: readonly unknown[] = []): Promise<T> => {
    const answer: unknown = await request({ method, params } as never);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new VouchError({
      code: 'rpc.answer_invalid',
      message: `The chain node answered ${method} with something else than expected.`,
      hint: 'Check that the RPC address is an Ethereum node.',
      cause: parsed.error,
      retryable: true,
    });
  };
  const hexOf = (number: number): Hex => `0x${number.toString(16)}`;
  const logs = async (filter: object): Promise<Log[]> => orderLogs(await ask(logsSchema, 'eth_getLogs', [filter]));
  return {
    chainId: () => ask(quantity, 'eth_chainId'),
    head: () => ask(blockSchema, 'eth_getBlockByNumber', ['latest', false]),
    block: async (number) =>
      (await ask(blockSchema.nullable(), 'eth_getBlockByNumber', [hexOf(number), false])) ?? undefined,
    logsInRange: (address, from, to) => logs({ address, fromBlock: hexOf(from), toBlock: hexOf(to) }),
    logsOfBlock: async (address, block) => {
      const found = await logs({ address, blockHash: block.hash });
      if (found.every((log) => log.blockHash === block.hash)) return found;
      throw new VouchError({
        code: 'rpc.answer_invalid',
        message: `The chain node gave logs of another block than ${block.hash}.`,
        retryable: true,
      });
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

/** Sorts logs, drops repeated ones, and brings their members to the form that the rest expects. */
function orderLogs(raw: z.infer<typeof logsSchema>): Log[] {
  const places = new Set<string>();
  const kept = raw.filter(({ blockHash, logIndex, removed }) => {
    const place = `${blockHash}${logIndex}`;
    if (removed || places.has(place)) return false;
    places.add(place);
    return true;
  });
  return kept
    .map((log) => ({
      // Safety: the schema checked their lengths, and the decoder takes no other digits for a known topic.
      address: log.address.toLowerCase() as Address,
      topics: log.topics as Hex[],
      data: log.data as Hex,
      block: log.blockNumber,
      blockHash: log.blockHash,
      transaction: log.transactionHash,
      index: log.logIndex,
      time: log.blockTimestamp ?? undefined,
    }))
    .sort((a, b) => a.block - b.block || a.index - b.index);
}

const isRevert = (error: unknown): boolean =>
  error instanceof BaseError &&
  error.walk((cause) => cause instanceof RpcRequestError && /revert|opcode|out of gas/i.test(cause.details)) !== null;

/** Tokens give a string, or 32 bytes in old ones. */
function readSymbol(answer: string): string | undefined {
  // Safety: decoding throws on what is no hex.
  const hex = answer as Hex;
  try {
    const text = hex.length === 66 ? hexToString(hex, { size: 32 }) : decodeAbiParameters([{ type: 'string' }], hex)[0];
    return cleanText(text).slice(0, SYMBOL_CHARACTERS) || undefined;
  } catch {
    // A token may answer anything; then it has no symbol.
    return undefined;
  }
}
