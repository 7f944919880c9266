import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { VouchError } from '../../../protocol/errors.ts';
import type { Connection } from '../../wallet/session.ts';
import type { ChainProps } from '../props.ts';
import { asVouchError } from '../wallet/error-note.tsx';
import type { Discounts } from './line-discounts.ts';
import type { PointsChoice } from './points-choice.ts';
import type { FreshLine } from './read-lines.ts';

const none: Discounts = { coupons: [], byLine: new Map() };

/** What coupons and points take off now. */
export interface DiscountReading {
  discounts: ReadonlySignal<Discounts>;
  /** True while they are read. */
  busy: ReadonlySignal<boolean>;
  error: ReadonlySignal<VouchError | null>;
}

/** Reads what coupons and points take off, again whenever lines, coupons, points or the account change. */
export function useDiscounts(parts: {
  chain: ChainProps;
  lines: readonly FreshLine[];
  codes: readonly string[];
  points: readonly PointsChoice[];
  connection: Connection | null;
}): DiscountReading {
  const { chain, lines, codes, points, connection } = parts;
  const discounts = useSignal<Discounts>(none);
  const busy = useSignal(false);
  const error = useSignal<VouchError | null>(null);
  const asked = useSignal(0);
  const read = async (): Promise<void> => {
    asked.value += 1;
    const mine = asked.value;
    error.value = null;
    if (lines.length === 0 || (codes.length === 0 && points.length === 0)) {
      discounts.value = none;
      return;
    }
    busy.value = true;
    try {
      const { readDiscounts } = await import('./line-discounts.ts');
      const now = Math.floor(Date.now() / 1_000);
      const answer = await readDiscounts({ chain, lines, codes, points, connection, now });
      // A later question has a newer answer.
      if (mine === asked.value) discounts.value = answer;
    } catch (cause) {
      if (mine === asked.value) error.value = asVouchError(cause);
    } finally {
      if (mine === asked.value) busy.value = false;
    }
  };
  const key = JSON.stringify([
    lines.map(({ line, variant }) => [line, variant.offer.priceUnits, variant.group?.priceUnits]),
    codes,
    points.map(({ shop, issuer, points: spent }) => [shop, issuer, spent.toString()]),
    connection?.account,
  ]);
  useEffect(() => void read(), [key]);
  return { discounts, busy, error };
}
