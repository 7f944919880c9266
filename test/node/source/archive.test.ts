import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { createSourceArchive } from '../../../node/source/source-archive.ts';
import { startMarket, type TestMarket } from '../../support/market.ts';

const root = resolve(import.meta.dirname, '../../..');
let market: TestMarket;
before(async () => {
  market = await startMarket();
});
after(() => market.stop());
const url = (path: string) => `${market.node.url}${path}`;

/** What is in an archive, by path. */
async function unpack(bytes: Uint8Array): Promise<Map<string, { mode: number; content: Buffer }>> {
  const files = new Map<string, { mode: number; content: Buffer }>();
  for await (const entry of Readable.from([bytes]).pipe(createGunzip()).pipe(extract()))
    files.set(entry.header.name, { mode: entry.header.mode ?? 0, content: await buffer(entry) });
  return files;
}

test('a node hands out the program that it runs, and its page says how and with which digest', async () => {
  const answer = await fetch(url('/vouch.tar.gz'));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/gzip');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const files = await unpack(bytes);
  for (const path of ['package.json', 'package-lock.json', '.npmrc', 'scripts/bootstrap.mjs', 'contracts/Market.sol']) {
    const found = files.get(`vouch/${path}`) ?? assert.fail(`${path} is not in the archive`);
    assert.deepEqual(found.content, await readFile(join(root, path)), path);
  }
  assert.equal(files.get('vouch/bin/vouch.mjs')?.mode, 0o755);
  assert.ok([...files.keys()].every((name) => name.startsWith('vouch/') && !name.includes('..')));

  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const page = await (await fetch(url('/host'))).text();
  assert.ok(page.includes(sha256));
  assert.ok(page.includes(`curl -O ${market.node.url}/vouch.tar.gz`));
  const etag = answer.headers.get('etag') ?? '';
  assert.equal(etag, `"${sha256}"`);
  assert.equal((await fetch(url('/vouch.tar.gz'), { headers: { 'if-none-match': etag } })).status, 304);
});

test('the archive is the same however often and wherever it is packed', async () => {
  const [one, other] = await Promise.all([createSourceArchive('/one').read(), createSourceArchive('/other').read()]);
  assert.equal(one.sha256, other.sha256);
});
