import { expect } from 'chai';
import { defaultParameters, demoDollarTerms } from '../../scripts/deploy/defaults.ts';
import { ethers, networkHelpers } from './setup/chain.ts';
import { expectEnding } from './setup/closing.ts';
import { afterDeadline, orderAt, type Stage } from './setup/orders.ts';
import { openMarket, type World } from './setup/world.ts';

const DAY = 86_400;
const harshest = {
  feeBps: 500,
  minCoverageBps: 10_000,
  penaltyBps: 5_000,
  answerWithinSeconds: 30 * DAY,
  escalateWithinSeconds: 30 * DAY,
  ruleWithinSeconds: 30 * DAY,
};

/** Changes everything that can be changed. */
async function changeEverything({ settings, addresses, actors }: World): Promise<void> {
  await settings.setParameters(harshest);
  await settings.setToken(addresses.demoDollar, { ...demoDollarTerms, accepted: false, maxOrderUnits: 0n });
  await settings.setTreasury(actors.stranger.address);
}

describe('settings', () => {
  it('changes parameters, tokens and treasury, and says so', async () => {
    const world = await networkHelpers.loadFixture(openMarket);
    const { settings, addresses, actors } = world;
    await expect(settings.setParameters(harshest))
      .to.emit(settings, 'ParametersChanged')
      .withArgs(Object.values(harshest));
    expect(await settings.parameters()).to.deep.equal(Object.values(harshest).map(BigInt));
    const token = ethers.getAddress(addresses.demoDollar);
    const terms = { ...demoDollarTerms, accepted: false };
    await expect(settings.setToken(token, terms))
      .to.emit(settings, 'TokenChanged')
      .withArgs(token, Object.values(terms));
    expect(await settings.tokenTerms(token)).to.deep.equal([false, 6n, terms.minStakeUnits, terms.maxOrderUnits]);
    expect(await settings.tokenTerms(actors.stranger.address)).to.deep.equal([false, 0n, 0n, 0n]);
    await expect(settings.setTreasury(actors.stranger.address))
      .to.emit(settings, 'TreasuryChanged')
      .withArgs(actors.stranger.address);
    expect(await settings.treasury()).to.equal(actors.stranger.address);
  });

  for (const stage of ['paid', 'shipped', 'disputed', 'answered', 'escalated'] as const satisfies Stage[]) {
    it(`a change of everything does not touch an order that is ${stage}`, async () => {
      const world = await networkHelpers.loadFixture(openMarket);
      const paid = await orderAt(stage, world);
      expect(paid.order.parameters).to.deep.equal(defaultParameters);
      const { deadline } = await world.market.progressOf(paid.orderId);
      await changeEverything(world);
      expect((await world.market.progressOf(paid.orderId)).deadline).to.equal(deadline);
      await afterDeadline(world, paid, 1);
      const endings = {
        paid: { state: 'refunded', outcome: 'not_shipped', refundBps: 10_000 },
        shipped: { state: 'completed', outcome: 'inspection_over', refundBps: 0 },
        disputed: { state: 'ruled', outcome: 'seller_silent', refundBps: 10_000 },
        answered: { state: 'settled', outcome: 'not_escalated', refundBps: 2_000 },
        escalated: { state: 'ruled', outcome: 'arbitrator_silent', refundBps: 10_000 },
      } as const;
      await expectEnding(world, await world.market.poke(paid.order), paid, endings[stage]);
    });
  }

  it('with a delay, a change must be announced and waited for', async () => {
    const { accessManager, settings, actors, addresses } = await networkHelpers.loadFixture(openMarket);
    await accessManager.grantRole(0, actors.admin.address, 2 * DAY);
    const early = settings.setTreasury(actors.stranger.address);
    await expect(early).to.be.revertedWithCustomError(accessManager, 'AccessManagerNotScheduled');
    const data = settings.interface.encodeFunctionData('setTreasury', [actors.stranger.address]);
    await accessManager.schedule(addresses.settings, data, 0);
    const stillEarly = settings.setTreasury(actors.stranger.address);
    await expect(stillEarly).to.be.revertedWithCustomError(accessManager, 'AccessManagerNotReady');
    await networkHelpers.time.increase(2 * DAY);
    await settings.setTreasury(actors.stranger.address);
    expect(await settings.treasury()).to.equal(actors.stranger.address);
  });
});
