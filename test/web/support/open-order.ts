import type { Page } from 'playwright-core';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { now as fixtureNow } from '../fixtures.ts';
import type { MarketServer } from './market-server.ts';
import { buyer } from './signed-shop.ts';

/** The account of the test's wallet. */
export const account = buyer.address.toLowerCase() as Hex;

/** An order that nothing else is known of. */
export const plain = { review: null, group: null, case: null, evidence: [] };

/** An order of which the wallet's account is this side, as of the market's own clock. */
export const orderAs = (
  side: 'buyer' | 'shop' | 'pickup',
  { base, now, change = {} }: { base: OrderDetail; now: number; change?: Partial<OrderDetail> },
): OrderDetail => ({
  ...base,
  ...(side === 'pickup' ? { pickup: account } : { [side]: account }),
  deadline: base.deadline === null ? null : base.deadline - fixtureNow + now,
  ...change,
  // The market of the test serves no pictures.
  image: null,
  terms: { ...base.terms, ...change.terms, [side]: account },
});

/** Opens the order and connects the wallet. */
export const openOrder = async (page: Page, market: MarketServer): Promise<void> => {
  await page.goto(`${market.origin}/order`);
  await page.getByRole('button', { name: 'Test purse' }).click();
  await page.locator('.order-actions').waitFor();
};
