import { createDecodeLog, followedAddresses } from '../../../indexer/handlers/decode-log.ts';
import type { ChainEvent } from '../../../indexer/handlers/events.ts';
import { connectRpc } from '../../../indexer/rpc/rpc.ts';
import { demoDollarAbi } from '../../../protocol/abi/demo-dollar.ts';
import { depositsAbi } from '../../../protocol/abi/deposits.ts';
import { discountsAbi } from '../../../protocol/abi/discounts.ts';
import { marketAbi } from '../../../protocol/abi/market.ts';
import { reviewsAbi } from '../../../protocol/abi/reviews.ts';
import { extrasOf } from '../../../protocol/extras.ts';
import type { Order } from '../../../protocol/order.ts';
import { type Address, type Hex, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import { seededRandom } from '../../economics/random.ts';
import type { Act, ChainClock } from './chain-clock.ts';
import { type BenchShop, delivery, groupTerms } from './market-people.ts';
import type { Market } from './opening.ts';

const LINES_PER_BLOCK = 32;
const NO_LIMIT = (1n << 128n) - 1n;

/** A group that still takes members. */
interface OpenGroup {
  shop: BenchShop;
  item: number;
  leader: Address;
  deadline: number;
  members: number;
}

/** Something that happens to an order some blocks from now. */
interface Due {
  block: number;
  act: Act;
}

/**
 * Lets a market trade until its contracts told enough: carts of one to three lines, some in groups, with coupons, points
 * or promoters; then shipments, confirmations, agreed disputes, cancellations, reviews with replies and amendments,
 * claimed points, withdrawals and new deposits. An order's steps lie 5 to 120 blocks apart.
 * @returns how many events the followed contracts told
 */
export async function trade(
  market: Market,
  clock: ChainClock,
  {
    rpcUrl,
    eventsBefore,
    events,
    log,
  }: { rpcUrl: string; eventsBefore: number; events: number; log: (line: string) => void },
): Promise<number> {
  const traders = new Trading(market);
  const rpc = connectRpc(rpcUrl);
  const decode = createDecodeLog(market.deployment.contracts);
  const addresses = followedAddresses(market.deployment.contracts);
  let count = eventsBefore;
  for (let round = 0; count < events; round += 1) {
    const number = await clock.mine(traders.acts(round));
    const logs = await rpc.logsInRange(addresses, number, number);
    const told = logs.map((each) => decode({ ...each, time: clock.time() })).filter((event) => event !== undefined);
    traders.heard(told, round);
    count += told.length;
    if (round % 50 === 0) log(`chain: ${count} of ${events} events`);
  }
  return count;
}

class Trading {
  readonly #market: Market;
  readonly #random = seededRandom(20_261);
  readonly #due: Due[] = [];
  readonly #groups: OpenGroup[] = [];
  /** Orders of groups that are not full, by group. */
  readonly #waiting = new Map<Hex, { id: Hex; order: Order }[]>();
  /** Points that buyers have, by `buyer|shop`. */
  readonly #points = new Map<string, bigint>();

  constructor(market: Market) {
    this.#market = market;
  }

  /** What is done in the next block. */
  acts(round: number): Act[] {
    const due = this.#due.filter(({ block }) => block <= round).map(({ act }) => act);
    const later = this.#due.filter(({ block }) => block > round);
    this.#due.splice(0, this.#due.length, ...later);
    const buys: Act[] = [];
    for (let lines = 0; lines < LINES_PER_BLOCK; ) {
      const cart = this.#cart();
      lines += cart.lines;
      buys.push(cart.act);
    }
    const others = this.#chance(0.3) ? this.#topUp() : [];
    return [...this.#mixed([...due, ...buys]), ...others];
  }

  /** Plans what follows from a block. */
  heard(told: readonly ChainEvent[], round: number): void {
    for (const { name, args } of told) {
      if (name === 'OrderPaid') this.#paid(args as { orderId: Hex; order: Order }, round);
      if (name === 'GroupFilled') {
        const id = args.groupId as Hex;
        for (const order of this.#waiting.get(id) ?? []) this.#live(order, round);
        this.#waiting.delete(id);
      }
      if (name === 'GroupOpened') this.#opened(args as { shop: Address; sku: Hex; leader: Address; deadline: number });
      if (name === 'PointsEarned') {
        const { holder, issuer, points } = args as { holder: Address; issuer: Address; points: bigint };
        this.#points.set(`${holder}|${issuer}`, points);
      }
    }
  }

  #opened({ shop, sku, leader, deadline }: { shop: Address; sku: Hex; leader: Address; deadline: number }): void {
    const known = this.#market.shops.find(({ address }) => address === shop);
    const item = known?.items.findIndex(({ offer }) => offer.sku === sku) ?? -1;
    if (known !== undefined && item >= 0) this.#groups.push({ shop: known, item, leader, deadline, members: 1 });
  }

  #paid({ orderId, order }: { orderId: Hex; order: Order }, round: number): void {
    if (order.group === zeroBytes32) this.#live({ id: orderId, order }, round);
    else this.#waiting.set(order.group, [...(this.#waiting.get(order.group) ?? []), { id: orderId, order }]);
  }

  /** Plans an order's life: most are confirmed and reviewed. */
  #live({ id, order }: { id: Hex; order: Order }, round: number): void {
    const { contracts } = this.#market.deployment;
    const { shop, buyer } = order;
    const market = (from: Address, functionName: string, ...args: unknown[]): Act => ({
      from,
      to: contracts.market,
      abi: marketAbi,
      functionName,
      args: [order, ...args],
    });
    const review = (from: Address, functionName: string, ...args: unknown[]): Act => ({
      ...market(from, functionName, ...args),
      to: contracts.reviews,
      abi: reviewsAbi,
    });
    let at = round;
    const then = (act: Act, least: number, most: number) => {
      at += this.#between(least, most);
      this.#due.push({ block: at, act });
    };
    if (this.#chance(0.02)) {
      then(market(shop, 'cancel'), 5, 20);
      return;
    }
    then(market(shop, 'ship', id), 5, 40);
    if (this.#chance(0.03)) {
      then(market(buyer, 'dispute', 5_000, id), 5, 20);
      then(market(shop, 'propose', 2_000, id), 5, 20);
      then(market(buyer, 'propose', 2_000, id), 5, 20);
    } else then(market(buyer, 'confirm'), 5, 60);
    if (this.#chance(0.3)) {
      const claim = { ...market(buyer, 'claimPoints'), to: contracts.discounts, abi: discountsAbi };
      if (!this.#due.some(({ act }) => act.functionName === 'propose' && act.args[0] === order)) then(claim, 1, 5);
    }
    if (this.#chance(0.65)) {
      const stars = this.#chance(0.85) ? this.#between(4, 5) : this.#between(1, 3);
      then(review(buyer, 'post', stars, id), 5, 40);
      if (this.#chance(0.2)) then(review(shop, 'reply', id), 2, 10);
      if (this.#chance(0.05)) then(review(buyer, 'amend', stars, id), 2, 10);
    }
  }

  #cart(): { act: Act; lines: number } {
    const { buyers, promoters, hosts, deployment } = this.#market;
    const buyer = this.#pick(buyers);
    const at = this.#groups.findIndex(({ leader }) => leader !== buyer);
    const group = this.#chance(0.12) && at >= 0 ? this.#groups[at] : undefined;
    const shop = group?.shop ?? this.#pick(this.#market.shops);
    const promoter = this.#chance(0.5) ? this.#pick(promoters) : zeroAddress;
    const line = (item: number, extras: unknown[]) => ({
      offer: shop.items[item]?.offer,
      proof: shop.items[item]?.proof,
      quantity: this.#between(1, 2),
      delivery,
      choice: 0,
      details: zeroBytes32.replace(/00/g, 'd5') as Hex,
      promoter,
      host: this.#pick(hosts),
      maxTotalUnits: NO_LIMIT,
      extras,
    });
    const lines: object[] = [];
    if (group !== undefined) {
      const { leader, deadline, item } = group;
      group.members += 1;
      if (group.members >= groupTerms.size) this.#groups.splice(at, 1);
      lines.push(line(item, extrasOf({ group: { terms: groupTerms, joins: { leader, deadline } } })));
    } else if (this.#chance(0.06))
      lines.push(line(4 * this.#between(0, 5), extrasOf({ group: { terms: groupTerms } })));
    else {
      const count = this.#chance(0.6) ? 1 : this.#between(2, 3);
      for (let each = 0; each < count; each += 1) {
        const item = this.#between(0, shop.items.length - 1);
        lines.push(line(item, each === 0 ? this.#discount(buyer, shop, item) : []));
      }
    }
    const { catalogue, signature, address: signer } = shop;
    const head = { ...catalogue, version: BigInt(catalogue.version), validUntil: BigInt(catalogue.validUntil) };
    const purchase = { catalogue: head, signer, signature, lines };
    const to = deployment.contracts.market;
    return {
      act: { from: buyer, to, abi: marketAbi, functionName: 'buy', args: [[purchase], []] },
      lines: lines.length,
    };
  }

  /** A coupon, points, or nothing. */
  #discount(buyer: Address, shop: BenchShop, item: number): unknown[] {
    if (this.#chance(0.1)) return extrasOf({ coupon: shop.coupon });
    const name = `${buyer}|${shop.address}`;
    const held = this.#points.get(name);
    const price = shop.items[item]?.offer.priceUnits ?? 0n;
    if (held === undefined) return [];
    this.#points.delete(name);
    // Shops take points for a fifth of the price at most.
    const points = held < price / 10n ? held : price / 10n;
    return extrasOf({ points: { issuer: shop.address, points } });
  }

  /** A seller takes some of the earnings and adds to the deposit. */
  #topUp(): Act[] {
    const { shops, token, deployment } = this.#market;
    const { address: from } = this.#pick(shops);
    const noPermit = { token: zeroAddress, units: 0n, deadline: 0n, v: 0, r: zeroBytes32, s: zeroBytes32 };
    const units = 1_000_000n;
    return [
      { from, to: token, abi: demoDollarAbi, functionName: 'mint', args: [units] },
      {
        from,
        to: deployment.contracts.deposits,
        abi: depositsAbi,
        functionName: 'stake',
        args: [token, units, noPermit],
      },
    ];
  }

  /** The same acts in an order that keeps each person's own. */
  #mixed(acts: Act[]): Act[] {
    return acts
      .map((act) => ({ act, at: this.#random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ act }) => act);
  }

  #chance = (part: number): boolean => this.#random() < part;
  #between = (least: number, most: number): number => least + Math.floor(this.#random() * (most - least + 1));
  #pick = <T>(from: readonly T[]): T => from[Math.floor(this.#random() * from.length)] as T;
}
