/** Words of the listing page's cart button. */
export const buying = {
  'cart.add': 'Add to cart',
  'cart.added': 'Added.',
  'gallery.zoom': 'Enlarge the picture',
  'gallery.close': 'Close',
  'gallery.previous': 'Previous picture',
  'gallery.next': 'Next picture',
  'cart.open': 'Go to the cart',
} as const;
