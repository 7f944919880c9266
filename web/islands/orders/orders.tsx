import { useSignal } from '@preact/signals';
import type { OrderState } from '../../../protocol/order.ts';
import type { MountParameters } from '../mount.ts';
import { renderIsland } from '../preact-island.ts';
import { WithWallet } from '../wallet/with-wallet.tsx';
import { type IslandWords, loadDictionary } from '../words.ts';
import { OrderRows } from './order-rows.tsx';

const lists = [
  { name: 'bought', parameter: 'buyer', side: 'buyer', href: '/search' },
  { name: 'sold', parameter: 'shop', side: 'seller', href: '/sell' },
  { name: 'referred', parameter: 'promoter', side: null, href: '/promote' },
] as const;

/** States that the list can be narrowed to, in the order in which an order comes to them. */
const filters = [
  'pooling',
  'paid',
  'shipped',
  'disputed',
  'escalated',
  'completed',
  'refunded',
  'settled',
  'ruled',
] as const satisfies readonly OrderState[];

const Orders = ({ words, account }: { words: IslandWords<'order'>; account: string }) => {
  const chosen = useSignal<(typeof lists)[number]>(lists[0]);
  const state = useSignal<OrderState | null>(null);
  const { name, parameter, side, href } = chosen.value;
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
      <label class="field order-filter">
        <span>{words.t('orders.filter')}</span>
        <select
          value={state.value ?? ''}
          onChange={({ currentTarget }) => {
            state.value = filters.find((each) => each === currentTarget.value) ?? null;
          }}
        >
          <option value="">{words.t('orders.all')}</option>
          {filters.map((each) => (
            <option key={each} value={each}>
              {words.t(`state.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <OrderRows
        key={`${name}${account}${state.value}`}
        words={words}
        side={side}
        query={`${parameter}=${account}${state.value === null ? '' : `&state=${state.value}`}`}
        none={words.t(state.value === null ? `orders.none_${name}` : 'orders.none_filtered')}
        {...(state.value === null && { way: { href, word: words.t(`orders.go_${name}`) } })}
      />
    </>
  );
};

/** Orders of the connected account: bought, sold, and referred. */
export const mount = async ({ element, view, page }: MountParameters<'orders'>): Promise<void> => {
  const [words, walletWords] = await Promise.all([loadDictionary('order', view), loadDictionary('wallet', view)]);
  renderIsland(
    element,
    <WithWallet words={walletWords} page={page} fits={({ role }) => role === 'buyer'}>
      {({ account }) => <Orders words={words} account={account} />}
    </WithWallet>,
  );
};
