import type { AbiParameter } from 'viem';
import { type AbiEvent, decodeEventLog, toEventSelector } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Log } from '../rpc/answers.ts';
import { type FixedDecoder, fixedDecoders } from './decoders.generated.ts';
import { type ChainEvent, type FollowedContract, followedAbis } from './events.ts';

/** Decodes the logs of the followed contracts. */
export type DecodeLog = (log: Log) => ChainEvent | undefined;

/**
 * Prepares the decoders of the followed contracts' events. Nearly all have arguments of fixed sizes: those are read by
 * generated code, each from its offset, many times faster than by a general decoder.
 * @param addresses where the contracts are
 * @returns a function that gives undefined for other contracts and events
 * @throws VouchError `log.malformed` when a known event is too short
 */
export function createDecodeLog(addresses: Record<FollowedContract, Address>): DecodeLog {
  const known = new Map<string, Map<string, { contract: FollowedContract; event: EventDecoder }>>();
  const add = (contract: FollowedContract, selector: Hex, event: EventDecoder): void => {
    const events = known.get(addresses[contract]) ?? new Map();
    known.set(addresses[contract], events.set(selector, { contract, event }));
  };
  for (const contract of Object.keys(followedAbis) as FollowedContract[]) {
    for (const item of followedAbis[contract]) {
      if (item.type === 'event' && item.inputs.some(isDynamic))
        add(contract, toEventSelector(item), dynamicDecoder(item));
    }
  }
  for (const fixed of fixedDecoders) {
    // Safety: they are generated for these contracts.
    add(fixed.contract as FollowedContract, fixed.selector as Hex, fixedDecoder(fixed));
  }
  return (log) => {
    const found = known.get(log.address)?.get(log.topics[0]?.toLowerCase() ?? '');
    if (found === undefined || log.time === undefined) return undefined;
    const { contract, event } = found;
    const place = { block: log.block, time: log.time, transaction: log.transaction, log: log.index };
    return { contract, name: event.name, args: event.read(log), place };
  };
}

interface EventDecoder {
  name: string;
  read(log: Log): Record<string, unknown>;
}

const isDynamic = ({ type }: AbiParameter): boolean => type === 'string' || type === 'bytes' || type.endsWith('[]');

/** Reads an event with texts or lists among its arguments. */
const dynamicDecoder = (item: AbiEvent): EventDecoder => ({
  name: item.name,
  read: (log) => {
    const { topics, data } = log;
    try {
      // Safety: the selector found this event, so there is a first topic.
      const { args } = decodeEventLog({ abi: [item], topics: topics as [Hex, ...Hex[]], data });
      return Object.fromEntries(
        item.inputs.map(({ name = '', type }) => {
          const value = (args as unknown as Record<string, unknown>)[name];
          return [name, type === 'address' ? String(value).toLowerCase() : value];
        }),
      );
    } catch (cause) {
      throw malformed(item.name, log, cause);
    }
  },
});

/** Checks the lengths once: the generated code relies on them. */
const fixedDecoder = ({ name, topics: count, digits, read }: FixedDecoder): EventDecoder => ({
  name,
  read: (log) => {
    const { topics, data } = log;
    if (data.length < 2 + digits || topics.length !== count) throw malformed(name, log);
    return read(
      topics.map((topic) => topic.toLowerCase()),
      data.toLowerCase(),
    );
  },
});

const malformed = (name: string, log: Log, cause?: unknown): VouchError =>
  new VouchError({
    code: 'log.malformed',
    message: `The log ${log.index} of block ${log.block} is too short for ${name}.`,
    hint: 'The chain node gave a damaged answer: use another one.',
    retryable: true,
    cause,
    details: { transaction: log.transaction },
  });

/** Addresses of the followed contracts of a deployment. */
export const followedAddresses = (contracts: Record<FollowedContract, Address>): Address[] =>
  (Object.keys(followedAbis) as FollowedContract[]).map((name) => contracts[name]);
