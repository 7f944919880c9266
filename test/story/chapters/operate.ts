import assert from 'node:assert/strict';
import type { ListingSummary } from '../../../protocol/api/listing.ts';
import type { ShopSummary } from '../../../protocol/api/shop.ts';
import { until } from '../../support/until.ts';
import { seriousFaults } from '../../web/axe.ts';
import type { Reader } from '../support/reader.ts';
import { ask, nodeOf, persona, readerOn, type Stage } from '../support/story.ts';

const operator = persona('ravi');
/** Whose shop the operator leaves out, and why. */
const denied = persona('wu');
const reason = 'Court order 12/2026: the name of the tea is protected.';

/** Unavailable for the reasons of an operator. */
const DENIED = 451;

const listingsOf = async (stage: Stage, node: 1 | 2): Promise<ListingSummary[]> =>
  (await ask<{ items: ListingSummary[] }>(stage, node, `/listings?limit=50&shop=${denied.address}`)).items;

/** The node as its operator sees it: every part of the page holds what it is for. */
async function seeDashboard({ page, words, inspect }: Reader): Promise<void> {
  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await page
    .getByRole('link', { name: words.t('tile.chain') })
    .filter({ hasText: words.t('index.synced') })
    .waitFor();
  await page
    .getByRole('link', { name: words.t('tile.digest') })
    .filter({ hasText: words.count('tile.agree', 1) })
    .waitFor();
  await page
    .getByRole('region', { name: words.count('network.peers', 1) })
    .getByRole('img')
    .first()
    .waitFor();
  await part(words.t('storage.title')).getByRole('img').waitFor();
  await part(words.t('samples.title')).getByRole('img').first().waitFor();
  // Every shop of the market, one of them by its name.
  const held = part(words.t('held.title')).getByRole('table');
  await held.getByRole('link', { name: 'Kiln & Cloud' }).waitFor();
  await part(words.t('earn.title'))
    .getByRole('img', { name: words.t('earn.chart') })
    .waitFor();
  await inspect();
}

/** What somebody else gets for the shop's page, in another language. */
async function askForShop(
  { page }: Reader,
  url: string,
): Promise<{ status: number | undefined; text: string; faults: string[] }> {
  const tab = await page.context().newPage();
  const answer = await tab.goto(`${url}/shop/${denied.address}`);
  const told = {
    status: answer?.status(),
    text: await tab.getByRole('main').innerText(),
    faults: answer?.status() === DENIED ? await seriousFaults(tab) : [],
  };
  await tab.close();
  return told;
}

/** The operator signs in, sees the health of the node, leaves a shop out with a reason, and carries it again. */
export async function operate(stage: Stage): Promise<void> {
  const [reader, buyer] = [await readerOn(stage, 1), await readerOn(stage, 1, 'zh-CN')];
  const { url } = nodeOf(stage, 1);
  const { page, words, inspect } = reader;
  const before = await listingsOf(stage, 1);
  assert.ok(before.length > 0);

  await reader.visit('/operator');
  await reader.become(operator);
  await page.getByRole('button', { name: words.t('session.do') }).click();
  await seeDashboard(reader);

  const moderation = page.getByRole('region', { name: words.t('mod.title') });
  const { names } = await ask<ShopSummary>(stage, 1, `/shops/${denied.address}`);
  const name = names.en ?? assert.fail('the shop has no name');
  await moderation.getByRole('combobox', { name: words.t('mod.deny_label') }).fill(name);
  await moderation.getByRole('option', { name }).click();
  await moderation.getByRole('textbox', { name: words.t('mod.reason_label') }).fill(reason);
  await moderation.getByRole('button', { name: words.t('mod.deny'), exact: true }).click();
  const row = moderation.getByRole('listitem').filter({ hasText: reason });
  await row.waitFor();
  await inspect();

  const told = await until('the shop to be left out', async () => {
    const answer = await askForShop(buyer, url);
    return answer.status === DENIED && answer;
  });
  assert.ok(told.text.includes(reason), told.text);
  assert.deepEqual(told.faults, []);
  await buyer.visit('/policy');
  await buyer.page.getByRole('row').filter({ hasText: reason }).waitFor();
  await buyer.visit(`/search?q=${encodeURIComponent(before[0]?.titles.en ?? '')}`);
  assert.equal(await buyer.page.locator(`main a[href*="${denied.address}"]`).count(), 0, 'the search leads to it');
  // No other node is bound by it.
  assert.equal((await fetch(`${nodeOf(stage, 2).url}/shop/${denied.address}`)).status, 200);

  await row.getByRole('button', { name: words.t('mod.take_back') }).click();
  await row.waitFor({ state: 'detached' });
  await until('the shop to be back, with every listing and picture', async () => {
    if ((await askForShop(buyer, url)).status !== 200) return false;
    const listings = await listingsOf(stage, 1);
    const pictures = listings.flatMap(({ image }) => image?.sources.map(({ cid }) => cid) ?? []);
    const answers = await Promise.all(
      pictures.map(async (cid) => (await fetch(`${url}/ipfs/${cid}`, { method: 'HEAD' })).ok),
    );
    return listings.length === before.length && answers.every(Boolean);
  });
}
