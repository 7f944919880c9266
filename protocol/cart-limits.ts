/** The limits of a cart, part of `limits`: alone, so that pages which everyone reads need not load all of them. */
export const cartLimits = {
  cartLines: 50,
  lineQuantity: 10_000,
} as const;
