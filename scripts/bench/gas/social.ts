import { type Address, zeroBytes32 } from '../../../protocol/primitives.ts';
import { makeExtras } from '../../../test/contracts/setup/cart.ts';
import { couponOf, using } from '../../../test/contracts/setup/coupons.ts';
import { groupTerms } from '../../../test/contracts/setup/groups.ts';
import { pickedUp, secret } from '../../../test/contracts/setup/handover.ts';
import { afterDeadline, type PaidOrder } from '../../../test/contracts/setup/orders.ts';
import { inGroup } from '../../../test/contracts/setup/pooling.ts';
import { bytes32, dollars, type World } from '../../../test/contracts/setup/world.ts';
import type { Meter } from './meter.ts';

/** A group of three that fills, ships and pays its leader; and one that expires. */
export async function measureGroups(world: World, meter: Meter): Promise<void> {
  const { actors, market } = world;
  const sku = { lines: [{ offer: { sku: bytes32('pooled') } }] };
  const open = () => meter.buy('open a group', inGroup(sku, {}, groupTerms));
  const join = async (name: string, opened: PaidOrder, buyer = actors.otherBuyer) => {
    const { deadline } = await market.progressOf(opened.orderId);
    const joining = { leader: opened.order.buyer, groupDeadline: Number(deadline) };
    return meter.buy(name, inGroup(sku, joining, groupTerms), { buyer });
  };
  const first = await open();
  await join('another', first);
  await join('another', first);
  const opened = await open();
  const joined = await join('join a group', opened);
  await join('join a group, its last member', opened);
  await meter.ship('ship, from a group', joined.order);
  const confirming = market.as(actors.otherBuyer).confirm(joined.order);
  await meter.measure('confirm, with a leader’s share', confirming);
  const late = await open();
  await afterDeadline(world, late, 1);
  await meter.measure('poke, group expired', market.as(actors.stranger).poke(late.order));
}

export async function measurePickup(world: World, meter: Meter): Promise<void> {
  const { actors, market } = world;
  for (const when of ['first ever', 'repeated']) {
    const { order } = await meter.buy('buy 1 line to pick up', pickedUp(world));
    const handing = market.as(actors.pickup).handOver(order, secret);
    await meter.measure(`hand over with full split, ${when}`, handing);
  }
}

/** A coupon, points that are earned and spent, and what a refund gives back. */
export async function measureDiscounts(world: World, meter: Meter): Promise<void> {
  const { actors, addresses, discounts, hosts, market } = world;
  const program = discounts.as(actors.shop).setProgram(addresses.demoDollar, 500, 5_000);
  await meter.measure('set a points program', program);
  const coupon = await couponOf(world);
  await meter.buy('buy 1 line with a coupon, first ever', using(coupon));
  await meter.buy('buy 1 line with a coupon, repeated', using(coupon));
  const earn = async (name: string) => {
    const { order } = await meter.buy('another', {});
    await market.as(actors.shop).ship(order, bytes32('parcel'));
    await market.as(actors.buyer).confirm(order);
    await meter.measure(name, discounts.as(actors.buyer).claimPoints(order));
  };
  await earn('claim points, first ever');
  await earn('claim points, repeated');
  const spending = makeExtras({ pointsIssuer: actors.shop.address as Address, points: dollars(1) });
  const bought = await meter.buy('buy 1 line with points', { lines: [{ line: { extras: [spending] } }] });
  await market.as(actors.shop).cancel(bought.order);
  const taken = {
    couponId: zeroBytes32,
    firstOrderOnly: false,
    pointsIssuer: actors.shop.address,
    points: dollars(1),
  };
  await meter.measure('give points back', discounts.giveBack(bought.order, taken));
  await meter.measure('cancel a coupon', discounts.as(actors.shop).cancelCoupon(coupon.coupon));
  const peerId = `0x0024${'11'.repeat(36)}`;
  const announcing = hosts.as(actors.host).announce(peerId, ['/dns4/node.example/tcp/443/wss'], actors.host.address);
  await meter.measure('announce a node', announcing);
}
