import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ErrorText } from '../../../protocol/error-text.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { Locale } from '../../locale.ts';

/** What to say of an error: its own words, and those of the reader's language once they are loaded. */
export function useErrorText(error: VouchError, locale: Locale): Pick<VouchError, 'message' | 'hint'> {
  const text = useSignal<ErrorText | undefined>(undefined);
  useEffect(() => {
    let current = true;
    void import('../../../protocol/error-text.ts').then(({ errorText }) => {
      if (current) text.value = errorText(error.code, locale);
    });
    return () => {
      current = false;
    };
  }, [error.code, locale, text]);
  return text.value ?? error;
}
