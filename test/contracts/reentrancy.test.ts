import { expect } from 'chai';
import type { ParamType } from 'ethers';
import type { Address, Hex } from '../../protocol/primitives.ts';
import { demoDollarJurorTerms } from '../../scripts/deploy/defaults.ts';
import { buy, makePurchase } from './setup/cart.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { using } from './setup/coupons.ts';
import { newJuror } from './setup/court.ts';
import { makeCoupon } from './setup/discounts.ts';
import { orderAt, type PaidOrder, pay } from './setup/orders.ts';
import { acceptToken } from './setup/tokens.ts';
import { bytes32, dollars, noPermit, openMarket } from './setup/world.ts';

/** Every contract of ours that holds state, with what it leaves unguarded because nothing there calls out. */
const contracts = {
  market: [],
  vault: ['credit'],
  deposits: ['unbond', 'lock', 'release'],
  court: [],
  shops: 'all',
  referrals: 'all',
  reviews: 'all',
  groups: 'all',
  discounts: 'all',
  hosts: 'all',
  settings: 'all',
} as const;
type Name = keyof typeof contracts;
// Safety: the keys of the table.
const contractNames = Object.keys(contracts) as Name[];

/** Fixture: a token that calls out in the middle of a transfer, staked and credited; and an attacker. */
async function openHookMarket() {
  const world = await openMarket();
  const { actors, addresses, deposits, settings } = world;
  const { token, contract } = await acceptToken(world, 'HookToken');
  await settings.setJurorTerms(token, demoDollarJurorTerms);
  await deposits.as(actors.shop).stake(token, dollars(1_000), noPermit);
  const offer = { token, arbitrator: addresses.court };
  const { order } = await orderAt('completed', world, { lines: [{ offer }] });
  const jurors: Signer[] = [];
  for (let each = 0; each < 4; each += 1) {
    const juror = await newJuror(world, `hooked juror ${each}`);
    await contract.getFunction('mint')(juror.address, dollars(1_000));
    const theirs = await ethers.getContractAt('HookToken', token, juror);
    await theirs.getFunction('approve')(addresses.court, ethers.MaxUint256);
    if (each > 0) await world.court.as(juror).takeSeats(token, 10, noPermit);
    jurors.push(juror);
  }
  await networkHelpers.time.increase(14 * 86_400);
  const answered = await orderAt('answered', world, { lines: [{ offer }] });
  const ours = await ethers.getContractAt('HookToken', token, actors.buyer);
  await ours.getFunction('approve')(addresses.court, ethers.MaxUint256);
  const attackerAt = (await create('Reenterer')) as Address;
  const attacker = await ethers.getContractAt('Reenterer', attackerAt);
  const arm = (target: string, data: string) => contract.getFunction('arm')(target, data);
  return { ...world, token, contract, order, answered, jurors, attacker, attackerAt, arm };
}
type HookWorld = Awaited<ReturnType<typeof openHookMarket>>;

/** A value of each type that an entry takes, enough to get past the decoder. */
function sampleOf({ name, type, baseType, components }: ParamType, world: HookWorld): unknown {
  if (name === 'order' || name === 'proof') return baseType === 'tuple' ? world.order : bytes32('proof');
  if (baseType === 'array') return [];
  if (baseType === 'tuple') return components?.map((each) => sampleOf(each, world));
  if (type === 'address') return world.token;
  if (type === 'bytes32') return bytes32('sample');
  if (type === 'string' || type === 'bytes') return type === 'string' ? '' : '0x';
  return type === 'bool' ? true : 1;
}

/** Every function of every contract that may change something, with a call of it. */
async function entriesOf(world: HookWorld) {
  const all: { contract: Name; name: string; target: string; data: string }[] = [];
  for (const contract of contractNames) {
    const target = await world[contract].getAddress();
    world[contract].interface.forEachFunction((entry) => {
      if (entry.constant) return;
      const values = entry.inputs.map((input) => sampleOf(input, world));
      const data = world[contract].interface.encodeFunctionData(entry, values);
      all.push({ contract, name: entry.name, target, data });
    });
  }
  return all;
}

const isGuarded = ({ contract, name }: { contract: Name; name: string }): boolean =>
  contracts[contract] !== 'all' && !(contracts[contract] as readonly string[]).includes(name);

/** I1 for the token: what the vault holds is what it owes. */
async function expectSolvent(world: HookWorld, escrowed: readonly PaidOrder[]): Promise<void> {
  const { actors, addresses, contract, court, deposits, jurors, market, token, vault } = world;
  const owners = [...Object.values(actors), ...jurors].map(({ address }) => address).concat(token, world.attackerAt);
  let owed: bigint = await vault.feesOf(token);
  for (const owner of owners) {
    owed += (await vault.creditOf(token, owner)) as bigint;
    owed += (await deposits.stakeOf(owner, token)).stakedUnits as bigint;
    owed += (await court.jurorOf(token, owner)).stakedUnits as bigint;
  }
  for (const { orderId, order } of escrowed) {
    const { outcome } = await market.progressOf(orderId);
    if (outcome === 0n) owed += order.totalUnits;
  }
  const found = await court.caseOf(world.answered.orderId);
  if (found.phase !== 0n) owed += (await court.roundOf(world.answered.orderId, 0)).feeUnits * 3n;
  expect(await contract.getFunction('balanceOf')(addresses.vault)).to.equal(owed);
}

/** Entries from which control leaves to a token. */
const departures: { from: Name; name: string; leave: (world: HookWorld) => Promise<PaidOrder | unknown> }[] = [
  { from: 'market', name: 'buy', leave: (world) => pay(world, { lines: [{ offer: { token: world.token } }] }) },
  {
    from: 'deposits',
    name: 'stake',
    leave: ({ deposits, actors, token }) => deposits.as(actors.shop).stake(token, 1, noPermit),
  },
  {
    from: 'vault',
    name: 'withdraw',
    leave: ({ vault, actors, token }) => vault.as(actors.shop).withdraw(token, actors.shop.address, 1),
  },
  { from: 'vault', name: 'withdrawFees', leave: ({ vault, token }) => vault.withdrawFees(token) },
  {
    from: 'court',
    name: 'takeSeats',
    // Safety: the fixture makes four jurors.
    leave: ({ court, jurors, token }) => court.as(jurors[0]!).takeSeats(token, 1, noPermit),
  },
  {
    from: 'court',
    name: 'createDispute',
    leave: ({ court, actors, answered }) => court.as(actors.buyer).createDispute(answered.order),
  },
];

describe('re-entrancy: a token’s hook, into every function of every contract', () => {
  for (const { from, name, leave } of departures) {
    it(`${from}.${name}`, async () => {
      const world = await networkHelpers.loadFixture(openHookMarket);
      const entries = await entriesOf(world);
      expect(entries.length).to.be.greaterThan(50);
      const before = await networkHelpers.takeSnapshot();
      for (const entry of entries) {
        const label = `${entry.contract}.${entry.name}`;
        await world.arm(entry.target, entry.data);
        if (entry.contract === from && isGuarded(entry)) {
          await expect(leave(world), label).to.be.revertedWithCustomError(world[from], 'ReentrancyGuardReentrantCall');
          continue;
        }
        // Elsewhere the hook acts as the token, like anyone else could: the books must be right after it.
        const made = await leave(world).catch(() => undefined);
        const paid = made !== null && typeof made === 'object' && 'orderId' in made ? [made as PaidOrder] : [];
        await expectSolvent(world, [world.answered, ...paid]);
        if (made !== undefined) await before.restore();
      }
      await world.arm(ethers.ZeroAddress, '0x');
      await leave(world);
    });
  }
});

/** Questions to strangers that may change nothing: the call they make meanwhile fails, so they answer no. */
const questions: {
  name: string;
  ask: (world: HookWorld) => Promise<unknown>;
  refused: { by: Name; error: string };
}[] = [
  {
    name: 'a wallet that is asked whether it signed a catalogue',
    ask: (world) => buy(world, { purchase: { signer: world.attackerAt } }),
    refused: { by: 'market', error: 'CatalogueSignatureInvalid' },
  },
  {
    name: 'a wallet that is asked whether it signed a coupon',
    ask: (world) => {
      const coupon = makeCoupon(world.actors.shop.address as Address, world.addresses.demoDollar);
      const use = { coupon, skus: [], signer: world.attackerAt, signature: '0x' as Hex };
      return buy(world, using(use));
    },
    refused: { by: 'discounts', error: 'CouponSignatureInvalid' },
  },
  {
    name: 'a shop that is asked whether it signed an alliance',
    ask: ({ discounts, actors, attackerAt, token }) => {
      const terms = { rateBps: 1, maxDiscountBps: 1, capPoints: 1n, validUntil: 2n ** 40n };
      const alliance = { issuer: attackerAt, acceptor: actors.shop.address, token, ...terms };
      return discounts.as(actors.shop).makeAlliance(alliance, '0x');
    },
    refused: { by: 'discounts', error: 'AllianceSignatureInvalid' },
  },
];

describe('re-entrancy: questions by ERC-1271 and ERC-165, and permits', () => {
  for (const { name, ask, refused } of questions) {
    it(`${name} can call nothing meanwhile`, async () => {
      const world = await networkHelpers.loadFixture(openHookMarket);
      await world.shops.as(world.actors.shop).setPublisher(world.attackerAt, true);
      for (const entry of await entriesOf(world)) {
        await world.attacker.getFunction('arm')(entry.target, entry.data);
        const label = `${entry.contract}.${entry.name}`;
        await expect(ask(world), label).to.be.revertedWithCustomError(world[refused.by], refused.error);
      }
      // Armed with a call that changes nothing, it says yes: so it was asked.
      await world.attacker.getFunction('arm')(world.actors.stranger.address, '0x');
      await ask(world);
    });
  }

  it('an arbitrator that is asked what it is can call nothing meanwhile', async () => {
    const world = await networkHelpers.loadFixture(openHookMarket);
    const { market, actors, attacker, attackerAt } = world;
    const { order } = await orderAt('answered', world, { lines: [{ offer: { arbitrator: attackerAt } }] });
    const before = await networkHelpers.takeSnapshot();
    for (const entry of await entriesOf(world)) {
      await attacker.getFunction('arm')(entry.target, entry.data);
      // It answers no, so the parties escalate themselves: had its call gone through, only it could.
      await expect(market.as(actors.buyer).escalate(order), entry.name).to.emit(market, 'OrderEscalated');
      await before.restore();
    }
  });

  it('a permit can name any contract: what that calls meets the guard, or acts as a stranger', async () => {
    const world = await networkHelpers.loadFixture(openHookMarket);
    const { market, actors, attacker, attackerAt } = world;
    const permit = { ...noPermit, token: attackerAt, units: 1n };
    const before = await networkHelpers.takeSnapshot();
    for (const entry of await entriesOf(world)) {
      await attacker.getFunction('arm')(entry.target, entry.data);
      const buying = market.as(actors.buyer).buy([await makePurchase(world)], [permit]);
      await expect(buying, `${entry.contract}.${entry.name}`).to.emit(market, 'OrderPaid');
      if (entry.contract === 'market') expect(await attacker.getFunction('entered')(), entry.name).to.equal(false);
      await expectSolvent(world, [world.answered]);
      await before.restore();
    }
  });

  it('tokens that arrive in the middle of a purchase do not pay for it', async () => {
    const world = await networkHelpers.loadFixture(openHookMarket);
    const { addresses, market, token } = world;
    const { interface: erc20 } = await ethers.getContractAt('HookToken', token);
    await world.arm(token, erc20.encodeFunctionData('mint', [addresses.vault, dollars(25)]));
    await expect(buy(world, { lines: [{ offer: { token } }] }))
      .to.be.revertedWithCustomError(market, 'TokenAmountMismatch')
      .withArgs(ethers.getAddress(token), dollars(50), dollars(25));
  });
});
