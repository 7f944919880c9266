import assert from 'node:assert/strict';
import { openOrder } from '../support/order-page.ts';
import { readerOn, type Stage } from '../support/story.ts';
import type { OpenedGroup } from './group.ts';

/** Who leads a group finds it at the counter, with what shares it, and other offers to gather a neighbourhood for. */
export async function lead(stage: Stage, { order, link }: OpenedGroup): Promise<void> {
  const reader = await readerOn(stage, 1);
  const { page, words, inspect } = reader;
  await reader.visit('/pickup');
  const groups = page.getByRole('region', { name: words.t('leader.title') });
  const mine = groups.getByRole('listitem').filter({ hasText: words.t('leader.members', { members: '1', size: '3' }) });
  await mine.getByRole('button', { name: words.t('leader.copy') }).click();
  await mine.getByRole('button', { name: words.t('leader.copied') }).waitFor();
  const invitation = (await page.evaluate('navigator.clipboard.readText()')) as string;
  assert.ok(invitation.endsWith(link), invitation);
  await mine.getByText(words.t('leader.code')).click();
  await mine.getByRole('img', { name: words.t('leader.code') }).waitFor();
  await groups
    .getByRole('link')
    .filter({ hasText: words.t('leader.start') })
    .first()
    .waitFor();
  await inspect();
  await openOrder(reader, order);
}
