import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { createKept } from '../../web/islands/desk/kept.ts';
import { desk as words } from '../../web/locales/en/islands/desk.ts';
import { seriousFaults } from './axe.ts';
import { addressOf } from './fixtures.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { createMemoryStorage } from './support/fake-provider.ts';
import { listed } from './support/listed-shop.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

test('what is kept comes back as it was; what something else wrote counts as nothing, and a full browser loses nothing else', () => {
  const storage = createMemoryStorage();
  const parts = { name: 'vouch.note', schema: z.object({ text: z.string() }) };
  const kept = createKept(storage, parts);
  assert.equal(kept.find(), null);
  kept.keep({ text: 'half a word' });
  assert.deepEqual(createKept(storage, parts).find(), { text: 'half a word' });
  kept.forget();
  assert.equal(kept.find(), null);
  for (const foreign of ['{', 'null', '{"text":7}']) {
    storage.setItem(parts.name, foreign);
    assert.equal(kept.find(), null, foreign);
    assert.equal(storage.getItem(parts.name), null, foreign);
  }
  const full = {
    ...createMemoryStorage(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  createKept(full, parts).keep({ text: 'no room' });
});

test('a coupon and a proposal that were begun are there after a reload, until they are signed or begun anew', async (context) => {
  const { desk, page, faults } = await bench.open(context);
  listed(desk);
  desk.shop = { ...desk.shop, version: 3 };
  await openDesk(page, desk, '/desk/offers');
  const coupons = page.getByRole('region', { name: words['coupons.title'] });
  const allies = page.getByRole('region', { name: words['allies.title'] });
  const minimum = coupons.locator('[name=minimum]');
  const listing = coupons.locator('[name=coupon-for]');
  const acceptor = allies.locator('[name=acceptor]');
  await coupons.getByText(words['coupons.new'], { exact: true }).click();
  await minimum.fill('40');
  await listing.selectOption({ index: 1 });
  const handle = await listing.inputValue();
  await allies.getByText(words['allies.propose'], { exact: true }).click();
  await acceptor.fill(addressOf('c9'));

  await page.reload();
  await coupons.getByText(words['edit.begun']).waitFor();
  await allies.getByText(words['edit.begun']).waitFor();
  await listing.locator('option').nth(1).waitFor({ state: 'attached' });
  assert.deepEqual(
    [await minimum.inputValue(), await listing.inputValue(), await acceptor.inputValue()],
    ['40', handle, addressOf('c9')],
  );
  assert.deepEqual(await seriousFaults(page), []);

  // Signed: nothing of it is begun any longer.
  await coupons.getByRole('button', { name: words['coupons.sign'] }).click();
  await coupons.getByText(words['coupons.made']).waitFor();
  await allies.getByRole('button', { name: words['edit.discard'] }).click();
  await page.reload();
  await coupons.getByText(words['coupons.new'], { exact: true }).click();
  await minimum.waitFor();
  assert.equal(await minimum.inputValue(), '');
  await allies.getByText(words['allies.propose'], { exact: true }).click();
  assert.equal(await acceptor.inputValue(), '');
  assert.equal(await page.getByText(words['edit.begun']).count(), 0);
  assert.deepEqual(
    faults.filter((fault) => !fault.includes('404')),
    [],
  );
});
