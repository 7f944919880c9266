import { courtValueCap, jurorLockUnits, panelSizes } from '../../protocol/court.ts';
import { demoDollarJurorTerms } from '../deploy/defaults.ts';
import { type AttackReport, money, percent } from './attack.ts';
import { seededRandom } from './random.ts';

const draws = 20_000;
const jurors = 200;

/** Draws distinct jurors, as the court does, and counts how often the attacker's are more than half. */
function majorityShare(panelSize: number, attackerShare: number, random: () => number): number {
  const bought = Math.round(jurors * attackerShare);
  let majorities = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const panel = new Set<number>();
    while (panel.size < panelSize) panel.add(Math.floor(random() * jurors));
    const votes = [...panel].filter((juror) => juror < bought).length;
    if (votes * 2 > panelSize) majorities += 1;
  }
  return majorities / draws;
}

/** Somebody takes seats with many addresses to decide their own cases. The appeal is drawn anew, so both must be won. */
export function jurorCapture(): AttackReport {
  const random = seededRandom(20_261_122);
  const { seatUnits } = demoDollarJurorTerms;
  const stakedUnits = BigInt(jurors) * seatUnits;
  const largestCase = courtValueCap({ keptSeats: jurors, seatUnits, stakedUnits });
  const rows = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5].map((share) => {
    const first = majorityShare(panelSizes[0], share, random);
    const appeal = majorityShare(panelSizes[1], share, random);
    const staked = BigInt(Math.round(share * jurors)) * seatUnits;
    // Whoever wins both panels wins the case; whoever wins the first and loses the appeal pays half of two locks.
    const lock = jurorLockUnits({ totalUnits: largestCase, seatUnits, panelSize: panelSizes[0] });
    const expected = Number(largestCase) * appeal - Number(lock) * first * (1 - appeal);
    return [percent(share), money(staked), percent(first), percent(appeal), money(BigInt(Math.round(expected)))];
  });
  return {
    name: 'juror-capture',
    columns: [
      "attacker's part of the seats",
      'stake for it',
      'wins a panel of three',
      'wins the appeal of seven',
      `expected from one case of ${money(largestCase)}`,
    ],
    rows,
  };
}
