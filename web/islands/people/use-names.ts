import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Names, readNames } from './read-names.ts';

const none: Names = new Map();

/** The names of the accounts that a desk shows. Addresses stand alone until they are read. */
export function useNames(accounts: readonly string[]): Names {
  const names = useSignal(none);
  const asked = [...new Set(accounts)].sort().join(' ');
  useEffect(() => {
    let ended = false;
    const read = async (): Promise<void> => {
      const found = await readNames(asked === '' ? [] : asked.split(' '));
      if (!ended) names.value = found;
    };
    void read();
    return () => {
      ended = true;
    };
  }, [asked, names]);
  return names.value;
}
