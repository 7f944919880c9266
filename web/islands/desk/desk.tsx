import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeskPart } from '../../desk-parts.ts';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { loadDictionary } from '../words.ts';
import type { DeskPage, DeskPageModule, SellerProps } from './desk-props.ts';
import { WithShop } from './with-shop.tsx';

/** Each page of the desk is a file of its own. */
const pages: Readonly<Record<DeskPart, () => Promise<DeskPageModule>>> = {
  overview: () => import('./overview-page.tsx'),
  orders: () => import('./orders-page.tsx'),
  goods: () => import('./goods-page.tsx'),
  import: () => import('./import-page.tsx'),
  edit: () => import('./edit-page.tsx'),
  offers: () => import('./offers-page.tsx'),
  insights: () => import('./insights-page.tsx'),
  look: () => import('./look-page.tsx'),
  settings: () => import('./settings-page.tsx'),
};

const Desk = ({ wanted, loaded, ...props }: SellerProps & { wanted: string | null; loaded: Promise<DeskPage> }) => {
  const page = useSignal<{ Page: DeskPage } | null>(null);
  useEffect(() => {
    void loaded.then((Page) => {
      page.value = { Page };
    });
  }, [loaded, page]);
  const found = page.value;
  return (
    <WithShop {...props} wanted={wanted}>
      {(parts) =>
        found === null ? <p class="skeleton">{props.words.t('loading')}</p> : <found.Page {...props} {...parts} />
      }
    </WithShop>
  );
};

/** A page of a shop's desk, for the shop itself or for its staff. */
export const mount = async ({ element, props, view, page }: MountParameters<'desk'>): Promise<void> => {
  // On a phone the places of the desk lie side by side, and the one that is open may lie outside.
  const places = document.querySelector('.desk-nav');
  const here = places?.querySelector<HTMLElement>('[aria-current]');
  if (places && here) places.scrollLeft = here.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;
  const loaded = pages[props.part]().then((module) => module.load(view));
  const [words, walletWords] = await Promise.all([
    loadDictionary('desk', view),
    loadDictionary('wallet', view),
    loaded,
  ]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'seller'}>
      {(connection) => (
        <Desk
          key={connection.account}
          words={words}
          walletWords={walletWords}
          view={view}
          page={page}
          chain={props.chain}
          connection={connection}
          wanted={props.shop}
          loaded={loaded}
        />
      )}
    </WithWallet>,
  );
};
