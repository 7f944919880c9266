import { VouchError } from '../../protocol/errors.ts';

/**
 * Gives the value, or says that this node does not know it.
 * @param noun what is asked for, as the error's code names it
 * @throws VouchError `<noun>.not_found`
 */
export function known<T>(value: T | undefined, noun: string): T {
  if (value === undefined)
    throw new VouchError({
      code: `${noun}.not_found`,
      message: `This node knows no such ${noun}.`,
      hint: 'Check the address, or ask another node.',
    });
  return value;
}
