import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Stage } from './story.ts';

/** Keeps what every open page shows, for whoever looks for the fault. */
async function keepScreens({ readers }: Stage, context: TestContext): Promise<void> {
  const folder = path.join(tmpdir(), 'vouch-story-screens');
  await mkdir(folder, { recursive: true });
  for (const [name, { page }] of readers) {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.png`);
    await page.screenshot({ path: file, fullPage: true });
    context.diagnostic(`${page.url()} is shown in ${file}`);
  }
}

/** Steps that need each other: after one that fails the rest is skipped. */
export function steps(stage: Stage, context: TestContext) {
  let failed = '';
  return async (name: string, run: () => Promise<void>): Promise<void> => {
    await context.test(name, { skip: failed === '' ? false : `"${failed}" failed` }, async (step) => {
      try {
        await run();
      } catch (error) {
        failed = name;
        await keepScreens(stage, step);
        throw error;
      }
    });
  };
}
