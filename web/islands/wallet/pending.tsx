import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Toast } from '../../components/toast.tsx';
import { createNodeRpc } from '../../wallet/node-rpc.ts';
import { nextTransaction, type TransactionState } from '../../wallet/transaction.ts';
import type { TransactionRecord } from '../../wallet/transaction-records.ts';
import type { IslandView, PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import { type IslandWords, loadDictionary } from '../words.ts';
import { asVouchError } from './error-note.tsx';

interface PendingProps {
  record: TransactionRecord;
  words: IslandWords<'wallet'>;
  chain: ChainProps;
  page: PageParts;
}

const nodeProvider = { request: createNodeRpc(fetch) };

/** Ends in which nothing was changed. */
const unchanged = ['reverted', 'dropped', 'replaced'] as const;

/** What to say of where it stands. What cannot be followed may have been done all the same. */
const wordOf = (step: TransactionState['step']) => {
  if (step === 'indexed') return 'pending.done';
  const ended = unchanged.find((each) => each === step);
  if (ended !== undefined) return `pending.${ended}` as const;
  return step === 'failed' ? 'pending.failed' : 'pending.waiting';
};

/** A transaction of an earlier page: followed until the node has it. */
const Pending = ({ record, words, chain, page }: PendingProps) => {
  const state = useSignal<TransactionState>({ step: 'sent', hash: null });
  const gone = useSignal(false);
  // What the chain knows the node tells without a wallet; a batch waits until its wallet is there again.
  const provider =
    record.of === 'transaction' ? nodeProvider : (page.session.connection.value?.wallet.provider ?? null);
  useEffect(() => {
    if (provider === null) return;
    const follow = async (): Promise<void> => {
      const { resumeTransaction } = await import('./resume-transaction.ts');
      await resumeTransaction({
        record,
        provider,
        chain,
        dispatch: (event) => {
          state.value = nextTransaction(state.value, event);
        },
      });
      page.records.remove(record);
    };
    follow().catch((cause: unknown) => {
      state.value = nextTransaction(state.value, { type: 'failed', error: asVouchError(cause) });
    });
  }, [record, chain, page, state, provider]);
  if (gone.value) return null;
  const { step } = state.value;
  const isUnchanged = unchanged.some((each) => each === step);
  return (
    <Toast
      tone={isUnchanged ? 'bad' : 'note'}
      closeLabel={words.t('close')}
      onClose={() => {
        // Whoever takes it away has read that nothing more is known here.
        if (step === 'failed') page.records.remove(record);
        gone.value = true;
      }}
    >
      <strong>{words.t(`kind.${record.kind}`)}</strong> {words.t(wordOf(step))}{' '}
      <a href={record.path}>{words.t('pending.look')}</a>
    </Toast>
  );
};

/** Shows the transactions that an earlier page sent, in the corner of this one. */
export async function mountPending({
  chain,
  view,
  page,
}: {
  chain: ChainProps;
  view: IslandView;
  page: PageParts;
}): Promise<void> {
  const words = await loadDictionary('wallet', view);
  const records = page.records.list().filter(({ chainId }) => chainId === chain.chainId);
  const place = document.createElement('div');
  place.setAttribute('role', 'status');
  document.body.append(place);
  render(
    <ul class="toasts">
      {records.map((record) => (
        <Pending key={record.id} record={record} words={words} chain={chain} page={page} />
      ))}
    </ul>,
    place,
  );
}
