import assert from 'node:assert/strict';
import type { CaseDetail, JurorView } from '../../../protocol/api/court.ts';
import type { OrderDetail } from '../../../protocol/api/order.ts';
import type { DepositView } from '../../../protocol/api/shop.ts';
import { overturnedSlashUnits } from '../../../protocol/court.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import { personaRecords } from '../../../scripts/demo/accounts.ts';
import { until } from '../../support/until.ts';
import { buyer, shop } from '../support/case-parties.ts';
import { caseOn, jurorsOf } from '../support/jury.ts';
import { alike, assertPayout, creditOf } from '../support/money.ts';
import { assertState, openOrder } from '../support/order-page.ts';
import { ask, readerAt, readerOn, type Stage, tokenOf } from '../support/story.ts';

/** What everybody has before the case ends. */
export interface Before {
  credits: ReadonlyMap<Address, bigint>;
  stakes: ReadonlyMap<Address, bigint>;
  depositUnits: bigint;
}

/** Everybody who is, or may become, a juror or a party of the case. */
const people = personaRecords().filter(({ role }) => role !== 'seller' && role !== 'operator');

const depositOf = async (stage: Stage): Promise<bigint> => {
  const { items } = await alike<{ items: DepositView[] }>(stage, `/deposits?shop=${shop.address}`);
  return BigInt(items[0]?.stakedUnits ?? 0);
};

const stakeOf = async (stage: Stage, juror: Address): Promise<bigint> => {
  const { stakes } = await alike<JurorView>(stage, `/jurors/${juror}`);
  return BigInt(stakes[0]?.stakedUnits ?? 0);
};

/** Remembers credits, stakes and the shop's deposit. */
export async function rememberMoney(stage: Stage): Promise<Before> {
  const credits = new Map<Address, bigint>();
  const stakes = new Map<Address, bigint>();
  for (const person of people) credits.set(person.address, await creditOf(stage, 1, person));
  for (const { address } of people) stakes.set(address, await stakeOf(stage, address));
  return { credits, stakes, depositUnits: await depositOf(stage) };
}

/** The appeal's ruling is carried out, and both nodes tell alike where every unit went. */
export async function seeRuling(stage: Stage, order: Hex, before: Before): Promise<void> {
  await until('the case to be closed', async () => (await caseOn(stage, 1, order)).phase === 'closed');
  const found = await alike<CaseDetail>(stage, `/cases/${order}`);
  const [first, second] = found.rounds;
  assert.ok(first && second);
  assert.equal(found.ruling, 'buyer');
  assert.deepEqual([first.decided?.ruling, first.decided?.shopVotes], ['shop', first.panel.length]);
  assert.deepEqual([second.decided?.ruling, second.decided?.buyerVotes], ['buyer', second.panel.length]);
  const earned = (round: typeof first): bigint => BigInt(round.feeUnits) * BigInt(round.panel.length);
  const paid = (round: typeof first): bigint => BigInt(round.feeUnits) * BigInt(round.panelSize);
  const jurorUnits = earned(first) + earned(second);
  const returnedUnits = paid(first) + paid(second) - jurorUnits;

  const closed = await alike<OrderDetail>(stage, `/orders/${order}`);
  assert.equal(closed.outcome, 'arbitrated');
  const payout = assertPayout(closed, { refundBps: found.buyerBps ?? 0, costsUnits: jurorUnits });
  assert.deepEqual(found.costs, {
    jurorUnits: jurorUnits.toString(),
    returnedUnits: returnedUnits.toString(),
    buyerUnits: payout.costsUnits.toString(),
  });

  const gains = new Map<Address, bigint>();
  const gain = (address: Address, units: bigint) => gains.set(address, (gains.get(address) ?? 0n) + units);
  gain(buyer.address, payout.buyerUnits + payout.penaltyUnits + payout.costsUnits + returnedUnits);
  for (const round of [first, second]) for (const { address } of jurorsOf(round)) gain(address, BigInt(round.feeUnits));
  for (const person of people) {
    const units = (before.credits.get(person.address) ?? 0n) + (gains.get(person.address) ?? 0n);
    for (const node of [1, 2] as const) assert.equal(await creditOf(stage, node, person), units, person.name);
  }
  const overturned = new Set(jurorsOf(first).map(({ address }) => address));
  const slashUnits = overturnedSlashUnits(BigInt(first.lockUnits));
  for (const [address, units] of before.stakes) {
    assert.equal(await stakeOf(stage, address), units - (overturned.has(address) ? slashUnits : 0n), address);
  }
  const fromDeposit = payout.penaltyUnits + payout.costsUnits + payout.coverageFeeUnits;
  assert.ok(payout.costsUnits > 0n && payout.coverageFeeUnits > 0n);
  assert.equal(await depositOf(stage), before.depositUnits - fromDeposit);
}

/** The order's page on node 2, and the bench of a juror whose vote was overturned. */
export async function seeCosts(stage: Stage, order: Hex): Promise<void> {
  const token = await tokenOf(stage);
  const { rounds, costs } = await caseOn(stage, 2, order);
  const [first] = rounds;
  assert.ok(first && costs);
  const reader = await readerOn(stage, 2, 'zh-CN');
  const { page, words } = reader;
  await openOrder(reader, order);
  await assertState(reader, 'ruled');
  await page.getByText(words.t('case.closed_buyer')).waitFor();
  const paidBack = page.getByRole('region', { name: words.t('case.title') }).getByText(words.t('case.costs_buyer'));
  await paidBack.locator('xpath=..').getByText(words.money(costs.buyerUnits, token)).waitFor();

  const phone = await readerAt(stage, { node: 2, locale: 'zh-CN', phone: true });
  const [juror] = jurorsOf(first);
  assert.ok(juror);
  await phone.visit('/court');
  await phone.become(juror);
  const { stakes, drawn, voted, silent, overturned } = await ask<JurorView>(stage, 2, `/jurors/${juror.address}`);
  const figures = phone.page.getByRole('region', { name: phone.words.t('bench.seats') });
  await figures
    .getByText(phone.words.money(stakes[0]?.earnedUnits ?? '0', token))
    .first()
    .waitFor();
  const record = phone.words.t('bench.record', { drawn, voted, silent, overturned });
  await phone.page.getByRole('img', { name: record }).waitFor();
  assert.deepEqual([silent, overturned], [0, 1]);
  await phone.inspect();
}
