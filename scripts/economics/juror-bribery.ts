import { type AttackReport, dollars, money } from './attack.ts';

const seatUnits = dollars(50);
const leastFeeUnits = dollars(0.5);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/**
 * Somebody who knows the drawn jurors offers each of the majority what a wrong vote can cost them. A juror of the first
 * panel loses half a lock when the appeal says otherwise; the last panel loses nothing, so there only the random draw,
 * the secrecy of commitments and the jurors' own honesty stand between a briber and the ruling.
 */
export function jurorBribery(): AttackReport {
  const rows = [20, 100, 1_000, 10_000].map((value) => {
    const units = dollars(value);
    const fee = most(leastFeeUnits, units / 100n);
    const lock = most(seatUnits, ceilDiv(2n * units, 3n));
    const firstPanel = 2n * (lock / 2n);
    const appealFee = 7n * 2n * fee;
    const appealPanel = 4n * 2n * fee;
    return [money(units), money(3n * lock), money(firstPanel), money(appealFee), money(firstPanel + appealPanel)];
  });
  return {
    name: 'juror-bribery',
    columns: [
      'order',
      'stake drawn with the first panel',
      'two jurors of three, at what an appeal costs them',
      'the victim appeals for',
      'both panels, the second at its pay',
    ],
    rows,
  };
}
