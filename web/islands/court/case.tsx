import { useMemo } from 'preact/hooks';
import type { CaseDetail, PanelSeatView } from '../../../protocol/api/court.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import type { BuildCall } from '../wallet/run-transaction.ts';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { ExcludeForm } from './exclude-form.tsx';
import { MoveOn } from './move-on.tsx';
import { YourVote } from './your-vote.tsx';

/** What the parts of a case's page share. */
export interface CaseProps {
  words: IslandWords<'court'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  order: OrderDetail;
  case: CaseDetail;
  connection: Connection;
}

/** Sends one step; the page then shows what every other reader sees. */
export type RunStep = (build: BuildCall) => Promise<void>;

/** A juror's newest place on the newest panel. */
export const placeOf = (found: Pick<CaseDetail, 'rounds'>, account: string): PanelSeatView | undefined =>
  found.rounds.at(-1)?.panel.findLast(({ juror }) => juror === account);

const CaseIsland = (props: CaseProps) => {
  const { words, walletWords, page, chain, order, case: found, connection } = props;
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const busy = isBusy(runner.state.value);
  const run: RunStep = async (build) => {
    if ((await runner.run(build)) !== undefined) location.reload();
  };
  const seat = placeOf(found, connection.account);
  const party = connection.account === order.buyer || connection.account === order.shop;
  return (
    <div class="order-actions">
      {seat === undefined ? (
        <>
          <p class="quiet">{words.t(party ? 'vote.party' : 'vote.not_juror')}</p>
          {party && (
            <p>
              <a class="button" href={`/order/${order.id}`}>
                {words.t('vote.to_order')}
              </a>
            </p>
          )}
        </>
      ) : (
        <YourVote {...props} seat={seat} busy={busy} run={run} />
      )}
      <MoveOn {...props} busy={busy} run={run} />
      <TransactionStatus words={walletWords} runner={runner} />
      <ExcludeForm {...props} busy={busy} run={run} />
    </div>
  );
};

/** What the connected account can do in a case: vote, move it on, or have a juror excluded. */
export const mount = async ({ element, props, view, page }: MountParameters<'case'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('court', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'juror'}>
      {(connection) => (
        <CaseIsland
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
