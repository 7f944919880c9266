/** The checks of a purchase, in the order in which they are made and shown. */
export const checkNames = ['signature', 'proof', 'listing', 'price', 'token', 'stock', 'coverage'] as const;
export type CheckName = (typeof checkNames)[number];
