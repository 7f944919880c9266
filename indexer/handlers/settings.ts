import type { Address } from '../../protocol/primitives.ts';
import type { HandlerContext } from './context.ts';
import type { Handlers } from './events.ts';

/** The parameters of future orders, accepted tokens, and who collects the fees. There is one row of settings. */
export const settingsHandlers: Handlers<'settings', HandlerContext> = {
  ParametersChanged: ({ parameters }, _place, { rows }) =>
    rows.upsert(
      'parameters',
      { id: 1 },
      {
        set: {
          fee_bps: parameters.feeBps,
          min_coverage_bps: parameters.minCoverageBps,
          penalty_bps: parameters.penaltyBps,
          answer_within_seconds: parameters.answerWithinSeconds,
          escalate_within_seconds: parameters.escalateWithinSeconds,
          rule_within_seconds: parameters.ruleWithinSeconds,
        },
      },
    ),
  TokenChanged: ({ token, terms }, _place, { rows, symbols }) => {
    const address = token as Address;
    rows.upsert(
      'tokens',
      { address },
      {
        set: {
          // A token that names no symbol is shown by the start of its address.
          symbol: symbols.get(address) ?? address.slice(0, 8),
          decimals: terms.decimals,
          accepted: terms.accepted,
          min_stake_units: terms.minStakeUnits,
          max_order_units: terms.maxOrderUnits,
        },
      },
    );
  },
  JurorTermsChanged: ({ token, terms }, _place, { rows }) =>
    rows.upsert(
      'juror_terms',
      { token: token as Address },
      { set: { seat_units: terms.seatUnits, fee_units: terms.feeUnits } },
    ),
  TreasuryChanged: ({ treasury }, _place, { rows }) => rows.upsert('parameters', { id: 1 }, { set: { treasury } }),
};
