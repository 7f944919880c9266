import { expect } from 'chai';
import { buyingMutations } from './mutations/buying.ts';
import { courtMutations } from './mutations/court.ts';
import { couponMutations, pointMutations } from './mutations/discounts.ts';
import { groupMutations } from './mutations/groups.ts';
import { hostMutations } from './mutations/hosts.ts';
import { depositMutations, paymentMutations, settingsMutations, vaultMutations } from './mutations/money.ts';
import { mutatedContracts } from './mutations/mutation.ts';
import { orderMutations } from './mutations/orders.ts';
import { dollarMutations, referralMutations, reviewMutations, shopMutations } from './mutations/registers.ts';
import { buy } from './setup/cart.ts';
import { networkHelpers } from './setup/chain.ts';
import { openMarket } from './setup/world.ts';

const mutations = [
  ...buyingMutations,
  ...paymentMutations,
  ...orderMutations,
  ...shopMutations,
  ...referralMutations,
  ...reviewMutations,
  ...depositMutations,
  ...vaultMutations,
  ...settingsMutations,
  ...dollarMutations,
  ...groupMutations,
  ...couponMutations,
  ...pointMutations,
  ...hostMutations,
  ...courtMutations,
];

/** Errors that need no row here, and why. */
const elsewhere: Record<string, string> = {
  ReentrancyGuardReentrantCall: 'every pair of entries is tried in reentrancy.test.ts',
  AccessManagedRequiredDelay: 'declared by OpenZeppelin and thrown nowhere; a call too early fails in the manager',
  InvalidShortString: 'thrown by a constructor for a name that is fixed in the code',
  RLPInvalidEncoding: 'thrown for a header that no chain hashed; the court reads a header after comparing its hash',
  FieldNotPresentInBlockHeader: 'as RLPInvalidEncoding',
  StringTooLong: 'thrown by a constructor for a name that is fixed in the code',
};
/** Errors of libraries that another contract’s row reaches through the same code. */
const shared = ['SafeERC20FailedOperation', 'TokenAmountMismatch'];
/** What an ERC-20 token from OpenZeppelin throws by itself. */
const ofToken = /^(ERC20|ERC2612|ECDSA|InvalidAccountNonce)/;

describe('mutations: each error, reached by the smallest change of a valid call', () => {
  it('the unchanged purchase is accepted', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    await expect(buy(world)).to.emit(world.market, 'OrderPaid');
  });

  for (const { contract, error, change, attempt } of mutations) {
    it(`${error}: ${change}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      await expect(attempt(world)).to.be.revertedWithCustomError(world[contract], error);
    });
  }

  it('every custom error of every contract has a row', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const missing: string[] = [];
    for (const contract of mutatedContracts) {
      world[contract].interface.forEachError(({ name }) => {
        if (name in elsewhere || ofToken.test(name)) return;
        const rows = mutations.filter((row) => row.error === name);
        const found = rows.some((row) => row.contract === contract || shared.includes(name));
        if (!found) missing.push(`${contract}.${name}`);
      });
    }
    expect(missing).to.deep.equal([]);
  });
});
