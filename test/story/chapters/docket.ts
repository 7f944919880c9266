import assert from 'node:assert/strict';
import type { Hex } from '../../../protocol/primitives.ts';
import { caseOn, jurorsOf, lastRound } from '../support/jury.ts';
import { readerOn, type Stage } from '../support/story.ts';

/** A juror who was drawn is told so first of all, and led to the case. */
export async function findDuty(stage: Stage, order: Hex): Promise<void> {
  const [juror] = jurorsOf(lastRound(await caseOn(stage, 1, order)));
  assert.ok(juror);
  const reader = await readerOn(stage, 1);
  const { page, words } = reader;
  await reader.visit('/court');
  await reader.become(juror);
  const duty = page.getByRole('region', { name: words.t('next.commit') });
  await duty.waitFor();
  await reader.inspect();
  await duty.getByRole('link', { name: words.t('next.do_commit') }).click();
  await page.waitForURL(`**/court/${order}`);
  await reader.inspect();
}
