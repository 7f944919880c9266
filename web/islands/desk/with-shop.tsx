import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { ErrorNote } from '../wallet/error-note.tsx';
import { ChooseShop } from './choose-shop.tsx';
import type { DeskProps, DeskRole, SellerProps } from './desk-props.ts';
import { findShop } from './find-shop.ts';
import { ShopHead } from './shop-head.tsx';
import { createStaffShops } from './staff-shops.ts';

type ShopState =
  | { kind: 'loading' }
  | { kind: 'none' }
  | { kind: 'open'; shop: ShopDetail }
  | { kind: 'failed'; error: VouchError };

const readShop = async (address: string, state: Signal<ShopState>): Promise<void> => {
  state.value = await findShop(address).then(
    (shop) => (shop === null ? { kind: 'none' } : { kind: 'open', shop }),
    (error: VouchError) => ({ kind: 'failed', error }),
  );
};

/** What the account may do at the shop's desk; null for nothing. */
export const roleAt = (shop: Pick<ShopDetail, 'address' | 'publishers'>, account: string): DeskRole | null => {
  if (shop.address === account) return 'owner';
  return shop.publishers.includes(account) ? 'staff' : null;
};

interface WithShopProps extends SellerProps {
  /** The shop that the page names; null means the connected account's own. */
  wanted: string | null;
  children: (parts: Pick<DeskProps, 'shop' | 'role' | 'onDone'>) => ComponentChildren;
}

/** Shows its children for the shop whose desk this is, once the connected account is known to work there. */
export const WithShop = ({ words, connection, wanted, children }: WithShopProps) => {
  const state = useSignal<ShopState>({ kind: 'loading' });
  const address = wanted ?? connection.account;
  const load = (): void => void readShop(address, state);
  useEffect(load, [address]);
  const current = state.value;
  const role = current.kind === 'open' ? roleAt(current.shop, connection.account) : null;
  useEffect(() => {
    if (role === 'staff') createStaffShops(localStorage).keep(connection.account, address);
  }, [role]);
  if (current.kind === 'loading') return <p class="skeleton">{words.t('loading')}</p>;
  if (current.kind === 'failed')
    return <ErrorNote view={words} error={current.error} retry={{ word: words.t('retry'), onRetry: load }} />;
  if (current.kind === 'none' || role === null)
    return (
      <ChooseShop
        words={words}
        account={connection.account}
        problem={wanted === null ? null : current.kind === 'none' ? 'no_shop' : 'not_staff'}
      />
    );
  return (
    <>
      <ShopHead words={words} shop={current.shop} staff={role === 'staff'} />
      {children({ shop: current.shop, role, onDone: load })}
    </>
  );
};
