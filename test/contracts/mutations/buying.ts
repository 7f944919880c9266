import type { Address } from '../../../protocol/primitives.ts';
import { buy, type LineOptions, makeExtras, makePurchase, type PurchaseOptions, zero } from '../setup/cart.ts';
import { ethers, networkHelpers } from '../setup/chain.ts';
import { create } from '../setup/contract.ts';
import { inGroup, pairTerms } from '../setup/pooling.ts';
import { bytes32, dollars, type World } from '../setup/world.ts';
import { mutationsOf } from './mutation.ts';

type Change<T> = (world: World) => T;

const DAY = 86_400;
const nonsense = `0x${'11'.repeat(65)}` as const;

const buying =
  (change: Change<PurchaseOptions | Promise<PurchaseOptions>>) =>
  async (world: World): Promise<unknown> =>
    buy(world, await change(world));

/** Buys one line with a change. */
const line = (change: Change<LineOptions>) => buying((world) => ({ lines: [change(world)] }));

/** Buys from a catalogue that ends so many seconds after the block of the purchase. */
const endingIn = (seconds: number) => async (world: World) => {
  const now = (await networkHelpers.time.latest()) + 100;
  const purchase = await makePurchase(world, { catalogue: { validUntil: BigInt(now + seconds) } });
  await networkHelpers.time.setNextBlockTimestamp(now);
  return world.market.as(world.actors.buyer).buy([purchase], []);
};

/** The other form of a signature that the curve allows: high s, flipped v. */
const malleable = (signature: string): `0x${string}` => {
  const { r, s, v } = ethers.Signature.from(signature);
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const high = ethers.toBeHex(order - BigInt(s), 32);
  return ethers.concat([r, high, ethers.toBeHex(55 - v, 1)]) as `0x${string}`;
};

const twiceInOneBlock = async (world: World) => {
  const buyer = await create('ContractAccount', [ethers.ZeroAddress]);
  const account = await ethers.getContractAt('ContractAccount', buyer);
  const { market, dollar, addresses } = world;
  await dollar.as(world.actors.buyer).transfer(buyer, dollars(100));
  await account.getFunction('call')(addresses.demoDollar, [
    dollar.interface.encodeFunctionData('approve', [addresses.market, dollars(100)]),
  ]);
  const data = market.interface.encodeFunctionData('buy', [[await makePurchase(world)], []]);
  return account.getFunction('call')(addresses.market, [data, data]);
};

export const buyingMutations = mutationsOf('market', [
  ['MarketNoLines', 'no purchase', ({ market, actors }) => market.as(actors.buyer).buy([], [])],
  ['MarketNoLines', 'a purchase without lines', buying(() => ({ purchase: { lines: [] } }))],
  ['MarketTooManyLines', '51 lines', buying(() => ({ lines: Array.from({ length: 51 }, () => ({})) }))],
  ['CatalogueSignatureInvalid', 'nonsense', buying(() => ({ purchase: { signature: nonsense } }))],
  ['CatalogueSignatureInvalid', 'empty', buying(() => ({ purchase: { signature: '0x' } }))],
  ['CatalogueSignatureInvalid', 'signed by another key', buying(({ actors }) => ({ signedBy: actors.stranger }))],
  ['CatalogueSignatureInvalid', 'signed for another chain', buying(() => ({ chainId: 1 }))],
  [
    'CatalogueSignatureInvalid',
    'high s',
    async (world) => {
      const { signature } = await makePurchase(world);
      return buy(world, { purchase: { signature: malleable(signature) } });
    },
  ],
  [
    'CatalogueSignatureInvalid',
    'the version changed after signing',
    async (world) => {
      const { catalogue } = await makePurchase(world);
      return buy(world, { purchase: { catalogue: { ...catalogue, version: 2n } } });
    },
  ],
  [
    'CatalogueSignerUnknown',
    'a key that is no publisher',
    buying(({ actors }) => ({
      signedBy: actors.stranger,
      purchase: { signer: actors.stranger.address as Address },
    })),
  ],
  [
    'CatalogueSignerUnknown',
    'a publisher no more',
    async (world) => {
      await world.shops.as(world.actors.shop).setPublisher(world.actors.publisher.address, false);
      return buy(world);
    },
  ],
  [
    'CatalogueSignerUnknown',
    'a shop that is not open',
    buying(({ actors }) => ({
      shop: actors.stranger,
      signedBy: actors.stranger,
      purchase: { signer: actors.stranger.address as Address },
    })),
  ],
  [
    'CatalogueCancelled',
    'a version below the lowest',
    async (world) => {
      await world.shops.as(world.actors.shop).raiseLowestVersion(2);
      return buy(world);
    },
  ],
  ['CatalogueExpired', 'ends now', endingIn(0)],
  ['CatalogueTooLong', 'ends in 30 days and a second', endingIn(30 * DAY + 1)],
  ['OfferNotInCatalogue', 'an empty proof', line(() => ({ line: { proof: [] } }))],
  [
    'OfferNotInCatalogue',
    'a cheaper price than signed',
    async (world) => {
      const purchase = await makePurchase(world);
      const offer = { ...purchase.lines[0]!.offer, priceUnits: 1n };
      return buy(world, { purchase: { ...purchase, lines: [{ ...purchase.lines[0]!, offer }] } });
    },
  ],
  [
    'OfferShopMismatch',
    'an offer of another shop',
    line(({ actors }) => ({ offer: { shop: actors.otherShop.address as Address } })),
  ],
  ['OfferTokenMismatch', 'two tokens', buying(() => ({ lines: [{}, { offer: { token: zero } }] }))],
  ['OfferTokenRefused', 'a token that is not accepted', line(() => ({ offer: { token: zero } }))],
  ['OfferPriceZero', 'for nothing', line(() => ({ offer: { priceUnits: 0n } }))],
  ['OfferWindowInvalid', 'ships too fast', line(() => ({ offer: { shipWithinSeconds: 3_599 } }))],
  ['OfferWindowInvalid', 'ships too late', line(() => ({ offer: { shipWithinSeconds: 30 * DAY + 1 } }))],
  ['OfferWindowInvalid', 'inspects too fast', line(() => ({ offer: { inspectWithinSeconds: 3_599 } }))],
  ['OfferWindowInvalid', 'inspects too long', line(() => ({ offer: { inspectWithinSeconds: 30 * DAY + 1 } }))],
  ['OfferCoverageTooLow', 'below the minimum', line(() => ({ offer: { coverageBps: 999 } }))],
  ['OfferCoverageTooLow', 'above the whole', line(() => ({ offer: { coverageBps: 10_001 } }))],
  ['OfferSharesTooHigh', 'shares of 30.01 %', line(() => ({ offer: { commissionBps: 2_801, hostBps: 200 } }))],
  [
    'OfferSharesTooHigh',
    'shares of 30.01 % with the pickup point’s',
    line(() => ({ offer: { commissionBps: 2_500, hostBps: 200, pickupBps: 301 } })),
  ],
  [
    'OfferSharesTooHigh',
    'shares of 30.01 % with the leader’s',
    buying(() => {
      const terms = { ...pairTerms, leaderBps: 800, commissionBps: 2_001 };
      return inGroup({ lines: [{ offer: { hostBps: 200 } }] }, {}, terms);
    }),
  ],
  ['OfferSharesTooHigh', 'a parent’s part above the whole', line(() => ({ offer: { parentBps: 10_001 } }))],
  ['OfferArbitratorInvalid', 'nobody', line(() => ({ offer: { arbitrator: zero } }))],
  [
    'OfferArbitratorInvalid',
    'the shop',
    line(({ actors }) => ({ offer: { arbitrator: actors.shop.address as Address } })),
  ],
  [
    'OfferArbitratorInvalid',
    'the buyer',
    line(({ actors }) => ({ offer: { arbitrator: actors.buyer.address as Address } })),
  ],
  ['OfferSoldOut', 'one more than there are', line(() => ({ offer: { maxSold: 4n }, line: { quantity: 5 } }))],
  ['DeliveryInvalid', 'a choice that is not there', line(() => ({ line: { choice: 2 } }))],
  ['DeliveryInvalid', 'no choices where some were signed', line(() => ({ line: { delivery: [] } }))],
  [
    'DeliveryInvalid',
    'cheaper delivery than signed',
    line(() => ({ line: { delivery: [{ zone: bytes32('near'), firstUnits: 0n, furtherUnits: 0n }] } })),
  ],
  [
    'DeliveryInvalid',
    'delivery of an offer without',
    line(() => ({
      deliveries: [],
      line: { delivery: [{ zone: bytes32('near'), firstUnits: 0n, furtherUnits: 0n }] },
    })),
  ],
  ['ExtrasTooMany', 'two extras', line(() => ({ line: { extras: [makeExtras(), makeExtras()] } }))],
  [
    'HandoverNotOffered',
    'a secret for goods that are shipped',
    line(() => ({ line: { extras: [makeExtras({ handover: bytes32('hash') })] } })),
  ],
  [
    'OrderTooLarge',
    'an item price above 128 bits, with points',
    line(() => ({
      offer: { priceUnits: 2n ** 127n },
      line: { quantity: 2, extras: [makeExtras({ points: 1n })] },
    })),
  ],
  ['QuantityZero', 'none', line(() => ({ line: { quantity: 0 } }))],
  ['OrderTooLarge', 'above $100,000', line(() => ({ offer: { priceUnits: dollars(100_000) } }))],
  ['OrderAboveLimit', 'one unit above the buyer’s limit', line(() => ({ line: { maxTotalUnits: dollars(25) - 1n } }))],
  ['BuyerIsShop', 'the shop buys', (world) => buy(world, {}, world.actors.shop)],
  [
    'PromoterUnknown',
    'a promoter who never registered',
    line(({ actors }) => ({ line: { promoter: actors.stranger.address as Address } })),
  ],
  [
    'PromoterIsParty',
    'the buyer promotes',
    line(({ actors }) => ({ line: { promoter: actors.buyer.address as Address } })),
  ],
  [
    'PromoterIsParty',
    'the shop promotes',
    line(({ actors }) => ({ line: { promoter: actors.shop.address as Address } })),
  ],
  ['OrderAlreadyExists', 'the same line twice in one block', twiceInOneBlock],
]);
