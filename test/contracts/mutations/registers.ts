import { ethers } from '../setup/chain.ts';
import { orderAt } from '../setup/orders.ts';
import { bytes32, dollars, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

export const shopMutations = mutationsOf('shops', [
  ['ShopAlreadyOpen', 'opened twice', ({ shops, actors }) => shops.as(actors.shop).open(bytes32('p'), bytes32('k'))],
  [
    'ShopEncryptionKeyMissing',
    'opened without a key',
    ({ shops, actors }) => shops.as(actors.stranger).open(bytes32('p'), ethers.ZeroHash),
  ],
  [
    'ShopEncryptionKeyMissing',
    'the key is taken away',
    ({ shops, actors }) => shops.as(actors.shop).setEncryptionKey(ethers.ZeroHash),
  ],
  ['ShopNotOpen', 'setProfile', ({ shops, actors }) => shops.as(actors.stranger).setProfile(bytes32('p'))],
  ['ShopNotOpen', 'setEncryptionKey', ({ shops, actors }) => shops.as(actors.stranger).setEncryptionKey(bytes32('k'))],
  [
    'ShopNotOpen',
    'setPublisher',
    ({ shops, actors }) => shops.as(actors.stranger).setPublisher(actors.buyer.address, true),
  ],
  ['ShopNotOpen', 'raiseLowestVersion', ({ shops, actors }) => shops.as(actors.stranger).raiseLowestVersion(1)],
  ['ShopNotOpen', 'anchor', ({ shops, actors }) => shops.as(actors.stranger).anchor(1, bytes32('root'))],
  [
    'ShopPublisherInvalid',
    'nobody',
    ({ shops, actors }) => shops.as(actors.shop).setPublisher(ethers.ZeroAddress, true),
  ],
  [
    'ShopPublisherInvalid',
    'the shop itself',
    ({ shops, actors }) => shops.as(actors.shop).setPublisher(actors.shop.address, true),
  ],
  ['ShopVersionNotRaised', 'the same lowest', ({ shops, actors }) => shops.as(actors.shop).raiseLowestVersion(0)],
  ['ShopVersionNotRaised', 'the same anchor', ({ shops, actors }) => shops.as(actors.shop).anchor(0, bytes32('root'))],
]);

export const referralMutations = mutationsOf('referrals', [
  [
    'PromoterAlreadyRegistered',
    'registered twice',
    ({ referrals, actors }) => referrals.as(actors.promoter).register(ethers.ZeroAddress),
  ],
  [
    'PromoterParentInvalid',
    'a parent who is not registered',
    ({ referrals, actors }) => referrals.as(actors.stranger).register(actors.buyer.address),
  ],
  [
    'PromoterParentInvalid',
    'their own parent',
    ({ referrals, actors }) => referrals.as(actors.stranger).register(actors.stranger.address),
  ],
]);

const reviewed = async (world: World) => {
  const paid = await orderAt('completed', world);
  await world.reviews.as(world.actors.buyer).post(paid.order, 5, bytes32('good'));
  return paid;
};

export const reviewMutations = mutationsOf('reviews', [
  ...[0, 6].map(
    (stars) =>
      [
        'ReviewStarsInvalid',
        `post: ${stars} stars`,
        async (world: World) =>
          world.reviews
            .as(world.actors.buyer)
            .post((await orderAt('completed', world)).order, stars, bytes32('content')),
      ] as const,
  ),
  [
    'ReviewStarsInvalid',
    'amend: 6 stars',
    async (world) => world.reviews.as(world.actors.buyer).amend((await reviewed(world)).order, 6, bytes32('content')),
  ],
  [
    'ReviewOrderNotFinal',
    'post: shipped only',
    async (world) =>
      world.reviews.as(world.actors.buyer).post((await orderAt('shipped', world)).order, 5, bytes32('content')),
  ],
  [
    'ReviewOrderNotFinal',
    'post: an order that never was',
    async (world) => {
      const { order } = await orderAt('completed', world);
      return world.reviews.as(world.actors.buyer).post({ ...order, quantity: 2 }, 5, bytes32('content'));
    },
  ],
  [
    'ReviewCallerWrong',
    'post: the shop',
    async (world) =>
      world.reviews.as(world.actors.shop).post((await orderAt('completed', world)).order, 5, bytes32('content')),
  ],
  [
    'ReviewCallerWrong',
    'amend: the shop',
    async (world) => world.reviews.as(world.actors.shop).amend((await reviewed(world)).order, 5, bytes32('content')),
  ],
  [
    'ReviewCallerWrong',
    'reply: the buyer',
    async (world) => world.reviews.as(world.actors.buyer).reply((await reviewed(world)).order, bytes32('content')),
  ],
  [
    'ReviewAlreadyPosted',
    'post: twice',
    async (world) => world.reviews.as(world.actors.buyer).post((await reviewed(world)).order, 1, bytes32('content')),
  ],
  [
    'ReviewMissing',
    'amend: nothing posted',
    async (world) =>
      world.reviews.as(world.actors.buyer).amend((await orderAt('completed', world)).order, 5, bytes32('content')),
  ],
  [
    'ReviewMissing',
    'reply: nothing posted',
    async (world) =>
      world.reviews.as(world.actors.shop).reply((await orderAt('completed', world)).order, bytes32('content')),
  ],
  [
    'ReviewAmendmentsUsedUp',
    'amend: a sixth time',
    async (world) => {
      const { order } = await reviewed(world);
      for (let time = 0; time < 5; time += 1) await world.reviews.as(world.actors.buyer).amend(order, 3, bytes32('c'));
      return world.reviews.as(world.actors.buyer).amend(order, 3, bytes32('c'));
    },
  ],
  [
    'ReviewAlreadyReplied',
    'reply: twice',
    async (world) => {
      const { order } = await reviewed(world);
      await world.reviews.as(world.actors.shop).reply(order, bytes32('thanks'));
      return world.reviews.as(world.actors.shop).reply(order, bytes32('thanks'));
    },
  ],
]);

export const dollarMutations = mutationsOf('dollar', [
  [
    'DemoDollarMintTooLarge',
    'a unit more than a call gives',
    ({ dollar, actors }) => dollar.as(actors.stranger).mint(dollars(10_000) + 1n),
  ],
  [
    'DemoDollarHoldingTooLarge',
    'a unit more than one may hold',
    async ({ dollar, actors }) => {
      for (let time = 0; time < 10; time += 1) await dollar.as(actors.stranger).mint(dollars(10_000));
      return dollar.as(actors.stranger).mint(1);
    },
  ],
]);
