import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../../scripts/docs/browser.ts';
import { seriousFaults } from './axe.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { loadRenderer } from './renderer.ts';
import { untilTrue } from './support/until-true.ts';

let server: PageServer;
let browser: Browser;
before(async () => {
  server = await startPageServer(await loadRenderer());
  browser = await startBrowser();
});
after(async () => {
  await browser.close();
  server.stop();
});

test('pictures of a listing are enlarged and walked through by keyboard, finger and buttons', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${server.origin}/page/en/light/listing`);
  await page.locator('[data-island="gallery"][data-mounted]').waitFor();
  const total = await page.locator('[data-slide]').count();
  assert.ok(total > 1, 'the fixture has several pictures');
  await page.locator('.zoom-open').focus();
  await page.keyboard.press('Enter');
  const zoom = page.locator('dialog.zoom');
  const shows = (at: number) => zoom.getByRole('status').getByText(`${at} / ${total}`, { exact: true }).waitFor();
  await shows(1);
  await page.keyboard.press('ArrowRight');
  await shows(2);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  // The last comes before the first.
  await shows(total);
  await zoom.getByRole('button', { name: 'Next picture' }).click();
  await shows(1);
  assert.deepEqual(await seriousFaults(page), []);

  const finger = (name: string, x: number): string =>
    `{ const image = document.querySelector('dialog.zoom img');
      const touch = new Touch({ identifier: 1, target: image, clientX: ${x}, clientY: 300 });
      image.dispatchEvent(new TouchEvent('${name}', { touches: [touch], changedTouches: [touch] })); }`;
  await page.evaluate(finger('touchstart', 300));
  await page.evaluate(finger('touchend', 120));
  // A finger to the left goes on.
  await shows(2);
  await zoom.locator('img').dispatchEvent('click');
  await page.locator('dialog.zoom-full').waitFor();

  await page.keyboard.press('Escape');
  await zoom.waitFor({ state: 'hidden' });
  await page.locator('[data-thumbnail][aria-current]').nth(0).waitFor();
  await untilTrue(page, "document.querySelectorAll('[data-thumbnail]')[1].getAttribute('aria-current') === 'true'");
  await context.close();
});
