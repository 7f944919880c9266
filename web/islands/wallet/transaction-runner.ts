import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { TransactionReceipt } from 'viem';
import { isBusy, nextTransaction, type TransactionEvent, type TransactionState } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import type { BuildCall } from './run-transaction.ts';

/** Runs the transactions of one place of a page, one at a time. */
export interface TransactionRunner {
  state: ReadonlySignal<TransactionState>;
  run: (build: BuildCall) => Promise<TransactionReceipt | undefined>;
  reset: () => void;
}

/** Milliseconds without a receipt after which the transaction is looked for again. */
const PATIENCE = 60_000;

/** What following a transaction needs of this page. */
export const followPorts = {
  indexedBlock: async (): Promise<number> => (await readJson<{ block: number }>('/api/v1/status')).block,
  wait: (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  patience: PATIENCE,
} as const;

/**
 * Makes a runner. The wallet's code is loaded with the first transaction.
 * @param parts session and records of the page, and the market's chain
 */
export function createRunner({ page, chain }: { page: PageParts; chain: ChainProps }): TransactionRunner {
  const state = signal<TransactionState>({ step: 'idle' });
  const dispatch = (event: TransactionEvent): void => {
    state.value = nextTransaction(state.value, event);
  };
  return {
    state,
    reset: () => dispatch({ type: 'reset' }),
    run: async (build) => {
      const connection = page.session.connection.value;
      if (connection === null || isBusy(state.value)) return undefined;
      dispatch({ type: 'started' });
      const { runTransaction } = await import('./run-transaction.ts');
      return runTransaction(build, connection, {
        ...followPorts,
        chainId: chain.chainId,
        rpcUrl: `${location.origin}/rpc`,
        records: page.records,
        now: () => Math.floor(Date.now() / 1_000),
        dispatch,
      });
    },
  };
}
