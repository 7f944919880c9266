import { VouchError } from '../../protocol/errors.ts';

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

/** The node's HTTP address: option, variable, or the first local node. */
export const nodeOption = (values: Values, env: NodeJS.ProcessEnv): string =>
  text(values, 'node') ?? env.VOUCH_NODE ?? 'http://127.0.0.1:8080';
