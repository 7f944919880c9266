import { ethers } from '../setup/chain.ts';
import type { World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

const peerId = `0x${'12'.repeat(34)}`;
const endpoints = ['https://node.example'];

/** Announces a node that differs from a good one. */
const announce =
  (change: { peerId?: string; endpoints?: readonly string[]; payout?: (world: World) => string }) => (world: World) => {
    const { payout = ({ actors }: World) => actors.stranger.address } = change;
    return world.hosts
      .as(world.actors.stranger)
      .announce(change.peerId ?? peerId, change.endpoints ?? endpoints, payout(world));
  };

export const hostMutations = mutationsOf('hosts', [
  ['HostPeerIdInvalid', 'a byte less than a digest', announce({ peerId: `0x${'12'.repeat(33)}` })],
  ['HostPeerIdInvalid', 'a byte too much', announce({ peerId: `0x${'12'.repeat(65)}` })],
  ['HostEndpointsInvalid', 'nine endpoints', announce({ endpoints: Array.from({ length: 9 }, () => 'a') })],
  ['HostEndpointsInvalid', 'an empty endpoint', announce({ endpoints: [''] })],
  ['HostEndpointsInvalid', 'an endpoint of 256 bytes', announce({ endpoints: ['a'.repeat(256)] })],
  ['HostPayoutMissing', 'nobody is paid', announce({ payout: () => ethers.ZeroAddress })],
  [
    'HostPayoutTaken',
    'the payout address of another operator',
    async (world) => {
      await world.hosts.as(world.actors.host).announce(peerId, endpoints, world.actors.buyer.address);
      return announce({ payout: ({ actors }) => actors.buyer.address })(world);
    },
  ],
  ['HostUnknown', 'retire: announced nothing', ({ hosts, actors }) => hosts.as(actors.stranger).retire()],
]);
