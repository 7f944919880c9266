import { mount as buyBox } from './cart/buy-box.ts';
import { mount as cartCount } from './cart/cart-count.ts';
import { mount as gallery } from './gallery.ts';
import type { IslandModule } from './mount.ts';
import { circle, circleGoods } from './people/circle-gate.ts';
import type { IslandName } from './props.ts';
import { mount as searchBox } from './search/search-box.ts';
import { mount as verify } from './verify.ts';
import { mount as walletButton } from './wallet/wallet-button.ts';

type Registry = { readonly [N in IslandName]: () => IslandModule<N> | Promise<IslandModule<N>> };

/**
 * Where the browser finds each island. Those of the storefront are small and come with the first file; of the others a
 * page loads only those that it mounts.
 */
export const registry: Registry = {
  'cart-count': () => ({ mount: cartCount }),
  wallet: () => ({ mount: walletButton }),
  'search-box': () => ({ mount: searchBox }),
  circle: () => ({ mount: circle }),
  'circle-goods': () => ({ mount: circleGoods }),
  person: () => import('./people/person-desk.tsx'),
  gallery: () => ({ mount: gallery }),
  verify: () => ({ mount: verify }),
  'buy-box': () => ({ mount: buyBox }),
  live: () => import('./live.ts'),
  'copy-command': () => import('./copy-command.ts'),
  locate: () => import('./search/locate.ts'),
  cart: () => import('./cart/cart.tsx'),
  'order-panel': () => import('./order/order-panel.tsx'),
  conversation: () => import('./conversation/mount-conversation.tsx'),
  disclosed: () => import('./disclosed/disclosed.tsx'),
  'seller-desk': () => import('./desk/opening.tsx'),
  desk: () => import('./desk/desk.tsx'),
  juror: () => import('./court/juror.tsx'),
  case: () => import('./court/case.tsx'),
  pickup: () => import('./pickup/pickup.tsx'),
  peer: () => import('./peer/peer.tsx'),
  operator: () => import('./operator/operator.tsx'),
  promoter: () => import('./promote/promote.tsx'),
  orders: () => import('./orders/orders.tsx'),
  checkout: () => import('./checkout/checkout.tsx'),
};
