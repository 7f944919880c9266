import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { CourtPoolView, JurorView } from '../../../protocol/api/court.ts';
import { courtSeconds } from '../../../protocol/court.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Empty } from '../../components/notice.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import { readJson } from '../api.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { BuildCall } from '../wallet/run-transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { MyCases } from './my-cases.tsx';
import { Seats } from './seats.tsx';
import { TakeSeats } from './take-seats.tsx';

interface JurorProps {
  words: IslandWords<'court'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  pools: readonly CourtPoolView[];
  connection: Connection;
}
type Found = JurorView | 'none' | null;

const load = async (account: string, found: Signal<Found>, error: Signal<VouchError | null>): Promise<void> => {
  error.value = null;
  try {
    found.value = await readJson<JurorView>(`/api/v1/jurors/${account}`);
  } catch (cause) {
    const problem = asVouchError(cause);
    if (problem.code.endsWith('.not_found')) found.value = 'none';
    else error.value = problem;
  }
};

const Juror = ({ words, walletWords, page, chain, pools, connection }: JurorProps) => {
  const found = useSignal<Found>(null);
  const error = useSignal<VouchError | null>(null);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const busy = isBusy(runner.state.value);
  const again = (): void => void load(connection.account, found, error);
  useEffect(again, []);
  const run = async (build: BuildCall): Promise<void> => {
    if ((await runner.run(build)) !== undefined) again();
  };
  if (error.value !== null) {
    return <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: again }} />;
  }
  if (found.value === null) return <p class="skeleton">{words.t('loading')}</p>;
  const juror = found.value === 'none' ? null : found.value;
  return (
    <div class="bench">
      {juror !== null && <MyCases words={words} juror={juror} />}
      {juror === null || juror.seats.length === 0 ? (
        <Empty
          title={words.t('bench.none')}
          text={words.t('bench.none_text', { warmup: words.duration(courtSeconds.warmUp) })}
          icon="people"
        />
      ) : (
        <Seats words={words} chain={chain} juror={juror} busy={busy} run={run} />
      )}
      <TakeSeats words={words} chain={chain} pools={pools} busy={busy} run={run} />
      <TransactionStatus words={walletWords} runner={runner} />
    </div>
  );
};

/** The connected account's place in the court: its cases first, then seats and stakes. */
export const mount = async ({ element, props, view, page }: MountParameters<'juror'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('court', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
      {(connection) => (
        <Juror
          key={connection.account}
          words={words}
          walletWords={walletWords}
          page={page}
          connection={connection}
          {...props}
        />
      )}
    </WithWallet>,
  );
};
