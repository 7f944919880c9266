import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a page does not do in this time it never does: a busy machine takes many times as long as a quiet one. */
const PATIENCE_MILLISECONDS = 120_000;

/** Starts the Chromium that comes with the dependencies, or the one that CHROMIUM_PATH names. */
export const startBrowser = async (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  const browser = await driver.launch({ executablePath, args: quiet, timeout: PATIENCE_MILLISECONDS });
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE_MILLISECONDS));
  return browser;
};
