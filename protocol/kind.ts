/** How goods reach the buyer; the position is the number that contracts use. */
export const kinds = ['shipped', 'digital', 'service', 'pickup'] as const;
export type Kind = (typeof kinds)[number];
