import { type Signal, useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import type { MountParameters } from '../mount.ts';
import { OrderRows } from '../orders/order-rows.tsx';
import { renderIsland } from '../preact-island.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Deposit } from './deposit.tsx';
import type { DeskProps } from './desk-props.ts';
import { OpenShop } from './open-shop.tsx';

type Part = FunctionComponent<DeskProps>;

/** The catalogue's part of the desk carries the code that builds catalogues, so it comes when a shop is there. */
const CatalogueLater = (props: DeskProps) => {
  const part = useSignal<{ Component: Part } | null>(null);
  useEffect(() => {
    void import('./catalogue-desk.tsx').then(({ CatalogueDesk }) => {
      part.value = { Component: CatalogueDesk };
    });
  }, [part]);
  const loaded = part.value;
  return loaded === null ? <p class="skeleton">{props.words.t('loading')}</p> : <loaded.Component {...props} />;
};

type ShopState =
  | { kind: 'loading' }
  | { kind: 'none' }
  | { kind: 'open'; shop: ShopDetail }
  | { kind: 'failed'; error: VouchError };

const readShop = async (account: string, state: Signal<ShopState>): Promise<void> => {
  try {
    state.value = { kind: 'open', shop: await readJson<ShopDetail>(`/api/v1/shops/${account}`) };
  } catch (cause) {
    const error = asVouchError(cause);
    state.value = error.code.endsWith('.not_found') ? { kind: 'none' } : { kind: 'failed', error };
  }
};

const Desk = (props: Omit<DeskProps, 'onDone'> & { orderWords: IslandWords<'order'> }) => {
  const { words, connection, orderWords } = props;
  const state = useSignal<ShopState>({ kind: 'loading' });
  const load = (): void => void readShop(connection.account, state);
  useEffect(load, []);
  const current = state.value;
  if (current.kind === 'loading') return <p class="skeleton">{words.t('loading')}</p>;
  if (current.kind === 'none') return <OpenShop {...props} onDone={load} />;
  if (current.kind === 'failed')
    return <ErrorNote view={words} error={current.error} retry={{ word: words.t('retry'), onRetry: load }} />;
  const { shop } = current;
  return (
    <div class="desk">
      <p class="desk-shop">
        <a href={`/shop/${shop.address}`}>{words.text(shop.names) || words.t('desk.your_shop')}</a>
      </p>
      <section class="desk-section" aria-labelledby="to-ship">
        <h2 id="to-ship">{words.t('desk.to_ship')}</h2>
        <OrderRows
          words={orderWords}
          query={`shop=${connection.account}&state=paid`}
          none={words.t('desk.nothing_to_ship')}
        />
      </section>
      <Deposit {...props} deposits={shop.deposits} onDone={load} />
      <CatalogueLater {...props} onDone={load} />
    </div>
  );
};

/** The seller's desk: open a shop, ship, deposit, list. */
export const mount = async ({ element, props, view, page }: MountParameters<'seller-desk'>): Promise<void> => {
  const [words, walletWords, orderWords] = await Promise.all([
    loadDictionary('desk', view),
    loadDictionary('wallet', view),
    loadDictionary('order', view),
  ]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
      {(connection) => (
        <Desk
          key={connection.account}
          words={words}
          walletWords={walletWords}
          orderWords={orderWords}
          page={page}
          chain={props.chain}
          connection={connection}
        />
      )}
    </WithWallet>,
  );
};
