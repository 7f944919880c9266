/**
 * Where a visitor came from, as far as a shop is told: a search on this node, a promoter's link, another page of this
 * node, another site, or nowhere that the browser names.
 */
export const visitSources = ['search', 'promoter', 'market', 'site', 'direct'] as const;
export type VisitSource = (typeof visitSources)[number];

/** Longest time for which visits are kept and told, in days. */
export const VISIT_DAYS = 365;
