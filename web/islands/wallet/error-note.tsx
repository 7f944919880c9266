import { VouchError } from '../../../protocol/errors.ts';
import { Banner } from '../../components/notice.tsx';
import type { IslandView } from '../mount.ts';
import { useErrorText } from './use-error-text.ts';

/** Anything thrown as the project's error. */
export const asVouchError = (cause: unknown): VouchError =>
  cause instanceof VouchError
    ? cause
    : new VouchError({ code: 'page.fault', message: 'This part of the page failed.', hint: 'Reload the page.', cause });

interface ErrorNoteProps {
  view: Pick<IslandView, 'locale'>;
  error: VouchError;
  /** Word of the button that tries again; left out, there is none. */
  retry?: { word: string; onRetry: () => void };
  /** True within something that is read out anyway, such as a list of messages. */
  quiet?: boolean;
}

/** What went wrong, what to do about it, and its code; in the reader's language once the texts are loaded. */
export const ErrorNote = ({ view, error, retry, quiet = false }: ErrorNoteProps) => {
  const { message, hint } = useErrorText(error, view.locale);
  return (
    <div role={quiet ? undefined : 'alert'}>
      <Banner tone="bad">
        <p>
          <strong>{message}</strong> {hint}
        </p>
        <p class="small quiet">
          <code>{error.code}</code>
          {typeof error.details.field === 'string' && ` · ${error.details.field}`}
          {typeof error.details.limit === 'string' && ` · ${error.details.limit}`}
          {typeof error.details.reason === 'string' && ` · ${error.details.reason}`}
        </p>
        {retry !== undefined && (
          <p>
            <button type="button" class="button button-quiet" onClick={retry.onRetry}>
              {retry.word}
            </button>
          </p>
        )}
      </Banner>
    </div>
  );
};
