import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { operatorPolicy } from '../../protocol/api/operator.ts';
import { shortId } from '../../web/components/shorten.ts';
import { operator as words } from '../../web/locales/en/islands/operator.ts';
import { seriousFaults } from './axe.ts';
import { addressOf, shops } from './fixtures.ts';
import { operatorPolicyNow, operatorViewAt } from './operator-fixtures.ts';
import { deskBench, openDesk } from './support/desk-bench.ts';
import { operatorAnswers } from './support/operator-answers.ts';

const bench = deskBench();
before(bench.start);
after(bench.stop);

const hostile = '<img src=x onerror=alert(1)> Kiln';

/** The operator's page of a node that carries two shops, and the changes that it was sent. */
async function openPolicy(context: Parameters<typeof bench.open>[0], path = '/operator') {
  const opened = await bench.open(context);
  const { desk, page } = opened;
  const sent: unknown[] = [];
  const found = shops.slice(0, 2).map((shop) => ({ ...shop, logo: null }));
  Object.assign(desk.answers, operatorAnswers(desk.now, { view: operatorViewAt(desk.now), lines: [] }), {
    '/operator/policy': (body: Buffer, method: string) => {
      if (method === 'POST') sent.push(JSON.parse(body.toString('utf8')));
      return operatorPolicy.parse(operatorPolicyNow);
    },
    '/shops': (_body: Buffer, _method: string, query: URLSearchParams) => {
      const named = found.map((shop, index) => (index === 0 ? shop : { ...shop, names: { en: hostile } }));
      return { items: query.get('q') === 'nobody' ? [] : named, nextCursor: null };
    },
  });
  await openDesk(page, desk, path);
  return { ...opened, sent, found };
}

/** Waits until a box is ready for the next shop. */
const emptied = (box: Locator) => box.and(box.page().locator(':placeholder-shown')).waitFor();

test('an operator leaves out a shop chosen by its name, with the keyboard alone', async (context) => {
  const { desk, page, faults, sent, found } = await openPolicy(context);
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: words['mod.deny'], exact: true }) });
  const box = form.getByRole('combobox', { name: words['mod.deny_label'] });
  const reason = form.getByRole('textbox', { name: words['mod.reason_label'] });
  await box.fill('nobody');
  await form.getByText(words['mod.shops_none']).waitFor();
  // Words alone name no shop, so nothing is sent.
  await reason.fill('Sells what it does not have');
  await reason.press('Enter');
  assert.equal(await box.evaluate((input: HTMLInputElement) => input.validationMessage), words['mod.name_one']);

  await box.fill('kiln');
  const options = form.getByRole('listbox', { name: words['mod.shops_found'] }).getByRole('option');
  await options.nth(1).waitFor();
  await form.getByRole('status').getByText('2 shops found').waitFor({ state: 'attached' });
  await box.press('ArrowDown');
  await form.locator('[role=option][aria-selected=true]:nth-of-type(2)').waitFor();
  assert.equal(await box.getAttribute('aria-activedescendant'), await options.nth(1).getAttribute('id'));
  assert.deepEqual(await seriousFaults(page), []);
  await box.press('Enter');
  const shop = found[1]?.address ?? '';
  await form.getByRole('status').getByText(shortId(shop)).waitFor();
  assert.equal(await box.inputValue(), hostile);
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  assert.deepEqual(sent, []);
  assert.deepEqual(await seriousFaults(page), []);
  await reason.press('Enter');
  await emptied(box);
  assert.deepEqual(sent, [{ act: 'deny', subject: shop, reason: 'Sells what it does not have' }]);
  assert.equal(desk.asked.filter((path) => path.startsWith('/api/v1/shops?q=kiln')).length, 1);
  assert.deepEqual(faults, []);
});

test('an operator leaves out by a pasted address or identifier, and follows a shop by its name, on a phone too', async (context) => {
  const { desk, page, faults, sent, found } = await openPolicy(context, '/operator?lang=zh-CN&theme=dark');
  await page.setViewportSize({ width: 390, height: 844 });
  const box = page.getByRole('combobox', { name: '店铺或内容' });
  const reason = page.getByRole('textbox', { name: '理由（人人可见）' });
  const content = `bafyrei${'a'.repeat(52)}`;
  for (const subject of [` ${addressOf('e4').toUpperCase().replace('0X', '0x')} `, content]) {
    await box.fill(subject);
    await reason.fill('假货');
    await reason.press('Enter');
    await emptied(box);
  }
  const follow = page.getByRole('combobox', { name: '要选定的店铺；空间不足时保留它' });
  await follow.fill(content);
  assert.equal(
    await follow.evaluate((input: HTMLInputElement) => input.validationMessage),
    '请从列表中选择店铺，或粘贴其地址。',
  );
  await follow.fill('kiln');
  const list = page.getByRole('listbox', { name: '找到的店铺' });
  await list.getByRole('option').first().waitFor();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  await list.getByRole('option').first().click();
  await page.getByRole('button', { name: '选定', exact: true }).click();
  await emptied(follow);
  assert.deepEqual(sent, [
    { act: 'deny', subject: addressOf('e4'), reason: '假货' },
    { act: 'deny', subject: content, reason: '假货' },
    { act: 'follow', shop: found[0]?.address },
  ]);
  assert.equal(desk.asked.filter((path) => path.startsWith('/api/v1/shops?q=0x')).length, 0);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
});
