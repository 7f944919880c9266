import type { Address } from '../../protocol/primitives.ts';
import { ethers, networkHelpers } from '../../test/contracts/setup/chain.ts';
import { openContractShop } from '../../test/contracts/setup/contract-account.ts';
import { afterDeadline } from '../../test/contracts/setup/orders.ts';
import { signPermit } from '../../test/contracts/setup/permits.ts';
import { bytes32, dollars, noPermit, openMarket, type World } from '../../test/contracts/setup/world.ts';
import { measureCourt } from './gas/court.ts';
import { createMeter, type GasReport, type Meter, newLines, products } from './gas/meter.ts';
import { measureDiscounts, measureGroups, measurePickup } from './gas/social.ts';

/** What the shop and its publisher spend, in gas, until a new catalogue of 10,000 products sells. */
async function measureListing({ actors }: World, meter: Meter): Promise<void> {
  const spenders = [actors.shop, actors.publisher];
  const sent = () => Promise.all(spenders.map(({ address }) => ethers.provider.getTransactionCount(address)));
  const held = () => Promise.all(spenders.map(({ address }) => ethers.provider.getBalance(address)));
  const before = [await sent(), await held()];
  await meter.buy('another', { catalogue: { version: 2n }, lines: newLines('listed', 1) });
  const unchanged = JSON.stringify(before, bigintText) === JSON.stringify([await sent(), await held()], bigintText);
  if (!unchanged) throw new Error('listing made the shop or its publisher send a transaction');
  meter.report.set(`list or re-price ${products.toLocaleString('en')} products`, 0);
}

const bigintText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** An order from the cart to the review; everyone paid for the first time, then again. */
async function measureGoodSale(world: World, meter: Meter): Promise<void> {
  const { market, reviews, vault, actors, addresses } = world;
  for (const when of ['first ever', 'repeated']) {
    const { order } = await meter.buy(`buy 1 line, approved, ${when}`, {});
    await meter.ship(`ship, ${when}`, order);
    await meter.measure(`confirm with full split, ${when}`, market.as(actors.buyer).confirm(order));
    await meter.measure(`review, ${when}`, reviews.as(actors.buyer).post(order, 5, bytes32('review')));
    await meter.measure(`amend review, ${when}`, reviews.as(actors.buyer).amend(order, 4, bytes32('review')));
    await meter.measure(`reply, ${when}`, reviews.as(actors.shop).reply(order, bytes32('reply')));
  }
  await meter.measure('withdraw credit', vault.as(actors.shop).withdraw(addresses.demoDollar, actors.shop.address, 1));
}

async function measureCarts(world: World, meter: Meter): Promise<void> {
  await meter.buy('buy 5 lines', { lines: newLines('five', 5) });
  await meter.buy('buy 20 lines', { lines: newLines('twenty', 20) });
  const [five, twenty] = [meter.report.get('buy 5 lines') ?? 0, meter.report.get('buy 20 lines') ?? 0];
  meter.report.set('further line', Math.round((twenty - five) / 15));
  for (const when of ['first ever', 'repeated']) {
    const { actors, addresses, dollar } = world;
    await dollar.as(actors.buyer).approve(addresses.market, 0);
    const permit = await signPermit(world, actors.buyer, addresses.market, dollars(25));
    await meter.buy(`buy 1 line, with permit, ${when}`, {}, { permits: [permit] });
    await dollar.as(actors.buyer).approve(addresses.market, ethers.MaxUint256);
  }
}

async function measureTrouble(world: World, meter: Meter): Promise<void> {
  const { market, actors } = world;
  const buy = () => meter.buy('another', {});
  await meter.measure('cancel', market.as(actors.shop).cancel((await buy()).order));
  const { order } = await buy();
  await meter.ship('another', order);
  await meter.measure('dispute', market.as(actors.buyer).dispute(order, 6_000, bytes32('photo')));
  await meter.measure('answer', market.as(actors.shop).propose(order, 2_000, bytes32('answer')));
  await meter.measure('escalate', market.as(actors.buyer).escalate(order));
  await meter.measure('rule', market.as(actors.arbitrator).rule(order, 5_000, 0));
  const late = await buy();
  await afterDeadline(world, late, 1);
  await meter.measure('poke, not shipped', market.as(actors.stranger).poke(late.order));
}

async function measureShop(world: World, meter: Meter): Promise<void> {
  const { shops, deposits, dollar, actors, addresses, referrals } = world;
  const mine = deposits.as(actors.stranger);
  await dollar.as(actors.stranger).mint(dollars(1_000));
  await dollar.as(actors.stranger).approve(addresses.deposits, ethers.MaxUint256);
  await meter.measure('open a shop', shops.as(actors.stranger).open(bytes32('profile'), bytes32('key')));
  await meter.measure('stake, first ever', mine.stake(addresses.demoDollar, dollars(100), noPermit));
  await meter.measure('stake, repeated', mine.stake(addresses.demoDollar, dollars(100), noPermit));
  await meter.measure('register as promoter', referrals.as(actors.stranger).register(actors.promoter.address));
}

/** The same cart from a shop made of code, whose catalogue is checked by ERC-1271. */
async function measureContractShop(world: World, meter: Meter): Promise<void> {
  const { actors, addresses, market } = world;
  const account = await openContractShop(world);
  const sold = {
    // Safety: of a shop, a purchase uses the address alone.
    shop: { ...actors.shop, address: account.address } as typeof actors.shop,
    signedBy: actors.stranger,
    purchase: { signer: account.address as Address },
  };
  const { order } = await meter.buy('buy 1 line of an ERC-1271 shop, first ever', sold);
  await meter.buy('buy 1 line of an ERC-1271 shop, repeated', sold);
  await meter.buy('buy 5 lines of an ERC-1271 shop', { ...sold, lines: newLines('code', 5) });
  await meter.buy('buy 20 lines of an ERC-1271 shop', { ...sold, lines: newLines('more code', 20) });
  const shipping = market.interface.encodeFunctionData('ship', [order, bytes32('parcel')]);
  await meter.measure('ship from an ERC-1271 shop', account.call(addresses.market, [shipping]));
}

/** Measures every case in fresh markets on the in-process chain. */
export async function measureGas(): Promise<GasReport> {
  const world = await networkHelpers.loadFixture(openMarket);
  const meter = createMeter(world);
  await measureGoodSale(world, meter);
  await measureCarts(world, meter);
  await measureTrouble(world, meter);
  await measureShop(world, meter);
  await measureListing(world, meter);
  await measureGroups(world, meter);
  await measurePickup(world, meter);
  await measureDiscounts(world, meter);
  const others = await networkHelpers.loadFixture(openMarket);
  const further = createMeter(others);
  await measureContractShop(others, further);
  const report: GasReport = new Map([...meter.report, ...further.report, ...(await measureCourt())]);
  report.delete('another');
  return report;
}
