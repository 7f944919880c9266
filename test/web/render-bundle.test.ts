import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildWeb } from '../../web/build.ts';

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}

const budgetBytes = 15_000;
/** What the page of a listing loads: the entry, its view and words, and the islands that need no wallet. */
const loaded =
  /^(islands\/entry\.ts|view\.ts|locales\/en\/common\.ts|islands\/(gallery|cart\/cart-count|cart\/buy-box|wallet\/wallet-button)\.tsx?)$/;

test('a listing loads at most 15 kB of compressed JavaScript before a wallet', async (context) => {
  const { clientFolder } = await buildWeb();
  const manifest = JSON.parse(await readFile(join(clientFolder, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const keys = new Set<string>();
  const visit = (key: string): void => {
    if (keys.has(key)) return;
    keys.add(key);
    for (const next of manifest[key]?.imports ?? []) visit(next);
  };
  for (const key of Object.keys(manifest)) if (loaded.test(key)) visit(key);
  assert.ok(keys.has('islands/entry.ts') && keys.has('view.ts') && keys.has('islands/gallery.ts'));
  let total = 0;
  for (const key of keys) {
    const bytes = gzipSync(await readFile(join(clientFolder, manifest[key]!.file)), { level: 9 }).length;
    context.diagnostic(`${key}: ${bytes} bytes`);
    total += bytes;
  }
  context.diagnostic(`in all: ${total} bytes`);
  assert.ok(total <= budgetBytes, `${total} bytes`);
});

test('a second build of the same sources is taken from the first', async () => {
  const first = await buildWeb();
  const second = await buildWeb();
  assert.equal(second.built, false);
  assert.equal(second.serverFile, first.serverFile);
});
