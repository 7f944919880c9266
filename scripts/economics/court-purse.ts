import { appealCost, arbitrationCost, jurorFeeUnits } from '../../protocol/court.ts';
import { demoDollarJurorTerms } from '../deploy/defaults.ts';
import { type AttackReport, dollars, money } from './attack.ts';

/** What either side can be made to pay by the other, who has more money: the fee rule of the court. */
export function courtPurse(): AttackReport {
  const rows = [20, 100, 1_000].flatMap((value) => {
    const units = dollars(value);
    const fee = jurorFeeUnits(units, demoDollarJurorTerms.feeUnits);
    const first = arbitrationCost(fee);
    const appeal = appealCost(fee);
    const coverage = units / 10n;
    const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
    const rest = coverage - units / 100n;
    return [
      [money(units), 'buyer brings it and wins', money(first), money(least(first, rest)), money(0n)],
      [
        money(units),
        'buyer brings it, shop appeals, buyer wins',
        money(first),
        money(least(first, rest)),
        money(appeal),
      ],
      [
        money(units),
        'buyer brings it, loses, appeals, wins',
        money(first + appeal),
        money(least(first + appeal, rest)),
        money(0n),
      ],
      [money(units), 'shop brings it and wins', money(0n), money(0n), money(first)],
    ];
  });
  return {
    name: 'court-purse',
    columns: ['order', 'course', 'the buyer advances', 'and gets back from the deposit', 'the shop advances'],
    rows,
  };
}
