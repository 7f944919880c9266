/** The checks of a purchase, in the order in which they are made and shown. */
export const checkNames = ['signature', 'proof', 'listing', 'price', 'extras', 'token', 'stock', 'coverage'] as const;
export type CheckName = (typeof checkNames)[number];
