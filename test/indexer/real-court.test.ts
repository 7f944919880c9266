import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { zeroAddress, zeroHash } from 'viem';
import { courtAbi } from '../../protocol/abi/court.ts';
import { groupsAbi } from '../../protocol/abi/groups.ts';
import { marketAbi } from '../../protocol/abi/market.ts';
import { encodeBlockHeader } from '../../protocol/block-header.ts';
import { casePhases, courtSeconds, seatStates, voteCommitment } from '../../protocol/court.ts';
import { unwrap } from '../../protocol/errors.ts';
import { groupTermsHash, groupTermsOf } from '../../protocol/group.ts';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { addressAt, noPermit, SELLER, startAnvilMarket } from './fixtures/anvil-market.ts';
import { dump, until } from './fixtures/indexing.ts';
import { TestStores } from './fixtures/stores.ts';

let stores: TestStores;
before(async () => {
  stores = await TestStores.start();
});
after(() => stores.stop());

const BUYER = 2;
const OTHER_BUYER = 3;
const JURORS = [4, 5, 6, 7, 8, 9];
const group = { priceUnits: '9000000', size: 2, withinSeconds: 86_400, leaderBps: 200, commissionBps: 0 };
const noCoupons = { pointsIssuer: zeroAddress, points: 0n, coupons: [], handover: zeroHash };

test('a case from its dispute to its ruling, and a group that fills up, are in the tables as in the contracts', async (t) => {
  const market = await startAnvilMarket(t, stores);
  const { at, token, send, fund, read, queries, store, pass } = market;
  for (const juror of JURORS) {
    await fund(juror, at.court);
    await send(juror, at.court, courtAbi, 'takeSeats', [token, 2, noPermit]);
  }
  await send(9, at.court, courtAbi, 'leaveSeats', [token, [11]]);
  await pass(courtSeconds.warmUp + 1);
  const buy = await market.publish({ arbitrator: at.court, group });
  for (const buyer of [BUYER, OTHER_BUYER]) await fund(buyer, at.market);

  /** Reads the same things from the court and from the tables. */
  const compare = async (orderId?: Hex): Promise<void> => {
    await market.synced();
    for (const account of JURORS) {
      const juror = addressAt(account);
      const held = await read<Record<string, bigint | number>>(at.court, courtAbi, 'jurorOf', [token, juror]);
      const view = await queries.getJuror(juror);
      assert.deepEqual(
        [view?.stakes[0]?.stakedUnits, view?.stakes[0]?.lockedUnits, view?.seats.length],
        [String(held.stakedUnits), String(held.lockedUnits), held.seats],
      );
    }
    const pool = await read<{ keptSeats: number; stakedUnits: bigint }>(at.court, courtAbi, 'poolOf', [token]);
    const [shown] = await queries.listCourtPools();
    assert.deepEqual(
      [shown?.seats, shown?.stakedUnits, shown?.capUnits],
      [pool.keptSeats, String(pool.stakedUnits), String(await read(at.court, courtAbi, 'valueCap', [token]))],
    );
    if (orderId === undefined) return;
    const found = await read<{ phase: number; round: number; appealBy: number; buyerEvidence: number }>(
      at.court,
      courtAbi,
      'caseOf',
      [orderId],
    );
    const row = await store.db.selectFrom('cases').selectAll().where('order_id', '=', orderId).executeTakeFirst();
    assert.deepEqual(
      [row?.phase, row?.round, row?.buyer_evidence],
      [casePhases[found.phase], found.round, found.buyerEvidence],
    );
    const detail = await queries.getCase(orderId);
    for (const round of detail?.rounds ?? []) {
      const held: Record<string, bigint | number> = await read<Record<string, bigint | number>>(
        at.court,
        courtAbi,
        'roundOf',
        [orderId, round.round],
      );
      assert.deepEqual(
        [
          round.panelSize,
          round.feeUnits,
          round.lockUnits,
          round.attempt,
          round.drawBlock,
          round.commitBy ?? 0,
          round.revealBy ?? 0,
        ],
        [
          held.panelSize,
          String(held.feeUnits),
          String(held.lockUnits),
          held.attempt,
          Number(held.drawBlock),
          held.commitBy,
          held.revealBy,
        ],
      );
      const seats: { juror: Address; state: number; vote: number }[] = await read(at.court, courtAbi, 'panelOf', [
        orderId,
        round.round,
      ]);
      assert.deepEqual(
        round.panel.map(({ juror, state, vote }) => [juror, state, vote]),
        seats.map(({ juror, state, vote }) => [juror.toLowerCase(), seatStates[state], [null, 'shop', 'buyer'][vote]]),
      );
    }
  };
  await compare();

  // A group of two: the first order waits for the second, which turns both paid without touching the first.
  const terms = groupTermsOf(group);
  await buy(BUYER, 0, [{ group: terms, leader: zeroAddress, groupDeadline: 0, ...noCoupons }]);
  await market.synced();
  const [pooled] = (await queries.listOrders({ limit: 10, state: 'pooling' })).items;
  assert.equal(pooled?.group?.members, 1);
  assert.equal(pooled.deadline, pooled.group.deadline);
  assert.deepEqual(
    (await queries.listGroups({ limit: 5, state: 'open' })).items.map(({ members }) => members),
    [1],
  );
  const deadline = pooled.group.deadline;
  await buy(OTHER_BUYER, 0, [{ group: terms, leader: addressAt(BUYER), groupDeadline: deadline, ...noCoupons }]);
  await market.synced();
  const filled = await queries.getGroup(pooled.group.groupId);
  assert.equal(filled?.filledAt, await read(at.groups, groupsAbi, 'filledAt', [pooled.group.groupId]));
  assert.deepEqual([filled?.state, filled?.orders.map(({ state }) => state)], ['filled', ['paid', 'paid']]);
  const paid = await queries.getOrder(pooled.id);
  assert.equal(paid?.deadline, (filled?.filledAt ?? 0) + 259_200);
  assert.deepEqual(
    paid?.steps.map(({ event }) => event),
    ['paid', 'filled'],
  );
  assert.equal((await queries.listOrders({ limit: 5, state: 'pooling' })).items.length, 0);
  assert.equal((await queries.listOrders({ limit: 5, state: 'paid' })).items.length, 2);
  assert.equal(paid?.terms.group, filled?.groupId);
  assert.equal(
    groupTermsHash(terms),
    (await queries.getListingByHandle(market.shop, 'blue-mug'))?.variants[0]?.offer.group,
  );

  // A group that does not fill gives its units back.
  await buy(OTHER_BUYER, 1, [{ group: terms, leader: zeroAddress, groupDeadline: 0, ...noCoupons }]);
  await market.synced();
  const [alone] = (await queries.listOrders({ limit: 1, state: 'pooling' })).items;
  assert.ok(alone);
  await pass(group.withinSeconds + 2);
  await send(0, at.market, marketAbi, 'poke', [await market.termsOf(alone.id)]);
  await market.synced();
  const { sku } = (await market.termsOf(alone.id)) as { sku: Hex };
  const sold = await store.db.selectFrom('sold').select('units').where('sku', '=', sku).executeTakeFirst();
  assert.equal(BigInt(sold?.units ?? -1), await read(at.market, marketAbi, 'soldOf', [market.shop, sku]));
  const expired = await queries.getOrder(alone.id);
  assert.deepEqual([expired?.state, expired?.outcome], ['refunded', 'group_expired']);
  const { outcomes } = (await queries.getShop(market.shop)) ?? {};
  assert.deepEqual([outcomes?.cancelled, outcomes?.completed, outcomes?.distinctBuyers], [0, 0, 2]);

  // The case.
  await send(SELLER, at.market, marketAbi, 'ship', [await market.termsOf(pooled.id), zeroHash]);
  const order = await market.termsOf(pooled.id);
  const id = pooled.id as Hex;
  await send(BUYER, at.market, marketAbi, 'dispute', [order, 8_000, `0x${'e1'.repeat(32)}`]);
  await send(SELLER, at.market, marketAbi, 'propose', [order, 1_000, `0x${'e2'.repeat(32)}`]);
  await fund(BUYER, at.court);
  await send(BUYER, at.court, courtAbi, 'createDispute', [order]);
  await send(BUYER, at.court, courtAbi, 'submitEvidence', [order, `0x${'e3'.repeat(32)}`]);
  await compare(id);
  const opened = await queries.getOrder(id);
  assert.deepEqual([opened?.state, opened?.case?.phase, opened?.case?.ruling], ['escalated', 'drawing', null]);
  assert.deepEqual(
    opened?.steps.slice(-3).map(({ event, by }) => [event, by]),
    [
      ['round_opened', 'buyer'],
      ['escalated', 'buyer'],
      ['evidence', 'buyer'],
    ],
  );
  assert.deepEqual(
    (await queries.listEvidence(id)).map(({ by, digest }) => [by, digest.slice(2, 4)]),
    [
      ['buyer', 'e1'],
      ['seller', 'e2'],
      ['buyer', 'e3'],
    ],
  );

  await market.client.mine({ blocks: 5 });
  const drawBlock = (await queries.getCase(id))?.rounds[0]?.drawBlock ?? 0;
  await send(0, at.court, courtAbi, 'draw', [order, unwrap(encodeBlockHeader(await market.header(drawBlock)))]);
  await compare(id);
  const panel = (await queries.getCase(id))?.rounds[0]?.panel ?? [];
  assert.equal(panel.length, 3);
  const salt: Hex = `0x${'5a'.repeat(32)}`;
  const accountOf = (juror: string) => JURORS.find((account) => addressAt(account) === juror) ?? 0;
  for (const { juror, seat } of panel) {
    const commitment = voteCommitment({ orderId: id, round: 0, juror: juror as Address, vote: 2, salt });
    await send(accountOf(juror), at.court, courtAbi, 'commit', [id, seat, commitment]);
  }
  await compare(id);
  // The last juror stays silent and is slashed; the other two are more than half.
  for (const { juror, seat } of panel.slice(0, 2))
    await send(accountOf(juror), at.court, courtAbi, 'reveal', [id, seat, 2, salt]);
  await compare(id);
  await pass(courtSeconds.commit + courtSeconds.reveal + 1);
  await send(0, at.court, courtAbi, 'advance', [order]);
  await compare(id);
  assert.deepEqual([(await queries.getCase(id))?.ruling, (await queries.getCase(id))?.phase], ['buyer', 'appealable']);
  await pass(courtSeconds.appeal + 1);
  await send(0, at.court, courtAbi, 'advance', [order]);
  await compare(id);

  const closed = await queries.getCase(id);
  const ruled = await queries.getOrder(id);
  assert.deepEqual([closed?.phase, closed?.ruling, ruled?.outcome], ['closed', 'buyer', 'arbitrated']);
  assert.equal(closed?.costs?.buyerUnits, ruled?.payout?.costsUnits);
  assert.equal(closed?.costs?.jurorUnits, String(2n * BigInt(closed?.rounds[0]?.feeUnits ?? 0)));
  const [voter, , silent] = await Promise.all(panel.map(({ juror }) => queries.getJuror(juror)));
  assert.deepEqual([voter?.voted, voter?.silent, voter?.stakes[0]?.earnedUnits], [1, 0, closed?.rounds[0]?.feeUnits]);
  assert.deepEqual([silent?.voted, silent?.silent, silent?.stakes[0]?.earnedUnits], [0, 1, '0']);
  assert.ok(BigInt(silent?.stakes[0]?.slashedUnits ?? 0) > 0n);
  assert.deepEqual(
    (await queries.listCases({ limit: 5, juror: voter?.address as Address })).items.map(({ order: of }) => of),
    [id],
  );

  // The last blocks are replaced by others without their transactions: the case is open again.
  await market.client.request({ method: 'anvil_reorg', params: [2, []] } as never);
  await market.client.mine({ blocks: 1 });
  await compare(id);
  assert.equal((await queries.getCase(id))?.phase, 'appealable');
  const clean = await stores.store(t);
  const reference = await market.follow(clean);
  await until(() => reference.status().synced);
  await reference.stop();
  const { listing_scores: _scores, ...tables } = await dump(store);
  const { listing_scores: _none, ...expected } = await dump(clean);
  assert.deepEqual(tables, expected);
});
