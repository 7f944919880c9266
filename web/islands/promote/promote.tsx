import { useMemo } from 'preact/hooks';
import type { PromoterDetail } from '../../../protocol/api/promoter.ts';
import { PersonName } from '../../components/person-name.tsx';
import { Phrase } from '../../components/phrase.tsx';
import type { Connection } from '../../wallet/session.ts';
import { isBusy } from '../../wallet/transaction.ts';
import type { MountParameters, PageParts } from '../mount.ts';
import { useNames } from '../people/use-names.ts';
import { renderIsland } from '../preact-island.ts';
import type { ChainProps } from '../props.ts';
import { usePolling } from '../use-polling.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { Payout } from '../wallet/payout.tsx';
import { createRunner } from '../wallet/transaction-runner.ts';
import { TransactionStatus } from '../wallet/transaction-status.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { EarningsPanel } from './earnings-panel.tsx';
import { parentIn } from './link.ts';
import { LinkMaker } from './link-maker.tsx';
import { PromoterTree } from './promoter-tree.tsx';
import { ShareDesk } from './share-desk.tsx';

interface PromoteProps {
  words: IslandWords<'promote'>;
  walletWords: IslandWords<'wallet'>;
  page: PageParts;
  chain: ChainProps;
  origin: string;
  connection: Connection;
}

const Register = ({ words, walletWords, page, chain, onDone }: PromoteProps & { onDone: () => void }) => {
  const runner = useMemo(() => createRunner({ page, chain }), [page, chain]);
  const parent = parentIn(location.search);
  const names = useNames(parent === null ? [] : [parent]);
  const register = async (): Promise<void> => {
    const receipt = await runner.run(async () => (await import('./promoter-calls.ts')).registerCall(chain, parent));
    if (receipt !== undefined) onDone();
  };
  return (
    <div class="desk-form">
      <h2>{words.t('promote.register')}</h2>
      <p class="quiet">
        {parent === null ? (
          words.t('promote.register_alone')
        ) : (
          <Phrase
            text={words.t('promote.register_parent')}
            parts={{ address: <PersonName view={words} account={parent} names={names.get(parent) ?? {}} /> }}
          />
        )}
      </p>
      <TransactionStatus words={walletWords} runner={runner} />
      <p>
        <button
          class="button button-large"
          type="button"
          disabled={isBusy(runner.state.value)}
          onClick={() => void register()}
        >
          {words.t('promote.register')}
        </button>
      </p>
    </div>
  );
};

/** How often sales are looked at while the page is in view. */
const LOOK_SECONDS = 8;

const Promote = (props: PromoteProps) => {
  const { words, walletWords, page, chain, connection, origin } = props;
  const { value, error, again } = usePolling<PromoterDetail>(`/api/v1/promoters/${connection.account}`, LOOK_SECONDS);
  if (error?.code.endsWith('.not_found')) return <Register {...props} onDone={again} />;
  if (value === null)
    return error === null ? (
      <p class="skeleton">{words.t('loading')}</p>
    ) : (
      <ErrorNote view={words} error={error} retry={{ word: words.t('retry'), onRetry: again }} />
    );
  return (
    <div class="desk">
      <ShareDesk words={words} promoter={connection.account} origin={origin} />
      <EarningsPanel words={words} promoter={value}>
        <Payout words={walletWords} page={page} chain={chain} connection={connection} />
      </EarningsPanel>
      <PromoterTree words={words} promoter={value} invite={`${origin}/promote?parent=${value.address}`} />
      <LinkMaker words={words} promoter={connection.account} origin={origin} />
    </div>
  );
};

/** The promoter's page: register, make links, see what they earn. */
export const mount = async ({ element, props, view, page }: MountParameters<'promoter'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('promote', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'promoter'}>
      {(connection) => (
        <Promote
          key={connection.account}
          words={words}
          walletWords={walletWords}
          page={page}
          chain={props.chain}
          origin={props.origin}
          connection={connection}
        />
      )}
    </WithWallet>,
  );
};
