import {
  hostEarnings,
  type LogLine,
  type OperatorView,
  operatorPolicy,
  operatorView,
} from '../../../protocol/api/operator.ts';
import { heldShops, hostEarningsAt, operatorPolicyNow } from '../operator-fixtures.ts';
import { owner } from './desk-bench.ts';

/** What the operator's page asks for. @param shown what the node tells of itself, and its log, both of which may change */
export const operatorAnswers = (now: number, shown: { view: OperatorView; lines: LogLine[] }) => ({
  '/session': () => ({ account: owner, operator: true }),
  '/operator': () => operatorView.parse(shown.view),
  '/operator/log': () => ({ lines: shown.lines }),
  '/operator/samples': () => ({ everySeconds: 10, samples: [] }),
  '/operator/shops': () => ({ items: heldShops, nextCursor: null }),
  '/operator/earnings': () => hostEarnings.parse(hostEarningsAt(now)),
  '/operator/policy': () => operatorPolicy.parse(operatorPolicyNow),
});
