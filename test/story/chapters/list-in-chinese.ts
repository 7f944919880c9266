import { until } from '../../support/until.ts';
import { makePhoto } from '../support/photo.ts';
import { ask, cast, nodeOf, readerOn, type Story, tokenOf } from '../support/story.ts';

/** What the seller writes at the desk. */
export const scarf = {
  title: '手织羊毛围巾',
  description: '秋冬御寒，**手工编织**。',
  price: '25.07',
  priceUnits: 25_070_000n,
};

/** The seller writes a listing in Chinese at the desk of a node that did not take the import, and signs once. */
export async function listInChinese(story: Story): Promise<void> {
  const reader = await readerOn(story, 2, 'zh-CN');
  const { page, words } = reader;
  await reader.visit('/desk/goods');
  await reader.become(cast.seller);
  await page.getByRole('link', { name: `+ ${words.t('new.summary')}`, exact: true }).click();
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field(words.t('new.title')).fill(scarf.title);
  await field(words.t('new.description')).fill(scarf.description);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'scarf.jpg', mimeType: 'image/jpeg', buffer: await makePhoto() });
  await page.getByRole('img', { name: words.t('new.picture') }).waitFor();
  const { symbol } = await tokenOf(story);
  await field(`${words.t('new.price')}（${symbol}）`).fill(scarf.price);
  await page.getByRole('spinbutton', { name: words.t('new.stock'), exact: true }).fill('6');
  await reader.inspect();
  await page.getByRole('button', { name: words.t('edit.publish') }).click();
  await page.waitForURL('**/desk/goods');
  await page.getByRole('rowheader', { name: scarf.title }).waitFor();
  await reader.inspect();
}

/** Node 3 has it within moments, and finds it by a Chinese word, read in Chinese. */
export async function findByChineseWords(story: Story): Promise<void> {
  await until('version 2 on node 3', async () => {
    const { version } = await ask<{ version: number }>(story, 3, `/shops/${cast.seller.address}`);
    return version === 2;
  });
  const reader = await readerOn(story, 3, 'zh-CN');
  const { page, words } = reader;
  await reader.visit('/');
  await page.getByRole('searchbox', { name: words.t('search.label') }).fill('羊毛');
  await page.getByRole('button', { name: words.t('search.button') }).click();
  await page.waitForURL(`${nodeOf(story, 3).url}/search?**`);
  await reader.inspect();
  await page.getByRole('link', { name: scarf.title }).click();
  await page.getByRole('heading', { level: 1, name: scarf.title }).waitFor();
  await page.getByText('手工编织').waitFor();
  await reader.inspect();
}
