import { VouchError } from '../../protocol/errors.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';

type Values = Record<string, string | boolean | undefined>;

/** A text option, or undefined when it was not given. */
export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * A whole number of an option.
 * @throws VouchError `option.invalid`
 */
export function wholeNumber(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,9}$/.test(value)) {
    throw new VouchError({
      code: 'option.invalid',
      message: `--${name} must be a whole number.`,
      hint: `Give --${name} 500, for example.`,
      details: { field: name },
    });
  }
  return Number(value);
}

/**
 * An account of an option, in lower case.
 * @throws VouchError `option.invalid`
 */
export function accountOption(values: Values, name: string): Address | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  return accountWord(value, `--${name}`);
}

/**
 * An account that was given as a word or an option, in lower case.
 * @param name what it is called in help
 * @throws VouchError `option.invalid`
 */
export function accountWord(value: string | undefined, name: string): Address {
  const checked = addressSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new VouchError({
    code: 'option.invalid',
    message: `${name} must be an address: 0x and 40 hex digits.`,
    hint: 'Copy it from your wallet.',
    details: { field: name.replace(/^--/, '') },
  });
}

/**
 * The node's HTTP address without a slash at its end: option, variable, or the first local node.
 * @throws VouchError `option.invalid`
 */
export function nodeOption(values: Values, env: NodeJS.ProcessEnv): string {
  const url = text(values, 'node') ?? env.VOUCH_NODE ?? 'http://127.0.0.1:8080';
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url.replace(/\/+$/, '');
  throw new VouchError({
    code: 'option.invalid',
    message: '--node must be an HTTP address.',
    hint: 'Give --node http://127.0.0.1:8080, for example.',
    details: { field: 'node' },
  });
}
