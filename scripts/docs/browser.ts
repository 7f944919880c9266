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

/** Starts the Chromium that comes with the dependencies, or the one that CHROMIUM_PATH names. */
export const startBrowser = async (): Promise<Browser> =>
  driver.launch({ executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()), args: quiet });
