/** Words of the listing page's cart button. */
export const buying = {
  'cart.add': 'Add to cart',
  'cart.added': 'Added.',
  'cart.open': 'Go to the cart',
} as const;
