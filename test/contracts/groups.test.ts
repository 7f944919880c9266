import { expect } from 'chai';
import { groupId as groupIdOf, groupTermsHash } from '../../protocol/group.ts';
import type { Address } from '../../protocol/primitives.ts';
import { type Alone, openAlone } from './setup/alone.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import { groupTerms } from './setup/groups.ts';
import { bytes32, dollars } from './setup/world.ts';

const HOUR = 3_600;
const token = `0x${'70'.repeat(20)}` as Address;
const zero = ethers.ZeroAddress;

const offerWith = (alone: Alone, terms = groupTerms) => ({
  shop: alone.actors.shop.address,
  listing: bytes32('listing'),
  sku: bytes32('sku'),
  token,
  priceUnits: dollars(20),
  maxSold: 100n,
  kind: 0,
  shipWithinSeconds: HOUR,
  inspectWithinSeconds: HOUR,
  coverageBps: 1_000,
  commissionBps: 0,
  parentBps: 0,
  hostBps: 0,
  arbitrator: alone.actors.stranger.address,
  pickup: zero,
  pickupBps: 0,
  group: groupTermsHash(terms),
  delivery: ethers.ZeroHash,
});

/** Opens a group for the buyer. */
async function open(alone: Alone, terms = groupTerms) {
  const { actors, groups } = alone;
  const offer = offerWith(alone, terms);
  const openedAt = (await networkHelpers.time.latest()) + 1;
  await networkHelpers.time.setNextBlockTimestamp(openedAt);
  const sent = groups.enter(offer, terms, actors.buyer.address, zero, 0);
  await (await sent).wait();
  const deadline = openedAt + terms.withinSeconds;
  const groupId = await groups.idOf(offer.shop, offer.sku, token, offer.group, actors.buyer.address, deadline);
  const join = (buyer: Signer) => groups.enter(offer, terms, buyer.address, actors.buyer.address, deadline);
  return { offer, sent, deadline, groupId, join };
}

describe('groups: counting', () => {
  it('opens, joins and fills in the call that brings the last member', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, groups } = alone;
    const { offer, sent, deadline, groupId, join } = await open(alone);
    await expect(sent)
      .to.emit(groups, 'GroupOpened')
      .withArgs(
        groupId,
        offer.shop,
        actors.buyer.address,
        offer.sku,
        token,
        (terms: unknown[]) => {
          expect(terms).to.deep.equal(Object.values(groupTerms).map(BigInt));
          return true;
        },
        deadline,
      );
    await expect(sent).to.emit(groups, 'GroupJoined').withArgs(groupId, actors.buyer.address, 1);
    expect(await groups.groupOf(groupId)).to.deep.equal([1n, 0n]);
    await expect(join(actors.otherBuyer))
      .to.emit(groups, 'GroupJoined')
      .withArgs(groupId, actors.otherBuyer.address, 2);
    expect(await groups.filledAt(groupId)).to.equal(0n);
    const last = join(actors.stranger);
    await expect(last).to.emit(groups, 'GroupJoined').withArgs(groupId, actors.stranger.address, 3);
    const filledAt = await networkHelpers.time.latest();
    await expect(last).to.emit(groups, 'GroupFilled').withArgs(groupId, filledAt);
    expect(await groups.groupOf(groupId)).to.deep.equal([3n, BigInt(filledAt)]);
  });

  it('gives back group and deadline, and its ID is the hash of what defines it', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { offer, deadline, groupId } = await open(alone);
    const { actors, groups } = alone;
    const returned = await groups.enter.staticCall(
      offer,
      groupTerms,
      actors.stranger.address,
      actors.buyer.address,
      deadline,
    );
    expect(returned).to.deep.equal([groupId, BigInt(deadline)]);
    const { shop, sku, group: terms } = offer;
    const leader = actors.buyer.address as Address;
    expect(groupIdOf({ shop: shop as Address, sku, token, terms, leader, deadline })).to.equal(groupId);
  });

  it('the same buyer may join twice, and the leader again', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { groupId, join } = await open(alone);
    await join(alone.actors.buyer);
    await expect(join(alone.actors.buyer)).to.emit(alone.groups, 'GroupFilled');
    expect((await alone.groups.groupOf(groupId)).members).to.equal(3n);
  });

  it('another leader, second, SKU, token or price is another group', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, groups } = alone;
    const { offer, deadline } = await open(alone);
    const leader = actors.buyer.address;
    const cheaper = { ...groupTerms, priceUnits: groupTerms.priceUnits - 1n };
    const others = [
      [offer, groupTerms, actors.otherBuyer.address, deadline],
      [offer, groupTerms, leader, deadline + 1],
      [offer, groupTerms, zero, deadline],
      [offer, groupTerms, leader, 0],
      [{ ...offer, sku: bytes32('other') }, groupTerms, leader, deadline],
      [{ ...offer, token: zero }, groupTerms, leader, deadline],
      [{ ...offer, shop: actors.otherShop.address }, groupTerms, leader, deadline],
      [{ ...offer, group: groupTermsHash(cheaper) }, cheaper, leader, deadline],
    ] as const;
    for (const [theirs, terms, theirLeader, theirDeadline] of others) {
      const joining = groups.enter(theirs, terms, actors.stranger.address, theirLeader, theirDeadline);
      await expect(joining).to.be.revertedWithCustomError(groups, 'GroupUnknown');
    }
  });

  it('survives another version of the offer, as long as the group is cheaper', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { actors, groups } = alone;
    const { offer, deadline } = await open(alone);
    const enter = (priceUnits: bigint) =>
      groups.enter({ ...offer, priceUnits }, groupTerms, actors.stranger.address, actors.buyer.address, deadline);
    await expect(enter(groupTerms.priceUnits)).to.be.revertedWithCustomError(groups, 'GroupTermsInvalid');
    await expect(enter(groupTerms.priceUnits + 1n)).to.emit(groups, 'GroupJoined');
  });
});

describe('groups: the deadline', () => {
  for (const [seconds, inTime] of [
    [-1, true],
    [0, true],
    [1, false],
  ] as const) {
    it(`${inTime ? 'takes' : 'refuses'} a member ${seconds} s from it`, async () => {
      const alone = await networkHelpers.loadFixture(openAlone);
      const { groups, actors } = alone;
      const { deadline, groupId, join } = await open(alone);
      await networkHelpers.time.setNextBlockTimestamp(deadline + seconds);
      const joining = join(actors.otherBuyer);
      if (inTime) await expect(joining).to.emit(groups, 'GroupJoined');
      else
        await expect(joining).to.be.revertedWithCustomError(groups, 'GroupDeadlinePassed').withArgs(groupId, deadline);
    });
  }
});

describe('groups: bounds of the terms', () => {
  for (const [what, change, allowed] of [
    ['two members', { size: 2 }, true],
    ['one member', { size: 1 }, false],
    ['no member', { size: 0 }, false],
    ['100 members', { size: 100 }, true],
    ['101 members', { size: 101 }, false],
    ['an hour', { withinSeconds: HOUR }, true],
    ['a second less than an hour', { withinSeconds: HOUR - 1 }, false],
    ['seven days', { withinSeconds: 168 * HOUR }, true],
    ['a second more than seven days', { withinSeconds: 168 * HOUR + 1 }, false],
    ['a price of a unit', { priceUnits: 1n }, true],
    ['no price', { priceUnits: 0n }, false],
    ['a unit below the price', { priceUnits: dollars(20) - 1n }, true],
    ['the price', { priceUnits: dollars(20) }, false],
  ] as const) {
    it(`${allowed ? 'allows' : 'refuses'} ${what}`, async () => {
      const alone = await networkHelpers.loadFixture(openAlone);
      const { actors, groups } = alone;
      const terms = { ...groupTerms, ...change };
      const opening = groups.enter(offerWith(alone, terms), terms, actors.buyer.address, zero, 0);
      if (allowed) await expect(opening).to.emit(groups, 'GroupOpened');
      else await expect(opening).to.be.revertedWithCustomError(groups, 'GroupTermsInvalid').withArgs(bytes32('sku'));
    });
  }
});
