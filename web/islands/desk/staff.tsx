import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { addressSchema } from '../../../protocol/primitives.ts';
import { ShortId } from '../../components/short-id.tsx';
import { isBusy } from '../../wallet/transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { CopyButton } from './copy-button.tsx';
import type { DeskProps } from './desk-props.ts';
import { ACCOUNT } from './number-field.tsx';
import { setPublisherCall } from './publisher-calls.ts';
import { createStaffNames } from './staff-names.ts';

/** Who may list goods and see orders for the shop: publishers on the chain, with names that this browser keeps. */
export const Staff = ({ words, walletWords, page, chain, shop, role, onDone }: Omit<DeskProps, 'view'>) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const names = useMemo(() => createStaffNames(localStorage, shop.address), [shop.address]);
  const known = useSignal(names.all());
  const account = useSignal('');
  const name = useSignal('');
  const busy = isBusy(runner.state.value);
  // The node's key gets its name elsewhere on the page, before the shop is read again.
  useEffect(() => {
    known.value = names.all();
  }, [shop]);
  const set = async (publisher: string, allowed: boolean): Promise<boolean> => {
    if ((await runner.run(() => setPublisherCall(chain, publisher, allowed))) === undefined) return false;
    onDone();
    return true;
  };
  const add = async (): Promise<void> => {
    const publisher = addressSchema.parse(account.value.trim().toLowerCase());
    if (!(await set(publisher, true))) return;
    names.set(publisher, name.value);
    known.value = names.all();
    account.value = '';
    name.value = '';
  };
  return (
    <section class="desk-section" aria-labelledby="staff">
      <h2 id="staff">{words.t('staff.title')}</h2>
      <p class="quiet">{words.t('staff.text')}</p>
      {shop.publishers.length === 0 ? (
        <p class="quiet">{words.t('staff.none')}</p>
      ) : (
        <ul class="staff-list" aria-label={words.t('staff.title')}>
          {shop.publishers.map((publisher) => (
            <li key={publisher}>
              <span>
                <strong>{known.value[publisher] ?? words.t('staff.unnamed')}</strong> <ShortId value={publisher} />
              </span>
              {role === 'owner' && (
                <button
                  type="button"
                  class="button button-quiet button-small"
                  disabled={busy}
                  aria-label={words.t('staff.remove_of', { name: known.value[publisher] ?? publisher })}
                  onClick={() => void set(publisher, false)}
                >
                  {words.t('staff.remove')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <TransactionStatus words={walletWords} runner={runner} />
      {role === 'owner' && (
        <form
          class="staff-form"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <label class="field">
            <span>{words.t('staff.name')}</span>
            <input
              maxLength={60}
              autocomplete="off"
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value;
              }}
            />
          </label>
          <label class="field staff-account">
            <span>{words.t('staff.account')}</span>
            <input
              required
              autocomplete="off"
              spellcheck={false}
              pattern={ACCOUNT}
              title={words.t('offer.pickup_wrong')}
              value={account.value}
              onInput={(event) => {
                account.value = event.currentTarget.value;
              }}
            />
          </label>
          <button class="button" type="submit" disabled={busy}>
            {words.t('staff.add')}
          </button>
        </form>
      )}
      <p class="actions-row small quiet">
        {words.t('staff.desk')}
        <CopyButton
          text={`${location.origin}/desk?shop=${shop.address}`}
          word={words.t('staff.copy')}
          done={words.t('staff.copied')}
        />
      </p>
    </section>
  );
};
