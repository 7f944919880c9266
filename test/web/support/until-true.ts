import type { Page } from 'playwright-core';
import { until } from '../../support/until.ts';

/**
 * Waits until an expression is true in a page. Playwright's own way evaluates text within the page, which the policy of a
 * node's pages forbids as soon as it is not true at once. Not for what is true on another page than this one.
 */
export const untilTrue = (page: Page, expression: string): Promise<true> =>
  until(expression, async () => (await page.evaluate(expression)) === true);
