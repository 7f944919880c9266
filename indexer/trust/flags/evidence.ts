import { MOST_EVIDENCE } from './thresholds.ts';

/** Where and in which order rows give their evidence. */
export interface Chosen {
  by: string;
  only?: string;
}

/** SQL of evidence: a JSON array of at most 20 items, from the rows of a group. */
const first = (item: string, { by, only = 'true' }: Chosen) =>
  `to_jsonb((array_agg(${item} order by ${by}) filter (where ${only}))[1:${MOST_EVIDENCE}])`;

export const accounts = (account: string, chosen: Chosen) =>
  first(`jsonb_build_object('kind', 'account', 'account', ${account})`, chosen);
export const orders = (order: string, chosen: Chosen) =>
  first(`jsonb_build_object('kind', 'order', 'order', ${order})`, chosen);

/** The columns of a flag as every statement here gives them. */
export const insertFlags =
  'insert into flags (subject, account, handle, kind, severity, share_bps, cases, since, evidence)';

/** A part of a whole in basis points; zero of nothing. */
export const bps = (part: string, whole: string) => `coalesce(div(${part} * 10000, nullif(${whole}, 0)), 0)::int`;
