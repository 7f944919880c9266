import { effect } from '@preact/signals-core';
import type { MountParameters } from '../mount.ts';

/** Shows how many units lie in the cart. */
export const mount = ({ element, view, page }: MountParameters<'cart-count'>): void => {
  const badge = document.createElement('span');
  badge.className = 'cart-badge';
  element.append(badge);
  effect(() => {
    const units = page.cart.cart.value.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    badge.textContent = units === 0 ? '' : view.number(units);
    badge.hidden = units === 0;
  });
};
