import { useMemo } from 'preact/hooks';
import type { CreditView } from '../../../protocol/api/status.ts';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { PageParts } from '../mount.ts';
import type { ChainProps } from '../props.ts';
import { usePolling } from '../use-polling.ts';
import type { IslandWords } from '../words.ts';
import { ErrorNote } from './error-note.tsx';
import { createRunner } from './transaction-runner.ts';
import { TransactionStatus } from './transaction-status.tsx';

interface PayoutProps {
  words: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
}

const LOOK_SECONDS = 15;

/** What waits in the vault for whoever earned it, with the way to take it; nothing where nothing waits. */
export const Payout = ({ words, page, chain, connection }: PayoutProps) => {
  const { value, error, again } = usePolling<{ items: CreditView[] }>(
    `/api/v1/credits?owner=${connection.account}`,
    LOOK_SECONDS,
  );
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const withdraw = async (credit: CreditView): Promise<void> => {
    const { withdrawCall } = await import('./account-calls.ts');
    if (await runner.run(() => withdrawCall(chain, credit))) again();
  };
  const credits = value?.items.filter(({ creditUnits }) => creditUnits !== '0') ?? [];
  return (
    <>
      {error !== null && <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />}
      {credits.length > 0 && (
        <section class="payout" aria-labelledby="payout">
          <h3 id="payout">{words.t('wallet.credits')}</h3>
          <ul class="plain">
            {credits.map((credit) => (
              <li class="credit" key={credit.token.address}>
                <span class="big-number number">{words.money(credit.creditUnits, credit.token)}</span>
                <button
                  type="button"
                  class="button"
                  disabled={isBusy(runner.state.value)}
                  onClick={() => void withdraw(credit)}
                >
                  {words.t('wallet.withdraw')}
                </button>
              </li>
            ))}
          </ul>
          <p class="small quiet">{words.t('wallet.credits_text')}</p>
        </section>
      )}
      <TransactionStatus words={words} runner={runner} />
    </>
  );
};
