import { useMemo } from 'preact/hooks';
import type { CourtPoolView, JurorView } from '../../../protocol/api/court.ts';
import { courtSeconds } from '../../../protocol/court.ts';
import { Empty } from '../../components/notice.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { Payout } from '../wallet/payout.tsx';
import type { BuildCall } from '../wallet/run-transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { JurorRecord } from './juror-record.tsx';
import { MyCases } from './my-cases.tsx';
import { NextDuty } from './next-duty.tsx';
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
/** How often the docket is looked at while the page is in view: a draw or an opened window shows by itself. */
const LOOK_SECONDS = 15;

const Juror = ({ words, walletWords, page, chain, pools, connection }: JurorProps) => {
  const { value, error, again } = usePolling<JurorView>(`/api/v1/jurors/${connection.account}`, LOOK_SECONDS);
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const busy = isBusy(runner.state.value);
  const run = async (build: BuildCall): Promise<void> => {
    if ((await runner.run(build)) !== undefined) again();
  };
  const isNone = error?.code.endsWith('.not_found') ?? false;
  if (value === null && !isNone)
    return error === null ? (
      <p class="skeleton">{words.t('loading')}</p>
    ) : (
      <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />
    );
  const juror = isNone ? null : value;
  return (
    <div class="bench">
      {juror !== null && (
        <>
          <NextDuty words={words} juror={juror} />
          <MyCases words={words} juror={juror} />
          <JurorRecord words={words} juror={juror} />
          <Payout words={walletWords} page={page} chain={chain} connection={connection} />
        </>
      )}
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
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'juror'}>
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
