import { expect } from 'chai';
import type { BaseContract } from 'ethers';
import { buy, type PurchaseOptions } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { create } from './setup/contract.ts';
import { orderAt } from './setup/orders.ts';
import { acceptToken } from './setup/tokens.ts';
import { dollars, noPermit, openMarket, type World } from './setup/world.ts';

type Call = (contract: BaseContract, world: World) => Promise<unknown>;

interface OddToken {
  name: string;
  args?: readonly unknown[];
  decimals?: number;
  /** Makes it behave, where it does not from the beginning. */
  tame?: Call;
  /** Its odd side, once orders are open. */
  turn?: { to: string; do: Call; undo?: Call; purchase: 'refused' | 'works'; withdrawal: 'refused' | bigint };
}

const call =
  (name: string, ...args: unknown[]): Call =>
  (contract) =>
    contract.getFunction(name)(...args);

const tokens: OddToken[] = [
  { name: 'SilentToken' },
  { name: 'TwoWordsToken' },
  ...[2, 6, 18, 30].map((decimals) => ({ name: 'DecimalsToken', args: [decimals], decimals })),
  {
    name: 'FalseToken',
    tame: call('setRefuses', false),
    turn: {
      to: 'says no',
      do: call('setRefuses', true),
      undo: call('setRefuses', false),
      purchase: 'refused',
      withdrawal: 'refused',
    },
  },
  {
    name: 'FeeToken',
    tame: call('setFeeBps', 0),
    // The receiver bears what the token keeps; the vault's books stay right.
    turn: {
      to: 'keeps 1 %',
      do: call('setFeeBps', 100),
      undo: call('setFeeBps', 0),
      purchase: 'refused',
      withdrawal: 9_900n,
    },
  },
  {
    name: 'RebasingToken',
    turn: { to: 'doubles every balance', do: call('setRateBps', 20_000), purchase: 'works', withdrawal: 10_000n },
  },
  {
    name: 'RebasingToken',
    turn: {
      to: 'halves every balance',
      do: call('setRateBps', 5_000),
      undo: call('setRateBps', 10_000),
      purchase: 'works',
      withdrawal: 10_000n,
    },
  },
  {
    name: 'PausingToken',
    turn: {
      to: 'pauses',
      do: call('setPaused', true),
      undo: call('setPaused', false),
      purchase: 'refused',
      withdrawal: 'refused',
    },
  },
  {
    name: 'BlockingToken',
    turn: {
      to: 'blocks the vault',
      do: (contract, { addresses }) => contract.getFunction('setBlocked')(addresses.vault, true),
      undo: (contract, { addresses }) => contract.getFunction('setBlocked')(addresses.vault, false),
      purchase: 'refused',
      withdrawal: 'refused',
    },
  },
  {
    name: 'HookToken',
    turn: {
      to: 'burns all gas in a hook',
      do: async (contract) => contract.getFunction('arm')(await create('GasBurner'), '0x'),
      undo: call('arm', ethers.ZeroAddress, '0x'),
      purchase: 'refused',
      withdrawal: 'refused',
    },
  },
];

/** Accepts the token and stakes some; prices in the token's own units, as far as they fit 96 bits. */
async function begin({ name, args = [], decimals = 6, tame }: OddToken) {
  const world = await openMarket();
  const whole = 10n ** BigInt(decimals);
  const most = 2n ** 94n;
  const eachUnits = whole * 10_000n < most ? whole * 10_000n : most;
  const { token, contract } = await acceptToken(world, name, { args, decimals, eachUnits });
  await tame?.(contract, world);
  await world.deposits.as(world.actors.shop).stake(token, eachUnits / 10n, noPermit);
  const priceUnits = eachUnits / 500n;
  const options: PurchaseOptions = { lines: [{ offer: { token, priceUnits }, deliveries: [] }] };
  const held = (owner: string): Promise<bigint> => contract.getFunction('balanceOf')(owner);
  return { world, token, contract, options, held, priceUnits, stakeUnits: eachUnits / 10n };
}

const titleOf = ({ name, args = [], turn }: OddToken): string =>
  [name, ...args.map(String), ...(turn === undefined ? [] : [`that ${turn.to}`])].join(' ');

describe('odd tokens: payment, refund and withdrawal', () => {
  for (const odd of tokens) {
    it(`${titleOf(odd)}: everyone gets exactly what they are owed`, async () => {
      const { world, token, options, held, priceUnits, stakeUnits } = await begin(odd);
      const { actors, addresses, market, vault } = world;
      const bought = await held(actors.buyer.address);
      const { order } = await orderAt('paid', world, options);
      expect(await held(addresses.vault)).to.equal(stakeUnits + priceUnits);
      await market.as(actors.shop).cancel(order);
      await vault.as(actors.buyer).withdraw(token, actors.buyer.address, priceUnits);
      expect(await held(actors.buyer.address)).to.equal(bought);

      await orderAt('completed', world, options);
      for (const payee of [actors.shop, actors.promoter, actors.parent, actors.host]) {
        const credit: bigint = await vault.creditOf(token, payee.address);
        const before = await held(payee.address);
        await vault.as(payee).withdraw(token, payee.address, credit);
        expect(await held(payee.address)).to.equal(before + credit);
      }
      const fees: bigint = await vault.feesOf(token);
      await vault.withdrawFees(token);
      expect(await held(actors.treasury.address)).to.equal(fees);
      expect(await held(addresses.vault)).to.equal(stakeUnits);
    });
  }
});

describe('odd tokens: one that turns stops only its own withdrawals (I11)', () => {
  for (const odd of tokens) {
    const { turn } = odd;
    if (turn === undefined) continue;
    it(titleOf(odd), async () => {
      const { world, token, contract, options, held, priceUnits } = await begin(odd);
      const { actors, addresses, dollar, market, vault } = world;
      const shipped = await orderAt('shipped', world, options);
      const paid = await orderAt('paid', world, options);
      const plain = await orderAt('shipped', world);
      await turn.do(contract, world);

      // Every order of the token still reaches its end, and the books say what is owed.
      await market.as(actors.buyer).confirm(shipped.order);
      await market.as(actors.shop).cancel(paid.order);
      expect(await vault.creditOf(token, actors.buyer.address)).to.equal(priceUnits);
      // Nothing of it touches another token.
      await market.as(actors.buyer).confirm(plain.order);
      const credit: bigint = await vault.creditOf(addresses.demoDollar, actors.shop.address);
      const wallet: bigint = await dollar.balanceOf(actors.shop.address);
      await vault.as(actors.shop).withdraw(addresses.demoDollar, actors.shop.address, credit);
      expect(await dollar.balanceOf(actors.shop.address)).to.equal(wallet + credit);
      await expect(buy(world)).to.emit(market, 'OrderPaid');

      const buying = buy(world, options);
      if (turn.purchase === 'refused') await expect(buying).to.revert(ethers);
      else await expect(buying).to.emit(market, 'OrderPaid');
      const before = await held(actors.stranger.address);
      const withdrawing = vault.as(actors.buyer).withdraw(token, actors.stranger.address, priceUnits);
      if (turn.withdrawal === 'refused') {
        await expect(withdrawing).to.revert(ethers);
        expect(await vault.creditOf(token, actors.buyer.address)).to.equal(priceUnits);
      } else {
        await withdrawing;
        expect(await held(actors.stranger.address)).to.equal(before + (priceUnits * turn.withdrawal) / 10_000n);
      }
      if (turn.undo === undefined || turn.withdrawal !== 'refused') return;
      await turn.undo(contract, world);
      await vault.as(actors.buyer).withdraw(token, actors.stranger.address, priceUnits);
      expect(await held(actors.stranger.address)).to.equal(before + priceUnits);
    });
  }

  it('a token that shrank pays who comes first; what is short is short in that token alone', async () => {
    const odd = tokens.find(({ turn }) => turn?.to === 'halves every balance')!;
    const { world, token, contract, options, held } = await begin(odd);
    const { actors, addresses, vault } = world;
    await orderAt('completed', world, options);
    await orderAt('completed', world);
    await odd.turn!.do(contract, world);
    const credit: bigint = await vault.creditOf(token, actors.shop.address);
    await vault.as(actors.shop).withdraw(token, actors.shop.address, credit);
    expect(await held(addresses.vault)).to.be.greaterThan(0n);
    const plain: bigint = await vault.creditOf(addresses.demoDollar, actors.shop.address);
    await vault.as(actors.shop).withdraw(addresses.demoDollar, actors.shop.address, plain);
  });

  it('a token that says no, or keeps a fee, from the beginning takes no stake and no payment', async () => {
    for (const name of ['FalseToken', 'FeeToken']) {
      const world = await networkHelpers.loadFixture(openMarket);
      const { token } = await acceptToken(world, name);
      await expect(world.deposits.as(world.actors.shop).stake(token, dollars(10), noPermit)).to.revert(ethers);
      expect((await world.deposits.stakeOf(world.actors.shop.address, token)).stakedUnits).to.equal(0n);
    }
  });
});
