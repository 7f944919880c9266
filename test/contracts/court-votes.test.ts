import { expect } from 'chai';
import type { Order } from '../../protocol/order.ts';
import type { Address } from '../../protocol/primitives.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import {
  attempt,
  type CourtWorld,
  commit,
  count,
  creditOf,
  draw,
  drawnPlaces,
  execute,
  jurorOf,
  openCase,
  openCourt,
  type Place,
  panelOf,
  reveal,
  roundNow,
  saltOf,
  vote,
} from './setup/court.ts';
import { expectBooks } from './setup/court-books.ts';
import { orderAt, type PaidOrder, pay } from './setup/orders.ts';
import { inGroup, pairTerms } from './setup/pooling.ts';
import { acceptToken } from './setup/tokens.ts';
import { bytes32, dollars, noPermit } from './setup/world.ts';

const addressOf = ({ address }: Signer) => address as Address;

describe('court: votes', () => {
  let world: CourtWorld;
  let orders: PaidOrder[];
  let paid: PaidOrder;
  let places: [Place, Place, Place];

  /** Fixture: a case whose panel was drawn. */
  const openPanel = async () => {
    const court = await openCourt();
    const order = await openCase(court);
    await draw(court, order);
    return { court, order, panel: await drawnPlaces(court, order) };
  };
  beforeEach(async () => {
    const fixture = await networkHelpers.loadFixture(openPanel);
    world = { ...fixture.court, jurors: [...fixture.court.jurors] };
    paid = fixture.order;
    // Safety: the fixture has jurors for a whole panel.
    places = fixture.panel as [Place, Place, Place];
    orders = [paid];
  });
  afterEach(() => expectBooks(world, orders));
  const refused = (sent: Promise<unknown>, error: string) =>
    expect(sent).to.be.revertedWithCustomError(world.court, error);

  it('are sealed until all committed; then the order of reveals is free', async () => {
    await commit(world, paid, places[0], 'shop');
    await commit(world, paid, places[1], 'buyer');
    await refused(reveal(world, paid, places[0], 'shop'), 'CourtDeadlineAhead');
    await commit(world, paid, places[2], 'shop');
    for (const [position, choice] of [
      [2, 'shop'],
      [0, 'shop'],
      [1, 'buyer'],
    ] as const) {
      await reveal(world, paid, places[position], choice);
    }
    await count(world, paid);
    const { ruling, appealBy } = await world.court.caseOf(paid.orderId);
    expect(ruling).to.equal(1n);
    expect(Number(appealBy)).to.equal((await networkHelpers.time.latest()) + 2 * 86_400);
  });

  it('can be thought over while another is missing, and not after', async () => {
    await commit(world, paid, places[0], 'shop');
    await commit(world, paid, places[0], 'buyer');
    await commit(world, paid, places[1], 'buyer');
    await commit(world, paid, places[2], 'buyer');
    await reveal(world, paid, places[1], 'buyer');
    await expect(commit(world, paid, places[0], 'shop'))
      .to.be.revertedWithCustomError(world.court, 'CourtSeatStateWrong')
      .withArgs(paid.orderId, 0, 2);
    await refused(reveal(world, paid, places[0], 'shop'), 'CourtRevealMismatch');
    await reveal(world, paid, places[0], 'buyer');
  });

  it('cannot be copied: a commitment binds its juror, its case and its round', async () => {
    const { orderId } = paid;
    const first = await world.court.commitmentOf(orderId, 0, places[0].juror.address, 1, saltOf(0));
    for (const { juror, seat } of places) await world.court.as(juror).commit(orderId, seat, first);
    await reveal(world, paid, places[0], 'shop');
    for (const copier of [places[1], places[2]]) {
      await refused(world.court.as(copier.juror).reveal(orderId, copier.seat, 1, saltOf(0)), 'CourtRevealMismatch');
    }
    const others = await Promise.all([
      world.court.commitmentOf(orderId, 1, places[0].juror.address, 1, saltOf(0)),
      world.court.commitmentOf(bytes32('another'), 0, places[0].juror.address, 1, saltOf(0)),
      world.court.commitmentOf(orderId, 0, places[0].juror.address, 2, saltOf(0)),
    ]);
    expect(new Set([first, ...others]).size).to.equal(4);
  });

  it('end on the second: commitments and reveals', async () => {
    const { commitBy, revealBy } = await roundNow(world, paid);
    await commit(world, paid, places[1], 'shop');
    await networkHelpers.time.increaseTo(Number(commitBy) - 1);
    await commit(world, paid, places[0], 'shop');
    await refused(commit(world, paid, places[2], 'shop'), 'CourtDeadlinePassed');
    await networkHelpers.time.setNextBlockTimestamp(Number(revealBy));
    await refused(world.court.advance(paid.order), 'CourtDeadlineAhead');
    await reveal(world, paid, places[0], 'shop');
    await refused(reveal(world, paid, places[1], 'shop'), 'CourtDeadlinePassed');
    await world.court.advance(paid.order);
  });

  it('are counted as soon as all are revealed', async () => {
    await vote(world, paid, ['shop', 'shop', 'buyer']);
    const { revealBy } = await roundNow(world, paid);
    await world.court.advance(paid.order);
    expect((await networkHelpers.time.latest()) < Number(revealBy)).to.equal(true);
  });

  describe('of counterparties', () => {
    /** Begins again with orders that tie jurors to parties; `tie` gets everyone who may be drawn. */
    const openTied = async (tie: (world: CourtWorld) => Promise<PaidOrder[]>) => {
      world = await networkHelpers.loadFixture(openCourt);
      const ties = await tie(world);
      paid = await openCase(world);
      await draw(world, paid);
      places = (await drawnPlaces(world, paid)) as [Place, Place, Place];
      orders = [paid, ...ties];
      return (place: Place, role: keyof Order) => {
        const address = place.juror.address.toLowerCase();
        return ties.find(({ order }) => String(order[role]).toLowerCase() === address)!.order;
      };
    };
    const exclude = (place: Place, proof: Order, by: Signer = world.actors.stranger) =>
      world.court.as(by).exclude(paid.order, place.seat, proof);
    /** Every juror buys at the shop. */
    const allBuy = async (tied: CourtWorld) => {
      const made: PaidOrder[] = [];
      for (const juror of tied.jurors) {
        await tied.dollar.as(juror).approve(tied.addresses.market, dollars(100));
        made.push(await pay(tied, {}, juror));
      }
      return made;
    };
    /** Every juror is the host of a sale of the shop that someone else completed. */
    const allHost =
      (hostBps: number, completed = true) =>
      async (tied: CourtWorld) => {
        const made: PaidOrder[] = [];
        for (const juror of tied.jurors) {
          const lines = [{ offer: { hostBps, priceUnits: dollars(95) }, line: { host: addressOf(juror) } }];
          const sale = await pay(tied, { lines }, tied.actors.otherBuyer);
          made.push(sale);
          if (!completed) continue;
          await tied.market.as(tied.actors.shop).ship(sale.order, bytes32('parcel'));
          await tied.market.as(tied.actors.otherBuyer).confirm(sale.order);
        }
        return made;
      };

    it('do not count: a juror who bought from the shop is out, unpaid and not slashed', async () => {
      const proofOf = await openTied(allBuy);
      const before = await jurorOf(world, places[0].juror);
      await vote(world, paid, ['shop', 'shop', 'buyer']);
      const proof = proofOf(places[0], 'buyer');
      await expect(exclude(places[0], proof)).to.emit(world.court, 'JurorExcluded');
      expect(await jurorOf(world, places[0].juror)).to.deep.equal({ ...before, lockedUnits: 0n });
      await refused(exclude(places[0], proof), 'CourtSeatStateWrong');
      await count(world, paid);
      // One against one: another juror takes the place.
      const [fourth] = await attempt(world, paid, ['buyer']);
      expect(fourth!.juror).not.to.equal(places[0].juror);
      expect(await world.court.currentRuling(paid.orderId)).to.equal(2n);
      await execute(world, paid);
      expect(await creditOf(world, places[0].juror)).to.equal(0n);
      expect(await creditOf(world, places[1].juror)).to.equal(dollars(3));
    });

    it('open the reveals when they were the last that was missing', async () => {
      const proofOf = await openTied(allBuy);
      await commit(world, paid, places[0], 'shop');
      await commit(world, paid, places[1], 'shop');
      await refused(reveal(world, paid, places[0], 'shop'), 'CourtDeadlineAhead');
      await exclude(places[2], proofOf(places[2], 'buyer'));
      await reveal(world, paid, places[0], 'shop');
      await refused(reveal(world, paid, places[2], 'shop'), 'CourtSeatStateWrong');
      await exclude(places[1], proofOf(places[1], 'buyer'));
      // Nobody is waited for any more.
      await world.court.advance(paid.order);
      expect((await panelOf(world, paid)).map(({ state }) => state)).to.deep.equal([
        'revealed',
        'excluded',
        'excluded',
      ]);
    });

    it('who earned from the shop as much as the case pays: only the buyer may object', async () => {
      const proofOf = await openTied(allHost(300));
      const proof = proofOf(places[0], 'host');
      for (const other of [world.actors.shop, world.actors.stranger]) {
        await refused(exclude(places[0], proof, other), 'CourtProofInvalid');
      }
      await exclude(places[0], proof, world.actors.buyer);
    });

    it('who earned in any other role are tied as well', async () => {
      const roles: [role: keyof Order, sell: (tied: CourtWorld, juror: Signer) => Promise<PaidOrder[]>][] = [
        [
          'pickup',
          async (tied, juror) => {
            const offer = { kind: 3, pickup: addressOf(juror), pickupBps: 500, priceUnits: dollars(95) };
            return [await pay(tied, { lines: [{ offer }] }, tied.actors.otherBuyer)];
          },
        ],
        [
          'promoter',
          async (tied, juror) => {
            await tied.referrals.as(juror).register(ethers.ZeroAddress);
            const lines = [{ offer: { priceUnits: dollars(95) }, line: { promoter: addressOf(juror) } }];
            return [await pay(tied, { lines }, tied.actors.otherBuyer)];
          },
        ],
        [
          'parent',
          async (tied, juror) => {
            await tied.referrals.as(juror).register(ethers.ZeroAddress);
            const child = ethers.Wallet.createRandom(ethers.provider);
            await networkHelpers.setBalance(child.address, 10n ** 18n);
            await tied.referrals.as(child).register(juror.address);
            const offer = { commissionBps: 1_500, parentBps: 5_000, priceUnits: dollars(95) };
            const lines = [{ offer, line: { promoter: child.address as Address } }];
            return [await pay(tied, { lines }, tied.actors.otherBuyer)];
          },
        ],
        [
          'leader',
          async (tied, juror) => {
            const terms = { ...pairTerms, leaderBps: 500, priceUnits: dollars(90) };
            const lines = [{ offer: { priceUnits: dollars(95) } }];
            await tied.dollar.as(juror).approve(tied.addresses.market, dollars(100));
            const opened = await pay(tied, inGroup({ lines }, {}, terms), juror);
            const { deadline } = await tied.market.progressOf(opened.orderId);
            const joined = { leader: addressOf(juror), groupDeadline: Number(deadline) };
            return [await pay(tied, inGroup({ lines }, joined, terms), tied.actors.otherBuyer), opened];
          },
        ],
      ];
      for (const [role, sell] of roles) {
        const proofOf = await openTied(async (tied) => {
          const made: PaidOrder[] = [];
          for (const juror of tied.jurors) {
            const [sale, ...others] = await sell(tied, juror);
            await tied.market.as(tied.actors.shop).ship(sale!.order, bytes32('parcel'));
            await tied.market.as(tied.actors.otherBuyer).confirm(sale!.order);
            made.push(sale!, ...others);
          }
          return made;
        });
        const proof = proofOf(places[0], role);
        await refused(exclude(places[0], proof), 'CourtProofInvalid');
        await expect(exclude(places[0], proof, world.actors.buyer)).to.emit(world.court, 'JurorExcluded');
      }
    });

    it('who earned less stay: ties that others make cheaply drive nobody out', async () => {
      const proofOf = await openTied(allHost(299));
      await refused(exclude(places[0], proofOf(places[0], 'host'), world.actors.buyer), 'CourtProofInvalid');
    });

    it('who would earn from a sale that is not completed stay', async () => {
      const proofOf = await openTied(allHost(1_000, false));
      await refused(exclude(places[0], proofOf(places[0], 'host'), world.actors.buyer), 'CourtProofInvalid');
    });

    it('who earned in another token stay: amounts of two tokens are not compared', async () => {
      const proofOf = await openTied(async (tied) => {
        const { token } = await acceptToken(tied, 'SilentToken');
        await tied.deposits.as(tied.actors.shop).stake(token, dollars(1_000), noPermit);
        const made: PaidOrder[] = [];
        for (const juror of tied.jurors) {
          const lines = [
            { offer: { token, hostBps: 1_000, priceUnits: dollars(95) }, line: { host: addressOf(juror) } },
          ];
          made.push(await orderAt('completed', tied, { lines }));
        }
        return made;
      });
      await refused(exclude(places[0], proofOf(places[0], 'host'), world.actors.buyer), 'CourtProofInvalid');
    });

    it('are proven by an order that exists, is older than the case, and names this juror', async () => {
      const proofOf = await openTied(allBuy);
      const proof = proofOf(places[0], 'buyer');
      await world.dollar.as(places[0].juror).approve(world.addresses.market, dollars(100));
      const late = await pay(world, {}, places[0].juror);
      orders.push(late);
      const unknown = { ...proof, quantity: proof.quantity + 1 };
      for (const wrong of [late.order, unknown, proofOf(places[1], 'buyer'), paid.order]) {
        await refused(exclude(places[0], wrong, world.actors.buyer), 'CourtProofInvalid');
      }
      await expect(exclude({ ...places[0], seat: 3 }, proof))
        .to.be.revertedWithCustomError(world.court, 'CourtSeatStateWrong')
        .withArgs(paid.orderId, 3, 0);
    });

    it('who sold to the buyer: only the shop may object', async () => {
      const seller = async (tied: CourtWorld) => {
        for (const juror of tied.jurors) {
          await tied.shops.as(juror).open(bytes32('profile'), bytes32('key'));
          await tied.shops.as(juror).setPublisher(tied.actors.publisher.address, true);
          await tied.dollar.as(juror).approve(tied.addresses.deposits, dollars(100));
          const { addresses, deposits } = tied;
          await deposits.as(juror).stake(addresses.demoDollar, dollars(100), noPermit);
        }
        const made: PaidOrder[] = [];
        for (const juror of tied.jurors) made.push(await pay(tied, { shop: juror }));
        return made;
      };
      const proofOf = await openTied(seller);
      const proof = proofOf(places[0], 'shop');
      for (const other of [world.actors.buyer, world.actors.stranger]) {
        await refused(exclude(places[0], proof, other), 'CourtProofInvalid');
      }
      await exclude(places[0], proof, world.actors.shop);
    });
  });
});
