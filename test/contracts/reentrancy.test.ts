import { expect } from 'chai';
import type { BaseContract } from 'ethers';
import type { Address } from '../../protocol/primitives.ts';
import { buy } from './setup/cart.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { orderAt } from './setup/orders.ts';
import { acceptToken } from './setup/tokens.ts';
import { bytes32, dollars, noPermit, openMarket, type World } from './setup/world.ts';

/** Guarded contracts, and entries that need no guard because they call no one and money does not move. */
const guarded = { market: [], vault: ['credit'], deposits: ['unbond', 'lock', 'release'], court: [] } as const;
type Guarded = keyof typeof guarded;

/** Fixture: a token that calls out in the middle of a transfer, staked by the shop and credited after an order. */
async function openHookMarket() {
  const world = await openMarket();
  const { actors, deposits } = world;
  const { token, contract } = await acceptToken(world, 'HookToken');
  await deposits.as(actors.shop).stake(token, dollars(100), noPermit);
  const { order } = await orderAt('completed', world, { lines: [{ offer: { token } }] });
  const disputed = await openHookCourt(world, token, contract);
  const arm = (target: string, data: string) => contract.getFunction('arm')(target, data);
  return { ...world, token, order, disputed, arm };
}
/** Jurors in that token, and a dispute that they can hear. */
async function openHookCourt(world: World, token: Address, contract: BaseContract) {
  const { actors, addresses, court, settings } = world;
  await settings.setJurorTerms(token, { seatUnits: dollars(50), feeUnits: dollars(1) });
  for (const person of [actors.stranger, actors.otherShop, actors.otherBuyer, actors.buyer, actors.shop]) {
    await contract.getFunction('mint')(person.address, dollars(1_000));
    const theirs = contract.connect(person) as BaseContract;
    await theirs.getFunction('approve')(addresses.court, ethers.MaxUint256);
    if (person !== actors.buyer) await court.as(person).takeSeats(token, 10, noPermit);
  }
  await networkHelpers.time.increase(14 * 86_400);
  return orderAt('answered', world, { lines: [{ offer: { token, arbitrator: addresses.court } }] });
}
type HookWorld = Awaited<ReturnType<typeof openHookMarket>>;

/** Entries from which control leaves to a token. */
const departures: { from: Guarded; name: string; leave: (world: HookWorld) => Promise<unknown> }[] = [
  { from: 'market', name: 'buy', leave: (world) => buy(world, { lines: [{ offer: { token: world.token } }] }) },
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
  {
    from: 'court',
    name: 'takeSeats',
    leave: ({ court, actors, token }) => court.as(actors.stranger).takeSeats(token, 1, noPermit),
  },
  {
    from: 'court',
    name: 'createDispute',
    leave: ({ court, actors, disputed }) => court.as(actors.buyer).createDispute(disputed.order),
  },
  { from: 'vault', name: 'withdrawFees', leave: ({ vault, token }) => vault.withdrawFees(token) },
];

/** A value of each type that an entry takes, enough to get past the decoder. */
const sampleOf = ({ name, type }: { name: string; type: string }, { order, token }: HookWorld) => {
  if (name === 'order' || name === 'proof') return order;
  if (name === 'permit') return noPermit;
  if (type.endsWith('[]')) return [];
  if (type === 'address') return token;
  if (type === 'bytes') return '0x';
  return type === 'bytes32' ? bytes32('sample') : 1;
};

describe('re-entrancy: from every entry that calls out, into every guarded entry of the same contract', () => {
  for (const { from, name, leave } of departures) {
    it(`${from}.${name}`, async () => {
      const world = await networkHelpers.loadFixture(openHookMarket);
      const contract = world[from];
      const entries = contract.interface.fragments
        .filter((fragment) => fragment.type === 'function')
        .map((fragment) => contract.interface.getFunction(fragment.format('sighash'))!)
        .filter((entry) => !entry.constant && !(guarded[from] as readonly string[]).includes(entry.name));
      expect(entries.length).to.be.greaterThan(1);
      for (const entry of entries) {
        const data = contract.interface.encodeFunctionData(
          entry,
          entry.inputs.map((input) => sampleOf(input, world)),
        );
        await world.arm(await contract.getAddress(), data);
        await expect(leave(world), entry.name).to.be.revertedWithCustomError(contract, 'ReentrancyGuardReentrantCall');
      }
      await world.arm(ethers.ZeroAddress, '0x');
      await leave(world);
    });
  }

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
