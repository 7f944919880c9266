import { event, indexed } from '@subsquid/evm-abi';
import * as codec from '@subsquid/evm-codec';

const codecOf = ({ type, components }) =>
  type === 'tuple'
    ? codec.struct(Object.fromEntries(components.map((member) => [member.name, codecOf(member)])))
    : codec[type];

const typeOf = ({ type, components }) => (type === 'tuple' ? `(${components.map(typeOf).join(',')})` : type);

/** What SQD's own generator writes into a file, made at run time: decoders of the wanted events of an ABI. */
export const decoders = (abi, keccak256, wanted) =>
  Object.fromEntries(
    abi
      .filter(({ type, name }) => type === 'event' && wanted.includes(name))
      .map(({ name, inputs }) => {
        const signature = `${name}(${inputs.map(typeOf).join(',')})`;
        const topic = `0x${keccak256(signature).toString('hex')}`;
        const fields = inputs.map((input) => [input.name, input.indexed ? indexed(codecOf(input)) : codecOf(input)]);
        return [name, event(topic, signature, Object.fromEntries(fields))];
      }),
  );
