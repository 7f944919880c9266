import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { loadDictionary } from '../words.ts';
import type { SellerProps } from './desk-props.ts';
import { findShop } from './find-shop.ts';
import { OpenShop } from './open-shop.tsx';
import { ShopHead } from './shop-head.tsx';

const Opening = (props: SellerProps) => {
  const { words, connection } = props;
  const shop = useSignal<ShopDetail | null | undefined>(undefined);
  const error = useSignal<VouchError | null>(null);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      shop.value = await findShop(connection.account);
    } catch (cause) {
      // Safety: findShop throws nothing else.
      error.value = cause as VouchError;
    }
  };
  useEffect(() => void load(), []);
  if (error.value !== null)
    return (
      <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
    );
  const found = shop.value;
  if (found === undefined) return <p class="skeleton">{words.t('loading')}</p>;
  if (found === null) return <OpenShop {...props} onDone={() => void load()} />;
  return (
    <div class="desk-section">
      <ShopHead words={words} shop={found} staff={false} />
      <p class="quiet">{words.t('desk.is_open')}</p>
      <p>
        <a class="button button-large" href="/desk">
          {words.t('desk.go')}
        </a>
      </p>
    </div>
  );
};

/** Opens a shop, or leads to the desk of the one that is open. */
export const mount = async ({ element, props, view, page }: MountParameters<'seller-desk'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('desk', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
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
