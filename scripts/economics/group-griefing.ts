import { coverageOf } from '../../protocol/split.ts';
import { defaultParameters } from '../deploy/defaults.ts';
import { type AttackReport, dollars, money } from './attack.ts';

const stakeUnits = dollars(1_000);
const yearlyInterestBps = 500n;
const openingGasUnits = dollars(0.03);
const priceUnits = dollars(50);

/** Somebody opens groups that never fill, so that a shop's deposit stands behind orders that will be refunded. */
export function groupGriefing(): AttackReport {
  const lockable: [string, bigint][] = [
    ['new', stakeUnits / 4n],
    ['established', stakeUnits],
  ];
  const rows = lockable.flatMap(([record, units]) =>
    [1, 24, 168].map((hours) => {
      const groups = units / coverageOf(priceUnits, defaultParameters.minCoverageBps);
      const floated = groups * priceUnits;
      const interest = (floated * yearlyInterestBps * BigInt(hours)) / (10_000n * 8_760n);
      const hourly = (interest + groups * openingGasUnits) / BigInt(hours);
      return [record, `${hours} h`, groups.toLocaleString('en'), money(floated), money(interest), money(hourly)];
    }),
  );
  return {
    name: 'group-griefing',
    columns: [
      'shop',
      "group's window",
      'groups of $50',
      'money locked',
      'interest lost at 5 %',
      'cost per hour, gas included',
    ],
    rows,
  };
}
