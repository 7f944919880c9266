import type { Browser } from 'playwright-core';

/** What a reader on a slow phone waits for. */
export interface Paint {
  /** Milliseconds from the request until the first text or picture is seen. */
  first: number;
  /** Milliseconds until the largest of the first screen is seen. */
  largest: number;
  /** Bytes of the document on the wire. */
  documentBytes: number;
  /** Files that the browser had to have before it painted anything. */
  blocking: number;
  /** Bytes of everything that had come by then. */
  bytesBefore: number;
}

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms: what browsers' tools call slow 4G. */
const slowNetwork = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
} as const;
const slowdown = 4;

const readPaint = `(async () => {
  const largest = await new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
  const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  const [document] = performance.getEntriesByType('navigation');
  const files = performance.getEntriesByType('resource');
  const before = files.filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= first);
  return {
    first,
    largest,
    documentBytes: document.transferSize,
    blocking: files.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').length,
    bytesBefore: document.transferSize + before.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
})()`;

/** Opens an address once, with nothing kept from before, over a slow line on a slow phone. */
export async function measurePaint(browser: Browser, url: string): Promise<Paint> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slowNetwork);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url, { waitUntil: 'load' });
    // Safety: the script above gives these members.
    return (await page.evaluate(readPaint)) as Paint;
  } finally {
    await context.close();
  }
}
