import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PointsBalanceView, PointsView } from '../../../protocol/api/points.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import type { Connection } from '../../wallet/session.ts';
import { readJson } from '../api.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { CouponField } from './coupon-field.tsx';
import { type PointsChoice, usableBalances } from './points-choice.ts';
import { PointsField } from './points-field.tsx';
import type { PurchaseGroup } from './totals.ts';
import type { DiscountReading } from './use-discounts.ts';

interface DiscountPanelProps {
  words: IslandWords<'checkout'>;
  groups: readonly PurchaseGroup[];
  connection: Connection | null;
  codes: readonly string[];
  onCodes: (codes: readonly string[]) => void;
  points: Signal<readonly PointsChoice[]>;
  reading: DiscountReading;
}

/** Coupons, and the points of the connected account at each shop of the purchase. */
export const DiscountPanel = ({ words, groups, connection, codes, onCodes, points, reading }: DiscountPanelProps) => {
  const balances = useSignal<readonly PointsBalanceView[]>([]);
  const error = useSignal<VouchError | null>(null);
  const load = async (account: string): Promise<void> => {
    error.value = null;
    try {
      balances.value = (await readJson<PointsView>(`/api/v1/points/${account}`)).balances;
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  const account = connection?.account;
  useEffect(() => {
    points.value = [];
    balances.value = [];
    if (account !== undefined) void load(account);
  }, [account]);
  const failed = reading.error.value ?? error.value;
  return (
    <section class="discounts" aria-labelledby="discounts" aria-busy={reading.busy.value}>
      <h2 id="discounts">{words.t('coupon.title')}</h2>
      <CouponField words={words} codes={codes} readings={reading.discounts.value.coupons} onChange={onCodes} />
      {groups.map((group) => {
        const [first] = group.lines;
        if (first === undefined) return null;
        const place = { shop: group.shop, token: first.variant.offer.token };
        const usable = usableBalances(balances.value, place);
        if (usable.length === 0) return null;
        const isHere = ({ shop, token }: PointsChoice): boolean => shop === place.shop && token === place.token;
        return (
          <PointsField
            key={`${place.shop}${place.token}`}
            words={words}
            shopName={words.text(first.detail.shopNames)}
            usable={usable}
            choice={points.value.find(isHere) ?? null}
            takenUnits={group.pointsUnits}
            onChange={(choice) => {
              const others = points.value.filter((each) => !isHere(each));
              points.value = choice === null ? others : [...others, choice];
            }}
          />
        );
      })}
      {reading.busy.value && <p role="status">{words.t('coupon.reading')}</p>}
      {failed !== null && <ErrorNote view={words} error={failed} />}
    </section>
  );
};
