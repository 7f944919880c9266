import { type MountParameters, propsIn } from '../mount.ts';
import { createReferralMemory } from './referral-memory.ts';

/** Adds "Add to cart" beside the form's own "Buy now", and remembers who brought the buyer. */
export const mount = ({ element, props, view, page }: MountParameters<'buy-box'>): void => {
  const { listing, promoter } = props;
  let { variant } = props;
  const referrals = createReferralMemory(sessionStorage);
  if (promoter !== null) referrals.remember(listing.shop, promoter);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-large button-quiet';
  button.textContent = view.t('cart.add');
  button.disabled = variant.left === 0;
  const said = document.createElement('p');
  said.className = 'cart-added small';
  said.setAttribute('role', 'status');
  element.append(button, said);
  element.addEventListener('fresh', (event) => {
    const next = propsIn<'buy-box'>(event).variant;
    if (next.code !== variant.code) said.replaceChildren();
    variant = next;
    button.disabled = variant.left === 0;
  });

  button.addEventListener('click', () => {
    const form = button.closest('form');
    if (form !== null && !form.reportValidity()) return;
    const quantity = Number(new FormData(form ?? undefined).get('quantity') ?? 1);
    const { code, sku, values, priceUnits } = variant;
    page.cart.add({
      listing,
      code,
      sku,
      values,
      quantity,
      priceUnits,
      zone: null,
      group: null,
      promoter: promoter ?? referrals.recall(listing.shop),
    });
    const link = document.createElement('a');
    link.href = '/cart';
    link.textContent = view.t('cart.open');
    said.replaceChildren(`${view.t('cart.added')} `, link);
  });
};
