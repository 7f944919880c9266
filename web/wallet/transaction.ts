import type { VouchError } from '../../protocol/errors.ts';
import type { Hex } from '../../protocol/primitives.ts';

/** What the wallet is asked to confirm. */
export type Asking = 'permit' | 'approve' | 'transaction' | 'batch' | 'message';

/** Where a transaction stands, from the click to the node's own index. */
export type TransactionState =
  | { step: 'idle' }
  | { step: 'checking' }
  | { step: 'signing'; asking: Asking }
  /** A batch has no hash until it is in a block. */
  | { step: 'sent'; hash: Hex | null }
  | { step: 'included'; hash: Hex; block: number }
  | { step: 'indexed'; hash: Hex; block: number }
  | { step: 'rejected' }
  | { step: 'reverted'; error: VouchError; hash: Hex | null }
  /** The chain forgot it. */
  | { step: 'dropped'; hash: Hex | null }
  /** The wallet's owner put another transaction in its place. */
  | { step: 'replaced'; hash: Hex | null }
  | { step: 'failed'; error: VouchError; hash: Hex | null };

export type TransactionEvent =
  | { type: 'started' }
  | { type: 'asked'; asking: Asking }
  | { type: 'sent'; hash: Hex | null }
  | { type: 'included'; block: number }
  | { type: 'indexed' }
  | { type: 'rejected' }
  | { type: 'reverted'; error: VouchError }
  | { type: 'dropped' | 'replaced' }
  | { type: 'failed'; error: VouchError }
  | { type: 'reset' };

/** True while something goes on that must not be started twice. */
export const isBusy = ({ step }: TransactionState): boolean =>
  step === 'checking' || step === 'signing' || step === 'sent' || step === 'included';

const hashOf = (state: TransactionState): Hex | null => ('hash' in state ? state.hash : null);

/**
 * Moves a transaction on. What cannot follow leaves the state as it is, so that late answers of a wallet do no harm.
 * @param state where it stands
 * @param event what happened
 */
export function nextTransaction(state: TransactionState, event: TransactionEvent): TransactionState {
  switch (event.type) {
    case 'reset':
      return { step: 'idle' };
    case 'started':
      return isBusy(state) ? state : { step: 'checking' };
    case 'asked':
      return state.step === 'checking' || state.step === 'signing' ? { step: 'signing', asking: event.asking } : state;
    case 'sent':
      // A repriced transaction is sent again under another hash; a resumed one was sent before the page was loaded.
      return state.step === 'included' || state.step === 'indexed' ? state : { step: 'sent', hash: event.hash };
    case 'included':
      return state.step === 'sent' && state.hash !== null
        ? { step: 'included', hash: state.hash, block: event.block }
        : state;
    case 'indexed':
      return state.step === 'included' ? { step: 'indexed', hash: state.hash, block: state.block } : state;
    case 'rejected':
      return state.step === 'checking' || state.step === 'signing' ? { step: 'rejected' } : state;
    case 'reverted':
      return isBusy(state) ? { step: 'reverted', error: event.error, hash: hashOf(state) } : state;
    case 'dropped':
    case 'replaced':
      return state.step === 'sent' ? { step: event.type, hash: state.hash } : state;
    case 'failed':
      return isBusy(state) ? { step: 'failed', error: event.error, hash: hashOf(state) } : state;
  }
}
