import assert from 'node:assert/strict';
import type { CaseDetail, CaseSummary } from '../../../protocol/api/court.ts';
import { appealCost } from '../../../protocol/court.ts';
import { limits } from '../../../protocol/limits.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { until } from '../../support/until.ts';
import { buyer, shop } from '../support/case-parties.ts';
import { caseOn, count, draw, jurorsOf, lastRound, open, type Side, seal, waitSeats } from '../support/jury.ts';
import { act, openOrder } from '../support/order-page.ts';
import { makePhoto, seePicture } from '../support/photo.ts';
import type { Reader } from '../support/reader.ts';
import { ask, nodeOf, readerAt, readerOn, type Seat, type Stage } from '../support/story.ts';
import { disclose, said, seeDisclosed } from './talk.ts';

const buyersWords = 'One of the four plates has a crack from the rim to the middle.';
const shopsWords = '出窑时逐只敲听过，四只都没有裂纹。';

/** Where jurors of each round read: half of them before a phone, and in Chinese. */
const seats = [{ node: 1 }, { node: 2, locale: 'zh-CN', phone: true }] as const satisfies readonly Seat[];

/** The case that the demo market has before its court. */
export async function openCase(stage: Stage): Promise<Hex> {
  const { items } = await ask<{ items: CaseSummary[] }>(stage, 1, `/cases?party=${buyer.address}&state=voting`);
  const [found] = items;
  assert.equal(found?.shop, shop.address);
  return found.order as Hex;
}

async function submit(reader: Reader, text: string, also?: () => Promise<void>): Promise<void> {
  const { words } = reader;
  await act(reader, {
    action: 'submit_evidence',
    state: 'escalated',
    async fill(form) {
      await form.getByRole('textbox', { name: words.t('order.evidence_text') }).fill(text);
      await form
        .getByLabel(words.t('order.photos', { most: limits.evidenceImages }))
        .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await makePhoto() });
      await form.getByRole('img', { name: words.t('review.photo') }).waitFor();
      await also?.();
    },
  });
}

/** Waits until a node has so many pieces of evidence, with all their pictures. */
async function evidenceOn(stage: Stage, wanted: { node: 1 | 2; order: Hex; pieces: number }): Promise<void> {
  const { node, order, pieces } = wanted;
  const found = await until(`${pieces} pieces of evidence on node ${node}`, async () => {
    const { evidence } = await caseOn(stage, node, order);
    return evidence.length === pieces && evidence.every(({ content }) => content !== null) && evidence;
  });
  const sources = found.flatMap(({ content }) => content?.images ?? []).flatMap((image) => image.sources);
  for (const { cid } of sources)
    await until(`the picture ${cid} on node ${node}`, async () => {
      const response = await fetch(`${nodeOf(stage, node).url}/image/${cid}`);
      return response.ok;
    });
}

/**
 * Both sides bring a text and a photo, each on another node, and the buyer opens what the seller wrote; both nodes show
 * them.
 */
export async function bringEvidence(stage: Stage, order: Hex): Promise<void> {
  const before = (await caseOn(stage, 1, order)).evidence.length;
  const one = await readerOn(stage, 1);
  await openOrder(one, order);
  await one.become(buyer);
  await submit(one, buyersWords, () => disclose(one, said.shop));
  // Pictures come to other nodes after the text that shows them: nobody looks until they are there.
  await one.visit('/');
  await evidenceOn(stage, { node: 2, order, pieces: before + 1 });
  const two = await readerOn(stage, 2, 'zh-CN');
  await openOrder(two, order);
  await two.become(shop);
  await submit(two, shopsWords);
  for (const [node, reader] of [
    [1, one],
    [2, two],
  ] as const) {
    await evidenceOn(stage, { node, order, pieces: before + 2 });
    await reader.visit(`/court/${order}`);
    for (const text of [buyersWords, shopsWords]) {
      const piece = reader.page.getByRole('listitem').filter({ hasText: text });
      const picture = piece.getByRole('img', { name: reader.words.t('evidence.picture') });
      await seePicture(picture);
    }
    await seeDisclosed(reader, said.shop);
  }
}

/** Two readers side by side: each juror has a turn at one of them. */
async function inLanes<T>(people: readonly T[], turn: (person: T, lane: number) => Promise<void>): Promise<void> {
  const lane = async (number: number): Promise<void> => {
    for (const person of people.filter((_, index) => index % 2 === number)) await turn(person, number);
  };
  await Promise.all([lane(0), lane(1)]);
}

/**
 * Whoever was drawn seals a vote on one node and opens it on the other, where only the wallet's signature can make it
 * again; then anyone has the votes counted.
 * @returns the case as it was before the count, with every vote opened
 */
export async function vote(stage: Stage, order: Hex, side: Side): Promise<CaseDetail> {
  const drawn = await until(`the panel of ${order} on every node`, async () => {
    const [one, two] = await Promise.all([caseOn(stage, 1, order), caseOn(stage, 2, order)]);
    return lastRound(one).panel.length > 0 && lastRound(two).panel.length === lastRound(one).panel.length && one;
  });
  const jurors = jurorsOf(lastRound(drawn));
  const at = (index: number) => readerAt(stage, seats[index % 2] ?? seats[0]);
  await inLanes(jurors, async (juror, lane) => seal(await at(lane), { found: drawn, juror, side }));
  await Promise.all(([1, 2] as const).map((node) => waitSeats(stage, { node, order, state: 'committed' })));
  await inLanes(jurors, async (juror, lane) => open(await at(lane + 1), { order, juror, side }));
  const [voted] = await Promise.all(
    ([1, 2] as const).map((node) => waitSeats(stage, { node, order, state: 'revealed' })),
  );
  const reader = await readerOn(stage, 1);
  await reader.visit(`/court/${order}`);
  await count(reader);
  return voted ?? assert.fail('the case has no votes');
}

/** The buyer sees what an appeal costs, pays it, and anyone has the larger panel drawn. */
export async function appeal(stage: Stage, order: Hex): Promise<void> {
  const reader = await readerOn(stage, 1);
  const { page, words } = reader;
  const decided = await until('the first decision', async () => {
    const found = await caseOn(stage, 1, order);
    return found.phase === 'appealable' && found;
  });
  assert.equal(decided.ruling, 'shop');
  const costUnits = appealCost(BigInt(lastRound(decided).feeUnits));
  assert.equal(decided.appealUnits, costUnits.toString());
  await openOrder(reader, order);
  await reader.become(buyer);
  await act(reader, {
    action: 'appeal',
    state: 'escalated',
    fill: () =>
      page.getByText(words.t('order.cost_appeal', { amount: words.money(costUnits, decided.token) })).waitFor(),
  });
  await draw(stage, reader, order);
  const { panel, panelSize } = lastRound(await caseOn(stage, 1, order));
  assert.equal(panelSize, 7);
  assert.ok(panel.length > panelSize / 2, `${panel.length} jurors were drawn`);
}
