import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { loadDictionary } from '../words.ts';
import { Opening } from './opening/opening.tsx';

/** Opens a shop, or leads to the desk of the one that is open. */
export const mount = async ({ element, props, view, page }: MountParameters<'seller-desk'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('desk', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet
      words={walletWords}
      page={page}
      fits={({ role }) => role === 'seller' || role === 'buyer'}
      note={walletWords.t('demo.opening')}
    >
      {(connection) => (
        <Opening
          key={connection.account}
          words={words}
          walletWords={walletWords}
          view={view}
          page={page}
          chain={props.chain}
          connection={connection}
        />
      )}
    </WithWallet>,
  );
};
