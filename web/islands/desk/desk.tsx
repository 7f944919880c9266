import { type Signal, useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { readJson } from '../api.ts';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { Deposit } from './deposit.tsx';
import type { DeskProps } from './desk-props.ts';
import { OpenShop } from './open-shop.tsx';
import { OrdersBoard } from './orders-board.tsx';
import { Points } from './points.tsx';

type Part<P extends DeskProps = DeskProps> = FunctionComponent<P>;

/** Parts with much code come when a shop is there. */
const Later = <P extends DeskProps>({ load, props }: { load: () => Promise<Part<P>>; props: P }) => {
  const part = useSignal<{ Component: Part<P> } | null>(null);
  useEffect(() => {
    void load().then((Component) => {
      part.value = { Component };
    });
  }, [part, load]);
  const loaded = part.value;
  return loaded === null ? <p class="skeleton">{props.words.t('loading')}</p> : <loaded.Component {...props} />;
};
const catalogue = (): Promise<Part> => import('./catalogue-desk.tsx').then((module) => module.CatalogueDesk);
const coupons = (): Promise<Part> => import('./coupons.tsx').then((module) => module.Coupons);
const keeping = (): Promise<Part<DeskProps & { encryptionKey: string }>> =>
  import('./keeping.tsx').then((module) => module.Keeping);
const alliances = (): Promise<Part> => import('./alliances.tsx').then((module) => module.Alliances);

/** The desk's sections, by the ID of their headings. */
const places = [
  { id: 'board', word: 'board.title' },
  { id: 'deposit', word: 'desk.deposit' },
  { id: 'copies', word: 'copies.title' },
  { id: 'keys', word: 'keys.title' },
  { id: 'desk-listings', word: 'desk.listings' },
  { id: 'coupons', word: 'coupons.title' },
  { id: 'points', word: 'points.title' },
  { id: 'allies', word: 'allies.title' },
] as const;

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
  const parts = { ...props, onDone: load };
  return (
    <div class="desk">
      <p class="desk-shop">
        <a href={`/shop/${shop.address}`}>{words.text(shop.names) || words.t('desk.your_shop')}</a>
      </p>
      <nav class="desk-places" aria-label={words.t('board.places')}>
        {places.map(({ id, word }) => (
          <a key={id} class="chip" href={`#${id}`}>
            {words.t(word)}
          </a>
        ))}
      </nav>
      <OrdersBoard words={words} orderWords={orderWords} shop={connection.account} />
      <Deposit {...props} deposits={shop.deposits} onDone={load} />
      <Later props={{ ...parts, encryptionKey: shop.encryptionKey }} load={keeping} />
      <Later props={parts} load={catalogue} />
      <Later props={parts} load={coupons} />
      <Points {...props} programs={shop.programs} onDone={load} />
      <Later props={parts} load={alliances} />
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
