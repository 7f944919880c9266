import type { AttackReport } from '../economics/attack.ts';
import { courtPurse } from '../economics/court-purse.ts';
import { exitScam } from '../economics/exit-scam.ts';
import { groupGriefing } from '../economics/group-griefing.ts';
import { jurorBribery } from '../economics/juror-bribery.ts';
import { jurorCapture } from '../economics/juror-capture.ts';
import { reviewBombing } from '../economics/review-bombing.ts';
import { selfDispute } from '../economics/self-dispute.ts';
import { washTrading } from '../economics/wash-trading.ts';
import { fillMarked } from './marked.ts';

const attacks = [
  washTrading,
  reviewBombing,
  exitScam,
  selfDispute,
  groupGriefing,
  jurorCapture,
  jurorBribery,
  courtPurse,
];

const table = ({ columns, rows }: AttackReport): string =>
  [columns, columns.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** Fills what the simulations give into the page of the economics; its words are written by hand. */
export const economicsPage = (current: string): string =>
  attacks.reduce((text, attack) => {
    const report = attack();
    return fillMarked(text, report.name, table(report));
  }, current);
