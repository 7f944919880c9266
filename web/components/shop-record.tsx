import type { ListingDetail, OfferView } from '../../protocol/api/listing.ts';
import type { DepositView } from '../../protocol/api/shop.ts';
import { NEW_SHOP_INSPECTION_SECONDS } from '../../protocol/record.ts';
import type { PageView } from '../page-view.ts';
import { Banner } from './notice.tsx';

/** The shop's deposit in the token of a listing; null when it has none. */
export const depositFor = (listing: Pick<ListingDetail, 'token' | 'shopDetail'>): DepositView | null =>
  listing.shopDetail.deposits.find(({ token }) => token.address === listing.token.address) ?? null;

/** How long a buyer really has to inspect: never shorter than what the contract gives buyers of a new shop. */
export const inspectSeconds = (
  { inspectWithinSeconds }: Pick<OfferView, 'inspectWithinSeconds'>,
  deposit: DepositView | null,
): number =>
  deposit === null || deposit.record.isNew
    ? Math.max(inspectWithinSeconds, NEW_SHOP_INSPECTION_SECONDS)
    : inspectWithinSeconds;

/** What a shop's own record means for a buyer, with the figures behind it; nothing for a shop in good standing. */
export const ShopRecord = ({ view, deposit }: { view: PageView; deposit: DepositView | null }) => {
  if (deposit === null || (!deposit.record.suspended && !deposit.record.isNew)) return null;
  const { token, record, lockedUnits } = deposit;
  const money = (units: string | bigint): string => view.money(units, token);
  if (record.suspended) {
    return (
      <Banner tone="bad">
        <strong>{view.t('record.suspended')}</strong>
        <p>
          {view.t('record.suspended_text', {
            closed: money(record.closedUnits),
            failed: money(record.failedUnits),
            required: money(record.requiredUnits),
          })}
        </p>
      </Banner>
    );
  }
  const lockable = money(record.lockableUnits);
  const full = BigInt(lockedUnits) >= BigInt(record.lockableUnits);
  return (
    <Banner tone="warn" icon="shop">
      <strong>{view.t('record.new')}</strong>
      <p>
        {view.t('record.new_text', {
          sold: money(BigInt(record.closedUnits) - BigInt(record.failedUnits)),
          lockable,
          time: view.duration(NEW_SHOP_INSPECTION_SECONDS),
        })}
      </p>
      {full && <p>{view.t('record.full', { lockable })}</p>}
    </Banner>
  );
};
