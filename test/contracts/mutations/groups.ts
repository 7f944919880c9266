import type { Extras } from '../../../protocol/extras.ts';
import type { GroupTerms } from '../../../protocol/group.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { buy, type LineOptions, makeOffer, zero } from '../setup/cart.ts';
import { networkHelpers } from '../setup/chain.ts';
import { groupTerms } from '../setup/groups.ts';
import { pay } from '../setup/orders.ts';
import { inGroup, joinGroup } from '../setup/pooling.ts';
import { bytes32, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

/** Opens a group whose terms or line differ from the usual. */
const open =
  (terms: Partial<GroupTerms>, line: LineOptions = {}) =>
  (world: World) =>
    buy(world, inGroup({ lines: [line] }, {}, { ...groupTerms, ...terms }));

/** Joins the group of two that the buyer opened, with other extras or at another time. */
const join = (change: Partial<Extras>, seconds?: number) => async (world: World) => {
  const { order } = await pay(world, inGroup());
  const { deadline } = await world.market.progressOf(await world.market.idOf(order));
  if (seconds !== undefined) await networkHelpers.time.setNextBlockTimestamp(Number(deadline) + seconds);
  const extras = { leader: order.buyer, groupDeadline: Number(deadline), ...change };
  return buy(world, inGroup({}, extras), world.actors.otherBuyer);
};

export const groupMutations = mutationsOf('groups', [
  [
    'GroupsUnauthorized',
    'anyone enters',
    (world) => {
      const { actors, groups } = world;
      const [line = {}] = inGroup().lines ?? [];
      const offer = makeOffer(world, actors.shop, line);
      return groups.as(actors.stranger).enter(offer, groupTerms, actors.stranger.address, zero, 0);
    },
  ],
  ['GroupTermsInvalid', 'terms that the offer does not name', open({}, { offer: { group: bytes32('other terms') } })],
  ['GroupTermsInvalid', 'an offer without a group', open({}, { offer: { group: `0x${'00'.repeat(32)}` } })],
  ['GroupTermsInvalid', 'the price of the offer', open({ priceUnits: 20_000_000n })],
  ['GroupTermsInvalid', 'a group of one', open({ size: 1 })],
  ['GroupTermsInvalid', 'a group of 101', open({ size: 101 })],
  ['GroupTermsInvalid', 'a second less than an hour', open({ withinSeconds: 3_599 })],
  ['GroupTermsInvalid', 'a second more than seven days', open({ withinSeconds: 604_801 })],
  [
    'GroupAlreadyOpen',
    'opened twice in a second',
    (world) => {
      const [line = {}] = inGroup().lines ?? [];
      const same = { ...line, offer: { ...line.offer, sku: bytes32('same') } };
      return buy(world, { lines: [same, same] });
    },
  ],
  ['GroupUnknown', 'a leader who opened none', join({ leader: `0x${'11'.repeat(20)}` as Address })],
  ['GroupUnknown', 'another deadline', join({ groupDeadline: 1 })],
  ['GroupUnknown', 'a leader without a deadline', join({ groupDeadline: 0 })],
  ['GroupUnknown', 'a deadline without a leader', join({ leader: zero })],
  [
    'GroupFull',
    'a third of two',
    async (world) => {
      const opened = await pay(world, inGroup());
      await joinGroup(world, opened);
      return buy(
        world,
        inGroup({}, { leader: opened.order.buyer, groupDeadline: Number(opened.order.paidAt) + 86_400 }),
      );
    },
  ],
  ['GroupDeadlinePassed', 'a second late', join({}, 1)],
]);
