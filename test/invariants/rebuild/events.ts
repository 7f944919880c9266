import { type Abi, decodeEventLog, type Hex } from 'viem';
import type { Tables } from '../../../protocol/model/tables.ts';
import { allLogs, blockAt } from '../../fuzz/chain.ts';
import { type Addresses, abis, type ContractName } from '../../fuzz/deployment.ts';

/** An event with lower-case addresses, and the time of its block. */
export interface Happened {
  contract: ContractName;
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: every event has arguments of its own.
  args: any;
  time: number;
}

/** What an event does to the tables. */
export type Handlers = Record<string, (tables: Tables, args: Happened['args'], time: number) => void>;

interface Log {
  address: Hex;
  topics: [Hex, ...Hex[]];
  data: Hex;
  blockNumber: Hex;
}

/** The same value with lower-case text. */
const lower = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(lower);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, lower(each)]));
};

const tokens: ReadonlySet<ContractName> = new Set(['demoDollar', 'blocking']);

/** Everything that our contracts logged from a block on, in order. */
export async function eventsFrom(at: Addresses, fromBlock: number): Promise<Happened[]> {
  const contracts = new Map(Object.entries(at).map(([name, address]) => [address, name as ContractName]));
  const logs = (await allLogs(fromBlock)) as Log[];
  const times = new Map<Hex, number>();
  const events: Happened[] = [];
  for (const { address, topics, data, blockNumber } of logs) {
    const contract = contracts.get(address.toLowerCase() as Hex);
    if (contract === undefined || tokens.has(contract)) continue;
    const abi: Abi | undefined = abis[contract];
    if (abi === undefined) continue;
    const { eventName, args } = decodeEventLog({ abi, topics, data });
    const time = times.get(blockNumber) ?? (await blockAt(Number(blockNumber))).timestamp;
    times.set(blockNumber, time);
    events.push({ contract, name: eventName ?? '', args: lower(args), time });
  }
  return events;
}
