import { defaultParameters, demoDollarJurorTerms, demoDollarTerms } from '../../../scripts/deploy/defaults.ts';
import { buy } from '../setup/cart.ts';
import { ethers, networkHelpers } from '../setup/chain.ts';
import { orderAt } from '../setup/orders.ts';
import { costing, fail } from '../setup/records.ts';
import { acceptToken } from '../setup/tokens.ts';
import { dollars, noPermit, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

const DAY = 86_400;

const stakeOf = (token: string) => async (world: World) => {
  const accepted = token === 'dollar' ? world.addresses.demoDollar : (await acceptToken(world, token)).token;
  return world.deposits.as(world.actors.shop).stake(accepted, dollars(10), noPermit);
};

/** Leaves a credit with the shop. */
const paidOut = async (world: World) => {
  await orderAt('completed', world);
  return world.vault.creditOf(world.addresses.demoDollar, world.actors.shop.address);
};

const withdraw = (change: (world: World, units: bigint) => { to?: string; units?: bigint }) => async (world: World) => {
  const held = await paidOut(world);
  const { to = world.actors.shop.address, units = held } = change(world, held);
  return world.vault.as(world.actors.shop).withdraw(world.addresses.demoDollar, to, units);
};

export const vaultMutations = mutationsOf('vault', [
  [
    'VaultUnauthorized',
    'anyone credits',
    ({ vault, actors, addresses }) =>
      vault.as(actors.stranger).credit(addresses.demoDollar, ethers.ZeroHash, [[actors.stranger.address, 1]], 0),
  ],
  ['VaultZeroAmount', 'withdraw: nothing', withdraw(() => ({ units: 0n }))],
  ['VaultInsufficientCredit', 'withdraw: a unit too much', withdraw((_, held) => ({ units: held + 1n }))],
  ['VaultReceiverInvalid', 'withdraw: to nobody', withdraw(() => ({ to: ethers.ZeroAddress }))],
  ['VaultReceiverInvalid', 'withdraw: to the vault', withdraw(({ addresses }) => ({ to: addresses.vault }))],
  ['VaultZeroAmount', 'withdrawFees: none', ({ vault, addresses }) => vault.withdrawFees(addresses.demoDollar)],
]);

export const depositMutations = mutationsOf('deposits', [
  [
    'DepositsUnauthorized',
    'anyone locks',
    ({ deposits, actors, addresses }) => deposits.lock(actors.shop.address, addresses.demoDollar, 1),
  ],
  [
    'DepositsUnauthorized',
    'anyone releases',
    ({ deposits, actors, addresses }) => deposits.release(actors.shop.address, addresses.demoDollar, 0, 0, 0, 0),
  ],
  [
    'DepositsTokenRefused',
    'a token that is not accepted',
    ({ deposits, actors }) => deposits.as(actors.shop).stake(ethers.ZeroAddress, 1, noPermit),
  ],
  [
    'DepositsZeroAmount',
    'nothing',
    ({ deposits, actors, addresses }) => deposits.as(actors.shop).stake(addresses.demoDollar, 0, noPermit),
  ],
  ['TokenAmountMismatch', 'a token that keeps a fee', stakeOf('FeeToken')],
  ['SafeERC20FailedOperation', 'a token that says no', stakeOf('FalseToken')],
  [
    'DepositsInsufficient',
    'unbond: a unit more than staked',
    ({ deposits, actors, addresses }) => deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(5_000) + 1n),
  ],
  [
    'DepositsInsufficient',
    'buy: the free stake does not cover it',
    async (world) => {
      const { deposits, actors, addresses } = world;
      await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(4_997.5) + 1n);
      return buy(world);
    },
  ],
  [
    'DepositsStakeTooLarge',
    'stake: a unit more than 96 bits hold',
    async (world) => {
      const { token, contract } = await acceptToken(world, 'SilentToken');
      const mine = world.deposits.as(world.actors.shop);
      await contract.getFunction('mint')(world.actors.shop.address, 2n ** 96n);
      await mine.stake(token, 2n ** 96n - 1n, noPermit);
      return mine.stake(token, 1, noPermit);
    },
  ],
  [
    'DepositsAboveExposure',
    'buy: a new shop locks a unit more than a quarter of its stake',
    (world) => buy(world, costing(dollars(1_250) + 1n, 10_000)),
  ],
  [
    'DepositsShopSuspended',
    'buy: too much of what the shop sold failed',
    async (world) => {
      await fail(world, dollars(1_300));
      return buy(world);
    },
  ],
  [
    'DepositsStillBonded',
    'withdraw: a second early',
    async ({ deposits, actors, addresses }) => {
      await deposits.as(actors.shop).unbond(addresses.demoDollar, 1);
      const { releaseAt } = await deposits.stakeOf(actors.shop.address, addresses.demoDollar);
      await networkHelpers.time.setNextBlockTimestamp(Number(releaseAt) - 1);
      return deposits.as(actors.shop).withdraw(addresses.demoDollar);
    },
  ],
  [
    'DepositsNothingToWithdraw',
    'withdraw: nothing is leaving',
    ({ deposits, actors, addresses }) => deposits.as(actors.shop).withdraw(addresses.demoDollar),
  ],
  [
    'DepositsNothingToWithdraw',
    'withdraw: an open order holds it all',
    async (world) => {
      const { deposits, actors, addresses } = world;
      await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(4_997.5));
      await buy(world);
      await deposits.as(actors.shop).unbond(addresses.demoDollar, dollars(5_000));
      await networkHelpers.time.increase(160 * DAY);
      await deposits.as(actors.shop).withdraw(addresses.demoDollar);
      return deposits.as(actors.shop).withdraw(addresses.demoDollar);
    },
  ],
]);

export const paymentMutations = mutationsOf('market', [
  [
    'TokenAmountMismatch',
    'a token that begins to keep a fee',
    async (world) => {
      const { token, contract } = await acceptToken(world, 'FeeToken');
      await contract.getFunction('setFeeBps')(0);
      await world.deposits.as(world.actors.shop).stake(token, dollars(10), noPermit);
      await contract.getFunction('setFeeBps')(1);
      return buy(world, { lines: [{ offer: { token } }] });
    },
  ],
]);

const setParameters = (change: Partial<typeof defaultParameters>) => (world: World) =>
  world.settings.setParameters({ ...defaultParameters, ...change });

const setJurorTerms =
  (change: Partial<typeof demoDollarJurorTerms>, token: 'demoDollar' | 'otherToken' = 'demoDollar') =>
  ({ settings, addresses, actors }: World) =>
    settings.setJurorTerms(token === 'demoDollar' ? addresses.demoDollar : actors.stranger.address, {
      ...demoDollarJurorTerms,
      ...change,
    });

export const settingsMutations = mutationsOf('settings', [
  [
    'AccessManagedUnauthorized',
    'setParameters: anyone',
    ({ settings, actors }) => settings.as(actors.stranger).setParameters(defaultParameters),
  ],
  [
    'AccessManagedUnauthorized',
    'setToken: anyone',
    ({ settings, actors, addresses }) => settings.as(actors.stranger).setToken(addresses.demoDollar, demoDollarTerms),
  ],
  [
    'AccessManagedUnauthorized',
    'setTreasury: anyone',
    ({ settings, actors }) => settings.as(actors.stranger).setTreasury(actors.stranger.address),
  ],
  [
    'AccessManagedUnauthorized',
    'setJurorTerms: anyone',
    ({ settings, actors, addresses }) =>
      settings.as(actors.stranger).setJurorTerms(addresses.demoDollar, demoDollarJurorTerms),
  ],
  ['SettingsOutOfBounds', 'a seat that costs nothing', setJurorTerms({ seatUnits: 0n, feeUnits: 0n }, 'otherToken')],
  [
    'SettingsOutOfBounds',
    'a seat that costs another price than before',
    setJurorTerms({ seatUnits: demoDollarJurorTerms.seatUnits + 1n }),
  ],
  [
    'SettingsOutOfBounds',
    'a juror who earns more than a tenth of the seat',
    setJurorTerms({ feeUnits: demoDollarJurorTerms.seatUnits / 10n + 1n }),
  ],
  ['SettingsOutOfBounds', 'a fee of 5.01 %', setParameters({ feeBps: 501 })],
  ['SettingsOutOfBounds', 'a coverage of 4.99 %', setParameters({ minCoverageBps: 499 })],
  ['SettingsOutOfBounds', 'a coverage above the whole', setParameters({ minCoverageBps: 10_001 })],
  ['SettingsOutOfBounds', 'a penalty of 50.01 %', setParameters({ penaltyBps: 5_001 })],
  ...(['answerWithinSeconds', 'escalateWithinSeconds', 'ruleWithinSeconds'] as const).flatMap((name) => [
    ['SettingsOutOfBounds', `${name}: under an hour`, setParameters({ [name]: 3_599 })] as const,
    ['SettingsOutOfBounds', `${name}: over 30 days`, setParameters({ [name]: 30 * DAY + 1 })] as const,
  ]),
  [
    'SettingsOutOfBounds',
    '37 decimals',
    ({ settings, addresses }) => settings.setToken(addresses.demoDollar, { ...demoDollarTerms, decimals: 37 }),
  ],
  ...(['minStakeUnits', 'maxOrderUnits'] as const).map(
    (name) =>
      [
        'SettingsOutOfBounds',
        `${name}: more than 96 bits`,
        ({ settings, addresses }: World) =>
          settings.setToken(addresses.demoDollar, { ...demoDollarTerms, [name]: 2n ** 96n }),
      ] as const,
  ),
  [
    'SettingsZeroAddress',
    'setToken: no token',
    ({ settings }) => settings.setToken(ethers.ZeroAddress, demoDollarTerms),
  ],
  ['SettingsZeroAddress', 'setTreasury: nobody', ({ settings }) => settings.setTreasury(ethers.ZeroAddress)],
  [
    'AccessManagedInvalidAuthority',
    'setAuthority: the manager names an account without code',
    ({ accessManager, addresses, actors }) =>
      accessManager.updateAuthority(addresses.settings, actors.stranger.address),
  ],
]);
