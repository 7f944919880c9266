import { shortId } from '../../components/shorten.ts';
import { StepLine } from '../../components/step-line.tsx';
import type { TransactionState } from '../../wallet/transaction.ts';
import type { IslandWords } from '../words.ts';
import { ErrorNote } from './error-note.tsx';
import type { TransactionRunner } from './transaction-runner.ts';

type Words = IslandWords<'wallet'>;

const sentence = (words: Words, state: TransactionState): string => {
  switch (state.step) {
    case 'idle':
    case 'reverted':
    case 'failed':
      return '';
    case 'signing':
      return words.t(`transaction.sign_${state.asking}`);
    default:
      return words.t(`transaction.${state.step}`);
  }
};

const stops = ['checking', 'signing', 'sent', 'included', 'indexed'] as const;
const steps: readonly TransactionState['step'][] = stops;

/** Ends without a change, after which its reader may simply try again. */
const unfinished: readonly TransactionState['step'][] = ['rejected', 'dropped', 'replaced'];

/** Where a transaction stands: as five stops, as a sentence that screen readers speak, and as an error. */
export const TransactionStatus = ({ words, runner }: { words: Words; runner: TransactionRunner }) => {
  const state = runner.state.value;
  const reached = steps.indexOf(state.step);
  return (
    <div class="transaction">
      {reached >= 0 && <StepLine steps={stops.map((step) => words.t(`transaction.step_${step}`))} reached={reached} />}
      <p role="status" aria-live="polite" class={unfinished.includes(state.step) ? 'tone-warn' : ''}>
        {sentence(words, state)}
        {'hash' in state && state.hash !== null && (
          <>
            {' '}
            <code class="short-id small" title={state.hash}>
              {shortId(state.hash)}
            </code>
          </>
        )}
      </p>
      {(state.step === 'reverted' || state.step === 'failed') && (
        <>
          <ErrorNote view={words} error={state.error} retry={{ word: words.t('retry'), onRetry: runner.reset }} />
          {typeof state.error.details.chainId === 'number' && (
            <p class="small">{words.t('transaction.network', { chain: state.error.details.chainId })}</p>
          )}
        </>
      )}
    </div>
  );
};
