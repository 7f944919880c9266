import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ListingSummary } from '../../../protocol/api/listing.ts';
import { until } from '../../support/until.ts';
import { runCli } from '../support/command-line.ts';
import type { Reader } from '../support/reader.ts';
import { ask, cast, nodeOf, readerOn, type Story, tokenOf } from '../support/story.ts';

/** What one click gives on a demo market. */
const PLAY_MONEY_UNITS = 1_000_000_000n;

/** Gets play money by the wallet's dialog and sees it in the balance. */
export async function getPlayMoney(story: Story, reader: Reader): Promise<void> {
  const { words } = reader;
  const token = await tokenOf(story);
  await reader.inWallet(async (dialog) => {
    await dialog
      .getByRole('button', { name: words.t('demo.mint', { amount: words.money(PLAY_MONEY_UNITS, token) }) })
      .click();
    await dialog
      .getByRole('definition')
      .filter({ hasText: words.money(PLAY_MONEY_UNITS, token) })
      .waitFor();
  });
}

/** The seller opens a shop and puts down a deposit with the command-line tool. */
export async function openShop(story: Story): Promise<void> {
  const { url } = nodeOf(story, 1);
  const reader = await readerOn(story, 1);
  await reader.visit('/');
  await reader.become(cast.seller);
  await getPlayMoney(story, reader);
  const keyFile = path.join(story.folder, 'shop.key');
  await writeFile(keyFile, cast.seller.privateKey);
  await chmod(keyFile, 0o600);
  const opened = await runCli([
    ...['shop', 'open', '--name', 'Dune Outfitters', '--tagline', 'Clothes for long walks'],
    ...['--deposit', '900', '--key-file', keyFile, '--node', url],
  ]);
  assert.equal(opened.code, 0, opened.err);
  assert.equal(opened.out, `${cast.seller.address}\n`);
}

/** The seller imports a Shopify export with pictures on node 1. */
export async function importProducts(story: Story): Promise<void> {
  const { products } = story;
  const run = await runCli([
    ...['shop', 'import', products.csv, '--images', products.images, '--json'],
    ...['--key-file', path.join(story.folder, 'shop.key'), '--node', nodeOf(story, 1).url],
  ]);
  assert.equal(run.code, products.refused.length === 0 ? 0 : 2, run.err);
  const result = JSON.parse(run.out) as {
    imported: number;
    issues: { handle: string; line: number; reason: string; severity: string }[];
    published?: { version: number; changed: number };
  };
  const refused = result.issues.filter(({ severity }) => severity === 'refused');
  assert.deepEqual([...new Set(refused.map(({ handle }) => handle))], products.refused);
  for (const { line, reason } of refused) assert.ok(line > 1 && reason.length > 0);
  assert.equal(result.imported, products.listings);
  assert.deepEqual({ ...result.published }, { ...result.published, version: 1, changed: products.listings });
}

const listingsOn = async (story: Story, number: 2 | 3): Promise<ListingSummary[]> =>
  (await ask<{ items: ListingSummary[] }>(story, number, `/listings?limit=100&shop=${cast.seller.address}`)).items;

/** The other nodes copy the shop, pictures and all. */
export async function seeEverywhere(story: Story): Promise<void> {
  const { products } = story;
  for (const number of [2, 3] as const) {
    const listings = await until(`all listings on node ${number}`, async () => {
      const items = await listingsOn(story, number);
      return items.length === products.listings && items;
    });
    const images = listings.flatMap(({ image }) => image?.sources.map(({ cid }) => cid) ?? []);
    assert.equal(listings.filter(({ image }) => image !== null).length, products.pictured);
    for (const cid of images) {
      const picture = await until(`the picture ${cid} on node ${number}`, async () => {
        const response = await fetch(`${nodeOf(story, number).url}/image/${cid}`);
        return response.ok && response;
      });
      assert.match(picture.headers.get('content-type') ?? '', /^image\/(webp|avif)$/);
    }
  }
}
