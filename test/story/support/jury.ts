import assert from 'node:assert/strict';
import type { CaseDetail, DrawView, PanelSeatView, RoundView } from '../../../protocol/api/court.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { type PersonaRecord, personaRecords } from '../../../scripts/demo/accounts.ts';
import { until } from '../../support/until.ts';
import type { Reader } from './reader.ts';
import { ask, type Stage } from './story.ts';

/** A side of a case, as votes name it. */
export type Side = 'shop' | 'buyer';

/** A case as a node tells it. */
export const caseOn = (stage: Stage, node: 1 | 2, order: Hex): Promise<CaseDetail> =>
  ask(stage, node, `/cases/${order}`);

/** The newest round of a case. */
export const lastRound = ({ rounds }: CaseDetail): RoundView => rounds.at(-1) ?? assert.fail('the case has no round');

/** Who of the demo market sits on a panel. */
export const jurorsOf = ({ panel }: RoundView): PersonaRecord[] =>
  panel.map(
    ({ juror }) =>
      personaRecords().find(({ address }) => address === juror) ?? assert.fail(`${juror} is nobody of the demo market`),
  );

/** Waits until a node tells that so many seats of the newest panel are in a state. */
export const waitSeats = (
  stage: Stage,
  { node, order, state }: { node: 1 | 2; order: Hex; state: PanelSeatView['state'] },
): Promise<CaseDetail> =>
  until(`every juror of ${order} to be ${state} on node ${node}`, async () => {
    const found = await caseOn(stage, node, order);
    const { panel } = lastRound(found);
    return panel.length > 0 && panel.every((seat) => seat.state === state) && found;
  });

/** Opens a case as a juror. */
async function openAs(reader: Reader, order: Hex, juror: PersonaRecord): Promise<void> {
  await reader.visit(`/court/${order}`);
  await reader.become(juror);
}

/** Clicks and waits until the page was loaded again, which is what a step of a case ends with. */
async function clickThrough({ page, inspect }: Reader, name: string): Promise<void> {
  const failure = page.getByRole('alert');
  const reloaded = page.waitForEvent('domcontentloaded');
  await page.getByRole('button', { name, exact: true }).click();
  await Promise.race([reloaded, failure.waitFor().then(async () => assert.fail(await failure.innerText()))]);
  await inspect();
}

/** A juror chooses a side and seals the vote. */
export async function seal(
  reader: Reader,
  { found, juror, side }: { found: CaseDetail; juror: PersonaRecord; side: Side },
): Promise<void> {
  const { page, words } = reader;
  await openAs(reader, found.order as Hex, juror);
  const bps = (side === 'shop' ? found.sellerBps : found.buyerBps) ?? 0;
  const amount = words.money((BigInt(found.totalUnits) * BigInt(bps)) / 10_000n, found.token);
  await page.getByRole('radio', { name: words.t(`vote.${side}`, { percent: words.percent(bps), amount }) }).check();
  await clickThrough(reader, words.t('vote.seal'));
  // The last who seals finds every vote ready to be opened.
  const sealed = page.getByText(words.t('vote.sealed'), { exact: true });
  const ready = page.getByRole('button', { name: words.t('vote.open'), exact: true });
  await sealed.or(ready).first().waitFor();
}

/** A juror opens the sealed vote. */
export async function open(
  reader: Reader,
  { order, juror, side }: { order: Hex; juror: PersonaRecord; side: Side },
): Promise<void> {
  const { page, words } = reader;
  await openAs(reader, order, juror);
  await clickThrough(reader, words.t('vote.open'));
  await page.getByText(words.t(`vote.opened_${side}`)).waitFor();
}

/** Anyone has the votes counted; the page of the case is open. */
export const count = (reader: Reader): Promise<void> => clickThrough(reader, reader.words.t('move.advance'));

/** Anyone starts the draw, once the chain has the block that decides it and a wallet can try. */
export async function draw(stage: Stage, reader: Reader, order: Hex): Promise<void> {
  await until('the block that decides the draw', async () => {
    const { header } = await ask<DrawView>(stage, 1, `/cases/${order}/draw`);
    return header !== null;
  });
  await reader.visit(`/court/${order}`);
  await clickThrough(reader, reader.words.t('move.draw'));
}
