import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Those of axe's category of colours that are in force by themselves. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** Ends when all that moves and ends has come to its end; a spinner turns for ever. */
const settled = `Promise.allSettled(
  document.getAnimations().flatMap((each) => each.effect?.getComputedTiming().endTime === Infinity ? [] : [each.finished]),
)`;

/**
 * Looks for faults that keep people from using a page.
 * @param rules those of colours are all that a page can break in another theme when it kept the others in the first
 * @returns what axe-core calls serious or critical, with the first element of each
 */
export async function seriousFaults(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // A colour that is still on its way to another has a contrast that nobody reads.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate(settled);
  if (!(await page.evaluate("typeof axe === 'object'"))) {
    // Chromium's own channel runs it, so the page's policy stays as strict as it is for readers.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: await readFile(script, 'utf8') });
    await session.detach();
  }
  const options = { resultTypes: ['violations'], ...(rules === 'all' ? {} : { runOnly: colourRules }) };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
