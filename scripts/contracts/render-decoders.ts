import { type Abi, type AbiEvent, type AbiParameter, toEventSelector } from 'viem';

const WORD_DIGITS = 64;
/** Numbers up to so many bits are given as number, larger ones as bigint: viem does the same. */
const NUMBER_BITS = 48;

const isDynamic = ({ type }: AbiParameter): boolean => type === 'string' || type === 'bytes' || type.endsWith('[]');

/**
 * Writes a TypeScript module with a decoder of every event of fixed size: each argument is read at its offset, and
 * objects are written out, so that all of one event have one shape.
 * @param abis ABIs by the names that a deployment gives the contracts
 */
export function renderDecoders(abis: Readonly<Record<string, Abi>>): string {
  const entries = Object.entries(abis).flatMap(([contract, abi]) =>
    abi
      .filter((item): item is AbiEvent => item.type === 'event' && !item.inputs.some(isDynamic))
      .map((item) => ({ key: `${contract}.${item.name}`, text: renderEvent(contract, item) })),
  );
  const body = entries.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ text }) => text);
  return `${head}${body.join('\n')}\n];\n`;
}

const head = `// Written by \`npm run contracts:export\` from the contracts' ABIs: change those instead.
import { address, bytes, flag, large, small } from './read-word.ts';

/** Reads the arguments of one event from its topics and its data, both lower case. */
export interface FixedDecoder {
  contract: string;
  name: string;
  selector: string;
  /** Topics of a log, the selector included, and hex digits of its data. */
  topics: number;
  digits: number;
  read(topics: readonly string[], data: string): Record<string, unknown>;
}

export const fixedDecoders: readonly FixedDecoder[] = [
`;

function renderEvent(contract: string, item: AbiEvent): string {
  let topic = 0;
  let at = 0;
  const members = item.inputs.map((input) => {
    if (input.indexed) {
      topic += 1;
      // A topic's digits begin behind its 0x, as those of data do.
      return `${input.name}: ${renderWord(input.type, `topics[${topic}] ?? ''`, 2)}`;
    }
    const { text, digits } = renderValue(input, at);
    at += digits;
    return `${input.name}: ${text}`;
  });
  return `  {
    contract: '${contract}',
    name: '${item.name}',
    selector: '${toEventSelector(item)}',
    topics: ${topic + 1},
    digits: ${at},
    read: (${topic > 0 || at > 0 ? 'topics' : '_topics'}, ${at > 0 ? 'data' : '_data'}) => ({ ${members.join(', ')} }),
  },`;
}

function renderValue(parameter: AbiParameter, at: number): { text: string; digits: number } {
  if (parameter.type !== 'tuple' || !('components' in parameter))
    return { text: renderWord(parameter.type, 'data', 2 + at), digits: WORD_DIGITS };
  let digits = 0;
  const members = parameter.components.map((component) => {
    const member = renderValue(component, at + digits);
    digits += member.digits;
    return `${component.name}: ${member.text}`;
  });
  return { text: `{ ${members.join(', ')} }`, digits };
}

function renderWord(type: string, from: string, at: number): string {
  const read =
    type === 'address' ? 'address' : type === 'bytes32' ? 'bytes' : type === 'bool' ? 'flag' : numberReader(type);
  return `${read}(${from}, ${at})`;
}

function numberReader(type: string): 'small' | 'large' {
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1]);
  if (Number.isNaN(bits)) throw new RangeError(`no decoder for ${type}: it has no fixed size or is not used`);
  return bits <= NUMBER_BITS ? 'small' : 'large';
}
