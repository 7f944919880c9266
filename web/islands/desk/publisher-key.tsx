import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { PublisherView } from '../../../protocol/api/publisher.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Icon } from '../../components/icon.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { ShortId } from '../../components/short-id.tsx';
import { isBusy } from '../../wallet/transaction.ts';
import { WithSession } from '../session/with-session.tsx';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import type { DeskProps } from './desk-props.ts';
import { forgetPublisher, makePublisher, readPublisher, setPublisherCall } from './publisher-calls.ts';
import { createStaffNames } from './staff-names.ts';

type KeyProps = Omit<DeskProps, 'view'> & {
  /** Told whether the node signs for the shop, as soon as that is known. */
  onKnown?: (allowed: boolean) => void;
};

const Key = ({ words, walletWords, page, chain, shop, role, onDone, onKnown }: KeyProps) => {
  const kept = useSignal<PublisherView | null>(null);
  const error = useSignal<VouchError | null>(null);
  const asking = useSignal(false);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const attempt = async (act: () => Promise<PublisherView>): Promise<void> => {
    error.value = null;
    asking.value = true;
    try {
      kept.value = await act();
      onKnown?.(kept.value.publisher !== null && kept.value.allowed);
    } catch (cause) {
      error.value = asVouchError(cause);
    } finally {
      asking.value = false;
    }
  };
  useEffect(() => void attempt(() => readPublisher(shop.address)), [shop]);
  const setAllowed = (publisher: string, allowed: boolean) =>
    runner.run(() => setPublisherCall(chain, publisher, allowed));
  const make = (): Promise<void> =>
    attempt(async () => {
      const { publisher, allowed } = await makePublisher(shop.address);
      if (publisher !== null) createStaffNames(localStorage, shop.address).set(publisher, words.t('publisher.name'));
      if (publisher !== null && !allowed && (await setAllowed(publisher, true)) !== undefined) onDone();
      return readPublisher(shop.address);
    });
  const takeBack = (): Promise<void> =>
    attempt(async () => {
      const now = await readPublisher(shop.address);
      // First on the chain: a copy of the key, wherever it may be, then signs for nobody.
      if (now.publisher !== null && now.allowed && (await setAllowed(now.publisher, false)) === undefined) return now;
      const gone = await forgetPublisher(shop.address);
      onDone();
      return gone;
    });
  const found = kept.value;
  const busy = asking.value || isBusy(runner.state.value);
  const state = found?.publisher == null ? 'none' : found.allowed ? 'on' : 'waiting';
  return (
    <>
      {found === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {found !== null && (
        <p class={`key-state key-state-${state}`}>
          <Icon name={state === 'on' ? 'check' : 'lock'} size={20} />
          <span>
            <Phrase text={words.t(`publisher.${state}`)} parts={{ key: <ShortId value={found.publisher ?? ''} /> }} />
          </span>
        </p>
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      {error.value !== null && <ErrorNote view={words} error={error.value} />}
      {found !== null && role === 'owner' && (
        <p class="actions-row">
          {state !== 'on' && (
            <button type="button" class="button" disabled={busy} onClick={() => void make()}>
              {words.t(state === 'none' ? 'publisher.make' : 'publisher.allow')}
            </button>
          )}
          {state !== 'none' && (
            <button type="button" class="button button-quiet" disabled={busy} onClick={() => void takeBack()}>
              {words.t('publisher.take_back')}
            </button>
          )}
        </p>
      )}
    </>
  );
};

/** The key that this node keeps for the shop, so that goods and prices change without a wallet. */
export const PublisherKey = (props: KeyProps & { heading: boolean }) => {
  const { words, walletWords, connection, heading } = props;
  return (
    <section
      class="desk-section"
      {...(heading ? { 'aria-labelledby': 'publisher' } : { 'aria-label': words.t('publisher.title') })}
    >
      {heading && <h2 id="publisher">{words.t('publisher.title')}</h2>}
      <p class="quiet">{words.t('publisher.text')}</p>
      <p class="small quiet">{words.t('publisher.trust')}</p>
      <WithSession words={walletWords} connection={connection} reason={words.t('publisher.sign_in')}>
        {() => <Key {...props} />}
      </WithSession>
    </section>
  );
};
