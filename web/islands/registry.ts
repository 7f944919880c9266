import type { IslandModule } from './mount.ts';
import type { IslandName } from './props.ts';

type Registry = { readonly [N in IslandName]: () => Promise<IslandModule<N>> };

/** Where the browser finds each island; a page loads only those that it mounts. */
export const registry: Registry = {
  'cart-count': () => import('./cart/cart-count.ts'),
  wallet: () => import('./wallet/wallet-button.ts'),
  gallery: () => import('./gallery.ts'),
  'buy-box': () => import('./cart/buy-box.ts'),
  cart: () => import('./cart/cart.tsx'),
  'order-panel': () => import('./order/order-panel.tsx'),
  'seller-desk': () => import('./desk/desk.tsx'),
  promoter: () => import('./promote/promote.tsx'),
  orders: () => import('./orders/orders.tsx'),
  checkout: () => import('./checkout/checkout.tsx'),
};
