import { useSignal } from '@preact/signals';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { OrderRows } from './order-rows.tsx';

const lists = [
  { name: 'bought', parameter: 'buyer' },
  { name: 'sold', parameter: 'shop' },
  { name: 'referred', parameter: 'promoter' },
] as const;

const Orders = ({ words, account }: { words: IslandWords<'order'>; account: string }) => {
  const chosen = useSignal<(typeof lists)[number]>(lists[0]);
  const { name, parameter } = chosen.value;
  return (
    <>
      <fieldset class="chips list-choice">
        <legend class="visually-hidden">{words.t('orders.lists')}</legend>
        {lists.map((list) => (
          <button
            key={list.name}
            type="button"
            class="chip"
            aria-pressed={list.name === name}
            onClick={() => {
              chosen.value = list;
            }}
          >
            {words.t(`orders.${list.name}`)}
          </button>
        ))}
      </fieldset>
      <OrderRows
        key={`${name}${account}`}
        words={words}
        query={`${parameter}=${account}`}
        none={words.t(`orders.none_${name}`)}
      />
    </>
  );
};

/** Orders of the connected account: bought, sold, and referred. */
export const mount = async ({ element, view, page }: MountParameters<'orders'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('order', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page}>
      {({ account }) => <Orders words={words} account={account} />}
    </WithWallet>,
  );
};
