import type { Hex } from '../../protocol/primitives.ts';

/** A log as a node gave it, its numbers read. Letters in its hex may be of either case, those of hashes are lower case. */
export interface RawLog {
  address: string;
  topics: string[];
  data: string;
  blockNumber: number;
  blockHash: Hex;
  transactionHash: Hex;
  logIndex: number;
  /** Unix seconds; undefined where the node does not give it with the log. */
  blockTimestamp: number | undefined;
  removed: boolean;
}

const ADDRESS_CHARACTERS = 42;
const HASH_CHARACTERS = 66;
const MOST_TOPICS = 4;
const QUANTITY = /^0x[0-9a-fA-F]{1,13}$/;

/**
 * Checks an answer to `eth_getLogs` by hand: there are a hundred thousand logs in it where a general schema would be the
 * slowest part of reading a chain.
 * @param answer anything
 * @returns the logs, or in words which member of which log is wrong
 */
export function parseLogs(answer: unknown): RawLog[] | string {
  if (!Array.isArray(answer)) return 'the answer is no list';
  const logs: RawLog[] = [];
  const parsed: Parsed = { number: new Map(), hash: new Map() };
  for (let index = 0; index < answer.length; index += 1) {
    const log = parseLog(answer[index], parsed);
    if (typeof log === 'string') return `${log} of log ${index} is wrong`;
    logs.push(log);
  }
  return logs;
}

/** What was read before: the logs of a block repeat its number, hash and time. */
interface Parsed {
  number: Map<string, number>;
  hash: Map<string, Hex>;
}

function parseLog(value: unknown, parsed: Parsed): RawLog | string {
  if (typeof value !== 'object' || value === null) return 'the whole';
  const place = value as Record<string, unknown>;
  const { address, topics, data, blockTimestamp, removed } = place;
  if (typeof address !== 'string' || address.length !== ADDRESS_CHARACTERS) return 'address';
  if (!Array.isArray(topics) || topics.length > MOST_TOPICS) return 'topics';
  for (const topic of topics) if (typeof topic !== 'string' || topic.length !== HASH_CHARACTERS) return 'topics';
  if (typeof data !== 'string' || !data.startsWith('0x')) return 'data';
  const blockNumber = quantityOf(place.blockNumber, parsed);
  if (blockNumber === undefined) return 'blockNumber';
  const blockHash = hashOf(place.blockHash, parsed);
  if (blockHash === undefined) return 'blockHash';
  const transactionHash = hashOf(place.transactionHash, parsed);
  if (transactionHash === undefined) return 'transactionHash';
  const logIndex = quantityOf(place.logIndex, parsed);
  if (logIndex === undefined) return 'logIndex';
  const time = blockTimestamp ?? undefined;
  const seconds = time === undefined ? undefined : quantityOf(time, parsed);
  if (time !== undefined && seconds === undefined) return 'blockTimestamp';
  const taken = removed ?? false;
  if (typeof taken !== 'boolean') return 'removed';
  return {
    address,
    topics,
    data,
    blockNumber,
    blockHash,
    transactionHash,
    logIndex,
    blockTimestamp: seconds,
    removed: taken,
  };
}

function quantityOf(value: unknown, { number }: Parsed): number | undefined {
  if (typeof value !== 'string') return undefined;
  const known = number.get(value);
  if (known !== undefined) return known;
  if (!QUANTITY.test(value)) return undefined;
  const read = Number.parseInt(value.slice(2), 16);
  number.set(value, read);
  return read;
}

function hashOf(value: unknown, { hash }: Parsed): Hex | undefined {
  if (typeof value !== 'string') return undefined;
  const known = hash.get(value);
  if (known !== undefined) return known;
  if (value.length !== HASH_CHARACTERS) return undefined;
  // Safety: as much as the members' users rely on; they compare it with hashes that were checked.
  const read = value.toLowerCase() as Hex;
  hash.set(value, read);
  return read;
}
