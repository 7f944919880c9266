import type { LogLine, OperatorView } from '../../../protocol/api/operator.ts';
import { IndexHealth } from '../../components/index-health.tsx';
import { Empty } from '../../components/notice.tsx';
import { StateAgreement } from '../../components/state-agreement.tsx';
import type { Connection } from '../../wallet/session.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { WithSession } from '../session/with-session.tsx';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Earnings } from './earnings.tsx';
import { Glance } from './glance.tsx';
import { HeldShops } from './held-shops.tsx';
import { LogLines } from './log-lines.tsx';
import { Moderation } from './moderation.tsx';
import { NetworkMap } from './network-map.tsx';
import { SampleCharts } from './sample-charts.tsx';
import { Storage } from './storage.tsx';

interface DashboardProps {
  words: IslandWords<'operator'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  connection: Connection;
  leave: () => void;
}

/** Everything that an operator watches, true without a reload. */
const Dashboard = ({ leave, ...props }: DashboardProps) => {
  const { words } = props;
  const { value: view, error, again } = usePolling<OperatorView>('/api/v1/operator', 5);
  const log = usePolling<{ lines: LogLine[] }>('/api/v1/operator/log', 10);
  if (view === null)
    return error === null ? (
      <p class="skeleton">{words.t('loading')}</p>
    ) : (
      <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />
    );
  const { endpoints, problem, ...index } = view.index;
  return (
    <div class="node-desk">
      {error !== null && (
        <div>
          <p class="tone-warn">{words.t('node.stale', { since: words.dateTime(view.now) })}</p>
          <ErrorNote view={words} error={error} quiet />
        </div>
      )}
      <Glance words={words} view={view} lines={log.value?.lines ?? null} />
      <div class="network-grid">
        <NetworkMap words={words} network={view.network} />
        <Storage words={words} storage={view.storage} />
      </div>
      <SampleCharts words={words} load={view.load} />
      <HeldShops words={words} />
      <div class="network-grid">
        <IndexHealth view={words} health={{ ...index, endpoints, problem: problem?.code ?? null }} />
        <StateAgreement view={words} state={view.state} />
      </div>
      <div class="network-grid">
        <Earnings {...props} />
        <LogLines words={words} log={log} />
      </div>
      <Moderation words={words} />
      <p class="small quiet node-foot">
        {words.t('node.about', { version: view.version, since: words.dateTime(view.startedAt) })}{' '}
        <a href="/metrics">{words.t('node.metrics')}</a>{' '}
        <button type="button" class="button button-quiet" onClick={leave}>
          {words.t('node.sign_out')}
        </button>
      </p>
    </div>
  );
};

/** The operator's side of this node, for the accounts that its configuration names. */
export const mount = async ({ element, props, view, page }: MountParameters<'operator'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('operator', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'operator'}>
      {(connection) => (
        <WithSession
          key={connection.account}
          words={walletWords}
          connection={connection}
          reason={words.t('node.sign_in')}
        >
          {({ operator, leave }) =>
            operator ? (
              <Dashboard
                words={words}
                walletWords={walletWords}
                page={page}
                chain={props.chain}
                connection={connection}
                leave={leave}
              />
            ) : (
              <Empty title={words.t('node.not_operator')} text={words.t('node.not_operator_text')} icon="lock" />
            )
          }
        </WithSession>
      )}
    </WithWallet>,
  );
};
