import assert from 'node:assert/strict';
import type { GroupSummary } from '../../../protocol/api/group.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import type { PersonaRecord } from '../../../scripts/demo/accounts.ts';
import { until } from '../../support/until.ts';
import { alike, assertPayout, creditOf } from '../support/money.ts';
import { act, assertState, openOrder, readAddress } from '../support/order-page.ts';
import { type Destination, fillAddress, pay } from '../support/purchase.ts';
import type { Reader } from '../support/reader.ts';
import { orderOn, persona, readerAt, readerOn, type Seat, type Stage, tokenOf } from '../support/story.ts';
import { findListing } from './browse.ts';

const mug = { title: 'Cloud mug in speckled stoneware', code: 'KC-MUG-OAT', size: 3 };

/** What a member pays: 22 dollars for the mug, and the delivery to the rest of the world, or within China. */
const abroadUnits = 41_000_000n;
const withinChinaUnits = 24_000_000n;

/** Who buys, and where they sit. */
const leader: PersonaRecord = persona('maya');
export const member: PersonaRecord = persona('jonas');
/** Before a phone, in Chinese. */
export const memberSeat: Seat = { node: 2, locale: 'zh-CN', phone: true };
const last: PersonaRecord = persona('lin');
const seller: PersonaRecord = persona('lan');

export const berlin: Destination = {
  country: 'DE',
  recipient: 'Jonas Weber',
  line1: 'Weserstraße 14',
  postalCode: '12047',
  city: 'Berlin',
  notes: 'Hinterhof, 3. Stock',
};

/** A group that somebody opened. */
export interface OpenedGroup {
  /** Order of the leader. */
  order: Hex;
  /** Path and query of the link to share. */
  link: string;
}

/** Waits until the open order shows how many have joined. */
const seeMembers = ({ page, words }: Reader, members: number): Promise<void> =>
  page
    .getByRole('region', { name: words.t('order.group') })
    .getByRole('img', {
      name: words.t('group.members', { members: words.number(members), size: words.number(mug.size) }),
    })
    .first()
    .waitFor();

/** On node 1 a buyer opens a group, pays, and gets the link to share. */
export async function openGroup(stage: Stage): Promise<OpenedGroup> {
  const reader = await readerOn(stage, 1);
  const { page, words } = reader;
  await reader.visit(`/listing/${await findListing(stage, mug.title)}?v=${mug.code}`);
  await reader.become(leader);
  await page.getByRole('link', { name: words.t('group.open'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, { ...berlin, country: 'PT', recipient: 'Maya Okafor', city: 'Lisboa' });
  const [order] = await pay(reader, abroadUnits, await tokenOf(stage));
  if (order === undefined) throw new RangeError('no order');
  await openOrder(reader, order);
  await assertState(reader, 'pooling');
  await seeMembers(reader, 1);
  const { href, pathname, search } = new URL(
    (
      await page
        .getByRole('region', { name: words.t('order.group_link') })
        .getByRole('status')
        .innerText()
    ).trim(),
  );
  assert.ok(href.includes(leader.address), href);
  return { order, link: `${pathname}${search}` };
}

/** Somebody follows the link, joins and pays. */
async function join(
  reader: Reader,
  {
    stage,
    link,
    who,
    to,
    totalUnits,
  }: { stage: Stage; link: string; who: PersonaRecord; to: Destination; totalUnits: bigint },
): Promise<Hex> {
  const { page, words } = reader;
  await reader.visit(link);
  await reader.become(who);
  await page.getByText(words.t('group.invited'), { exact: true }).waitFor();
  await page
    .getByRole('link', { name: words.t('group.join'), exact: true })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: words.t('checkout.title') }).waitFor();
  await fillAddress(reader, to);
  const [order] = await pay(reader, totalUnits, await tokenOf(stage));
  if (order === undefined) throw new RangeError('no order');
  return order;
}

/**
 * On node 2 two others join through the link, one before a phone and in Chinese; the page of who opened the group on
 * node 1 shows it without being loaded again.
 * @returns the order of the first who joined
 */
export async function fillGroup(stage: Stage, { order, link }: OpenedGroup): Promise<Hex> {
  const opener = await readerOn(stage, 1);
  const phone = await readerAt(stage, memberSeat);
  const joined = await join(phone, { stage, link, who: member, to: berlin, totalUnits: abroadUnits });
  await openOrder(phone, joined);
  await assertState(phone, 'pooling');
  await seeMembers(phone, 2);
  await seeMembers(opener, 2);

  const wide = await readerOn(stage, 2);
  const suzhou: Destination = {
    country: 'CN',
    recipient: '林玫',
    phone: '139 0000 0000',
    region: '江苏省',
    city: '苏州市姑苏区',
    line1: '平江路 12 号',
    postalCode: '215005',
    notes: '',
  };
  const filling = await join(wide, { stage, link, who: last, to: suzhou, totalUnits: withinChinaUnits });
  await openOrder(wide, filling);
  await assertState(wide, 'paid');
  await seeMembers(phone, 3);
  await seeMembers(opener, 3);
  await openOrder(opener, order);
  await assertState(opener, 'paid');

  const found = await alike<OrderDetail>(stage, `/orders/${joined}`);
  assert.equal(found.state, 'paid');
  assert.deepEqual([found.group?.members, found.group?.leader], [3, leader.address]);
  const group = await alike<GroupSummary>(stage, `/groups/${found.group?.groupId}`);
  assert.deepEqual([group.state, group.members], ['filled', 3]);
  return joined;
}

/** The seller finds the order on the desk of node 1 and ships it; the buyer confirms on node 2; the leader has a share. */
export async function completeMember(stage: Stage, order: Hex): Promise<void> {
  const before = await creditOf(stage, 1, leader);
  const desk = await readerOn(stage, 1);
  await desk.visit('/desk/orders');
  await desk.become(seller);
  await desk.page.locator(`a[href="/order/${order}"]`).first().click();
  await desk.page.waitForURL(`**/order/${order}`);
  await desk.inspect();
  const written = await readAddress(desk);
  assert.ok(written.includes(berlin.line1), written);
  await act(desk, { action: 'ship', state: 'shipped' });

  const phone = await readerAt(stage, memberSeat);
  await until(
    `node 2 to know that ${order} is shipped`,
    async () => (await orderOn(stage, 2, order)).state === 'shipped',
  );
  await openOrder(phone, order);
  await act(phone, { action: 'confirm', state: 'completed' });

  const { leaderUnits } = assertPayout(await alike<OrderDetail>(stage, `/orders/${order}`), { refundBps: 0 });
  assert.equal(leaderUnits, (abroadUnits * 300n) / 10_000n);
  for (const node of [1, 2] as const) assert.equal((await creditOf(stage, node, leader)) - before, leaderUnits);
  const { page, words } = phone;
  await page
    .getByRole('region', { name: words.t('order.amounts') })
    .getByText(words.money(leaderUnits, await tokenOf(stage)))
    .waitFor();
}
