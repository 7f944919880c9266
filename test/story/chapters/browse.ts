import assert from 'node:assert/strict';
import type { Locale } from '../../../web/locale.ts';
import { cast, nodeOf, readerOn, type Stage, type Story } from '../support/story.ts';

/** Home, search, shop and the pages for sellers and promoters, before anyone has bought anything. */
export async function browse(story: Story, locale: Locale): Promise<void> {
  const reader = await readerOn(story, 2, locale);
  const { page, words } = reader;
  await reader.visit('/');
  await page.getByRole('heading', { level: 1, name: words.t('home.hero') }).waitFor();
  await page.getByRole('searchbox', { name: words.t('search.label') }).fill(story.products.first.title);
  await page.getByRole('button', { name: words.t('search.button') }).click();
  await page.getByRole('link', { name: story.products.first.title }).first().waitFor();
  await reader.inspect();
  await reader.visit(`/shop/${cast.seller.address}`);
  await page.getByText(words.count('listings', story.products.listings)).first().waitFor();
  for (const path of ['/cart', '/orders', '/sell', '/desk', '/promote', '/checkout']) await reader.visit(path);
}

/** Aiko becomes a promoter, invites Tomás, and he makes a link to a listing. */
export async function makePromoterLink(story: Story): Promise<string> {
  const reader = await readerOn(story, 2);
  const { page, words } = reader;
  await reader.visit('/promote');
  await reader.become(cast.parent);
  const register = page.getByRole('button', { name: words.t('promote.register') });
  await register.click();
  const invitation = page.getByText(/\/promote\?parent=0x/);
  await invitation.waitFor();
  await reader.inspect();
  const invite = new URL((await invitation.innerText()).trim());
  assert.equal(invite.origin, nodeOf(story, 2).url);

  await reader.visit(`${invite.pathname}${invite.search}`);
  await reader.become(cast.promoter);
  await page.getByRole('main').locator(`[title="${cast.parent.address}"]`).waitFor();
  await register.click();
  const field = page.getByRole('textbox', { name: words.t('promote.page') });
  await field.waitFor();

  const listing = await findListing(story, story.products.first.title);
  await field.fill(`${nodeOf(story, 2).url}/listing/${listing}`);
  const link = page.getByRole('status').filter({ hasText: `ref=${cast.promoter.address}` });
  await link.waitFor();
  await reader.inspect();
  return (await link.innerText()).trim();
}

/** CID of the listing that a search for a title finds first on node 2. */
export async function findListing(story: Stage, title: string): Promise<string> {
  const answer = await fetch(`${nodeOf(story, 2).url}/api/v1/listings?limit=5&q=${encodeURIComponent(title)}`);
  const { items } = (await answer.json()) as { items: { cid: string; titles: Record<string, string> }[] };
  const found = items.find(({ titles }) => Object.values(titles).includes(title));
  if (!found) throw new RangeError(`nothing is called ${title}`);
  return found.cid;
}
