import type { AbiParameter } from 'viem';
import { type AbiEvent, decodeEventLog, toEventSelector } from 'viem';
import { VouchError } from '../../protocol/errors.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import type { Log } from '../rpc/answers.ts';
import { type ChainEvent, type FollowedContract, followedAbis } from './events.ts';

/** Reads one value from hex digits, where the words of its head begin. */
type Reader = (digits: string, at: number) => unknown;

const WORD_DIGITS = 64;
/** Numbers up to so many bits are given as number, larger ones as bigint: viem does the same. */
const NUMBER_BITS = 48;

/** Decodes the logs of the followed contracts. */
export type DecodeLog = (log: Log) => ChainEvent | undefined;

/**
 * Prepares decoders for every event of the followed contracts. Nearly all have arguments of fixed sizes, so each is read
 * from its offset, many times faster than by a general decoder.
 * @param addresses where the contracts are
 * @returns a function that gives undefined for other contracts and events
 * @throws VouchError `log.malformed` when a known event is too short
 */
export function createDecodeLog(addresses: Record<FollowedContract, Address>): DecodeLog {
  const known = new Map<string, { contract: FollowedContract; event: EventDecoder }>();
  for (const contract of Object.keys(followedAbis) as FollowedContract[]) {
    for (const item of followedAbis[contract]) {
      if (item.type !== 'event') continue;
      const event = item.inputs.some(isDynamic) ? dynamicDecoder(item) : eventDecoder(item.name, item.inputs);
      known.set(`${addresses[contract]}${toEventSelector(item)}`, { contract, event });
    }
  }
  return (log) => {
    const found = known.get(`${log.address}${log.topics[0]?.toLowerCase()}`);
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

type EventInput = AbiParameter & { indexed?: boolean };

function eventDecoder(name: string, inputs: readonly EventInput[]): EventDecoder {
  let dataDigits = 0;
  let topic = 0;
  const readers = inputs.map((input) => {
    const key = input.name ?? '';
    const { read, digits } = reader(input);
    if (input.indexed) {
      topic += 1;
      const position = topic;
      return { key, read: (log: Log) => read(log.topics[position]?.slice(2) ?? '', 0) };
    }
    const at = dataDigits;
    dataDigits += digits;
    return { key, read: (log: Log) => read(log.data, 2 + at) };
  });
  return {
    name,
    read: (log) => {
      if (log.data.length < 2 + dataDigits || log.topics.length !== topic + 1) throw malformed(name, log);
      const args: Record<string, unknown> = {};
      for (const { key, read } of readers) args[key] = read(log);
      return args;
    },
  };
}

function reader(parameter: AbiParameter): { read: Reader; digits: number } {
  const { type } = parameter;
  if (type === 'tuple' && 'components' in parameter) return tupleReader(parameter.components);
  return { read: wordReader(type), digits: WORD_DIGITS };
}

function tupleReader(components: readonly AbiParameter[]): { read: Reader; digits: number } {
  let digits = 0;
  const members = components.map((component) => {
    const member = { key: component.name ?? '', at: digits, ...reader(component) };
    digits += member.digits;
    return member;
  });
  const read: Reader = (text, at) => {
    const value: Record<string, unknown> = {};
    for (const member of members) value[member.key] = member.read(text, at + member.at);
    return value;
  };
  return { read, digits };
}

function wordReader(type: string): Reader {
  if (type === 'address') return (digits, at) => `0x${digits.slice(at + 24, at + 64).toLowerCase()}`;
  if (type === 'bytes32') return (digits, at) => `0x${digits.slice(at, at + 64).toLowerCase()}`;
  if (type === 'bool') return (digits, at) => digits.charCodeAt(at + 63) !== 48;
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1]);
  if (Number.isNaN(bits)) throw new RangeError(`no decoder for ${type}: it has no fixed size or is not used`);
  if (bits <= NUMBER_BITS) return (digits, at) => Number.parseInt(digits.slice(at + 48, at + 64), 16);
  return (digits, at) => BigInt(`0x${digits.slice(at, at + 64)}`);
}

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
