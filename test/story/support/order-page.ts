import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { OrderState } from '../../../protocol/order.ts';
import type { OrderAction } from '../../../protocol/order-actions.ts';
import type { Reader } from './reader.ts';
import type { Word } from './words.ts';

/** Opens an order and waits for the panel of the connected account. */
export async function openOrder(reader: Reader, id: string): Promise<void> {
  await reader.visit(`/order/${id}`);
}

/** The state that the order's progress shows. */
export async function assertState({ page, words }: Reader, state: OrderState): Promise<void> {
  await page
    .getByRole('list', { name: words.t('order.progress') })
    .locator('[aria-current="step"]')
    .filter({ hasText: words.t(`state.${state}` as 'state.paid') })
    .waitFor();
}

/**
 * Does one thing with the open order and waits until the page shows its outcome.
 * @param fill writes into the form before it is sent
 */
export async function act(
  reader: Reader,
  {
    action,
    state,
    fill,
    word = `order.do_${action}`,
  }: {
    action: OrderAction;
    state: OrderState;
    fill?: (form: Locator) => Promise<void>;
    /** What the button says, where that is not the word of the action. */
    word?: Word;
  },
): Promise<void> {
  const { page, words, inspect } = reader;
  const name = words.t(word);
  const form = page.locator('form.action-form');
  const submit = form.getByRole('button', { name, exact: true });
  const chip = page.getByRole('button', { name, exact: true }).and(page.locator('[aria-pressed]'));
  await submit.or(chip).first().waitFor();
  if (await chip.isVisible()) await chip.click();
  await submit.waitFor();
  if (fill) {
    await fill(form);
    await inspect();
  }
  const reloaded = page.waitForEvent('domcontentloaded');
  await submit.click();
  const failure = page.getByRole('alert');
  await Promise.race([reloaded, failure.waitFor().then(async () => assert.fail(await failure.innerText()))]);
  await assertState(reader, state);
  await inspect();
}

/** Reads the delivery details as the seller: the lines of the label, and the notes. */
export async function readAddress({ page, words }: Reader): Promise<string> {
  await page.getByRole('button', { name: words.t('order.address_open') }).click();
  const section = page.getByRole('region', { name: words.t('order.address') });
  const failure = section.getByRole('alert');
  const label = section.locator('address');
  await label.or(failure).first().waitFor();
  if (await failure.isVisible()) assert.fail(await failure.innerText());
  return section.innerText();
}

/** Sets the part that goes back to the buyer, in per cent. */
export const setShare = (percent: number) => (form: Locator) => form.getByRole('slider').fill(String(percent));
