import { appealCost, jurorFeeUnits, jurorLockUnits, overturnedSlashUnits, panelSizes } from '../../protocol/court.ts';
import { demoDollarJurorTerms } from '../deploy/defaults.ts';
import { type AttackReport, dollars, money } from './attack.ts';

/**
 * Somebody who knows the drawn jurors offers each of the majority what a wrong vote can cost them. A juror of the first
 * panel loses half a lock when the appeal says otherwise; the last panel loses nothing, so there only the random draw,
 * the secrecy of commitments and the jurors' own honesty stand between a briber and the ruling.
 */
export function jurorBribery(): AttackReport {
  const rows = [20, 100, 1_000, 10_000].map((value) => {
    const units = dollars(value);
    const { seatUnits, feeUnits } = demoDollarJurorTerms;
    const lock = jurorLockUnits({ totalUnits: units, seatUnits, panelSize: panelSizes[0] });
    const firstPanel = 2n * overturnedSlashUnits(lock);
    const appealFee = appealCost(jurorFeeUnits(units, feeUnits));
    // Four of the seven whom the appeal pays.
    const appealPanel = (4n * appealFee) / BigInt(panelSizes[1]);
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
