import { expect } from 'chai';
import { announcementHash } from '../../protocol/host.ts';
import { type Alone, openAlone } from './setup/alone.ts';
import { ethers, networkHelpers, type Signer } from './setup/chain.ts';

const peerId = `0x${'12'.repeat(34)}` as const;
const endpoints = ['/dns4/node.example/tcp/443/tls', 'https://node.example'];
const nothing = [ethers.ZeroAddress, ethers.ZeroHash];

const announce = ({ hosts }: Alone, operator: Signer, payout: string, change: Record<string, unknown> = {}) => {
  const said = { peerId, endpoints, ...change };
  return hosts.as(operator).announce(said.peerId, said.endpoints, payout);
};

describe('hosts', () => {
  it('announces a node; the register keeps whose payout it is and a digest of the rest', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { hosts, actors } = alone;
    const { stranger: operator, buyer: payout } = actors;
    await expect(announce(alone, operator, payout.address))
      .to.emit(hosts, 'HostAnnounced')
      .withArgs(operator.address, payout.address, peerId, endpoints);
    const announced = announcementHash({ peerId, endpoints });
    expect(await hosts.hostOf(operator.address)).to.deep.equal([payout.address, announced]);
    expect(await hosts.operatorOf(payout.address)).to.equal(operator.address);
    expect(await hosts.operatorOf(operator.address)).to.equal(ethers.ZeroAddress);
  });

  it('changes what was announced, and frees the payout address it leaves', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { hosts, actors } = alone;
    const { stranger: operator, buyer, otherBuyer } = actors;
    await announce(alone, operator, buyer.address);
    const before = await hosts.hostOf(operator.address);
    await announce(alone, operator, buyer.address, { endpoints: [] });
    expect((await hosts.hostOf(operator.address)).announced).not.to.equal(before.announced);
    expect(await hosts.operatorOf(buyer.address)).to.equal(operator.address);
    await announce(alone, operator, otherBuyer.address);
    expect(await hosts.operatorOf(buyer.address)).to.equal(ethers.ZeroAddress);
    expect(await hosts.operatorOf(otherBuyer.address)).to.equal(operator.address);
    await announce(alone, actors.shop, buyer.address);
    expect(await hosts.operatorOf(buyer.address)).to.equal(actors.shop.address);
  });

  it('retires, and may come back', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { hosts, actors } = alone;
    const { stranger: operator, buyer } = actors;
    await announce(alone, operator, buyer.address);
    await expect(hosts.as(operator).retire()).to.emit(hosts, 'HostRetired').withArgs(operator.address);
    expect(await hosts.hostOf(operator.address)).to.deep.equal(nothing);
    expect(await hosts.operatorOf(buyer.address)).to.equal(ethers.ZeroAddress);
    await expect(hosts.as(operator).retire())
      .to.be.revertedWithCustomError(hosts, 'HostUnknown')
      .withArgs(operator.address);
    await expect(announce(alone, operator, buyer.address)).to.emit(hosts, 'HostAnnounced');
  });

  it('a payout address serves one operator', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { hosts, actors } = alone;
    await announce(alone, actors.stranger, actors.buyer.address);
    await expect(announce(alone, actors.shop, actors.buyer.address))
      .to.be.revertedWithCustomError(hosts, 'HostPayoutTaken')
      .withArgs(actors.buyer.address, actors.stranger.address);
  });

  it('the owner of a payout address takes it from whoever named it', async () => {
    const alone = await networkHelpers.loadFixture(openAlone);
    const { hosts, actors } = alone;
    const { stranger: squatter, buyer: owner, otherBuyer } = actors;
    await announce(alone, owner, otherBuyer.address);
    await announce(alone, squatter, owner.address);
    const taken = announce(alone, owner, owner.address);
    await expect(taken).to.emit(hosts, 'HostRetired').withArgs(squatter.address);
    expect(await hosts.hostOf(squatter.address)).to.deep.equal(nothing);
    expect(await hosts.operatorOf(owner.address)).to.equal(owner.address);
    expect(await hosts.operatorOf(otherBuyer.address)).to.equal(ethers.ZeroAddress);
  });

  for (const [what, change, error] of [
    ['a peer ID of 34 bytes', { peerId: `0x${'12'.repeat(34)}` }, undefined],
    ['a peer ID of 33 bytes', { peerId: `0x${'12'.repeat(33)}` }, 'HostPeerIdInvalid'],
    ['a peer ID of 64 bytes', { peerId: `0x${'12'.repeat(64)}` }, undefined],
    ['a peer ID of 65 bytes', { peerId: `0x${'12'.repeat(65)}` }, 'HostPeerIdInvalid'],
    ['8 endpoints', { endpoints: Array.from({ length: 8 }, () => 'a') }, undefined],
    ['9 endpoints', { endpoints: Array.from({ length: 9 }, () => 'a') }, 'HostEndpointsInvalid'],
    ['an endpoint of 255 bytes', { endpoints: ['é'.repeat(127), 'a'.repeat(255)] }, undefined],
    ['an endpoint of 256 bytes', { endpoints: ['a', 'é'.repeat(128)] }, 'HostEndpointsInvalid'],
    ['an empty endpoint', { endpoints: ['a', ''] }, 'HostEndpointsInvalid'],
  ] as const) {
    it(`${error === undefined ? 'takes' : 'refuses'} ${what}`, async () => {
      const alone = await networkHelpers.loadFixture(openAlone);
      const announcing = announce(alone, alone.actors.stranger, alone.actors.buyer.address, change);
      if (error === undefined) await expect(announcing).to.emit(alone.hosts, 'HostAnnounced');
      else await expect(announcing).to.be.revertedWithCustomError(alone.hosts, error);
    });
  }
});
