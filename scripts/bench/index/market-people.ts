import { zeroHash } from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { type Coupon, type CouponUse, couponTypedData } from '../../../protocol/coupon.ts';
import { type Delivery, deliveryHash, zoneId } from '../../../protocol/delivery.ts';
import type { Deployment } from '../../../protocol/deployment.ts';
import { type GroupTerms, groupTermsHash } from '../../../protocol/group.ts';
import type { SignedCatalogue } from '../../../protocol/head.ts';
import { type Offer, offerLeaf } from '../../../protocol/offer.ts';
import { buildOfferTree } from '../../../protocol/offer-tree.ts';
import { type Address, addressSchema, type Hex, zeroAddress, zeroBytes32 } from '../../../protocol/primitives.ts';
import { catalogueTypedData } from '../../../protocol/typed-data.ts';
import { personAt } from './chain-clock.ts';

const WHOLE = 1_000_000n;
const DAY = 86_400;
const PRODUCTS = 24;
const NO_LIMIT = (1n << 64n) - 1n;

/** A shop with everything that its buyers bring along. */
export interface BenchShop {
  address: Address;
  catalogue: SignedCatalogue;
  signature: Hex;
  items: { offer: Offer; proof: Hex[] }[];
  coupon: CouponUse;
}

/** How every group of the benchmark buys. */
export const groupTerms: GroupTerms = {
  priceUnits: 9n * WHOLE,
  size: 3,
  withinSeconds: 2 * DAY,
  leaderBps: 200,
  commissionBps: 400,
};

export const delivery: Delivery[] = [{ zone: zoneId('world'), firstUnits: WHOLE, furtherUnits: WHOLE / 2n }];
const arbitrator = personAt(9, 0);

const digest = (shop: number, kind: number, number: number): Hex =>
  `0x${[shop + 1, kind, number].map((part) => part.toString(16).padStart(16, '7')).join('')}${'5'.repeat(16)}`;

/** Who owns a shop. @param number from 0 */
export const shopAccount = (number: number): PrivateKeyAccount =>
  privateKeyToAccount(`0x${(0x5e11e5 + number).toString(16).padStart(64, '0')}`);

/** A shop that signs for itself. @param number from 0 */
export async function makeShop(number: number, deployment: Deployment, validUntil: number): Promise<BenchShop> {
  const { chainId, contracts } = deployment;
  const account = shopAccount(number);
  const address = addressSchema.parse(account.address);
  const token = contracts.demoDollar ?? zeroAddress;
  const offers = Array.from(
    { length: PRODUCTS },
    (_, item): Offer => ({
      shop: address,
      listing: digest(number, 1, item),
      sku: digest(number, 2, item),
      token,
      priceUnits: BigInt(10 + ((item * 7) % 60)) * WHOLE,
      maxSold: NO_LIMIT,
      kind: 0,
      shipWithinSeconds: 7 * DAY,
      inspectWithinSeconds: 20 * DAY,
      coverageBps: 2_000,
      commissionBps: 800,
      parentBps: 2_000,
      hostBps: 100,
      arbitrator,
      pickup: zeroAddress,
      pickupBps: 0,
      group: item % 4 === 0 ? groupTermsHash(groupTerms) : zeroBytes32,
      delivery: deliveryHash(delivery),
    }),
  );
  const leaves = offers.map(offerLeaf);
  const tree = buildOfferTree(leaves);
  const catalogue: SignedCatalogue = {
    shop: address,
    version: 1,
    root: digest(number, 3, 0),
    offers: tree.root,
    validUntil,
  };
  return {
    address,
    catalogue,
    signature: await account.signTypedData(catalogueTypedData(chainId, contracts.market, catalogue)),
    items: offers.map((offer, item) => ({ offer, proof: tree.proof(leaves[item] ?? zeroHash) ?? [] })),
    coupon: await makeCoupon(account, deployment, { shop: address, token, validUntil }),
  };
}

async function makeCoupon(
  account: PrivateKeyAccount,
  { chainId, contracts }: Deployment,
  { shop, token, validUntil }: { shop: Address; token: Address; validUntil: number },
): Promise<CouponUse> {
  const coupon: Coupon = {
    shop,
    token,
    skus: zeroBytes32,
    holder: zeroAddress,
    percentBps: 1_000,
    amountUnits: 0n,
    minimumUnits: 0n,
    maxUses: 1_000_000,
    maxUsesPerBuyer: 1_000_000,
    firstOrderOnly: false,
    validUntil: BigInt(validUntil),
    nonce: zeroBytes32,
  };
  const signature = await account.signTypedData(couponTypedData(chainId, contracts.discounts, coupon));
  return { coupon, skus: [], signer: shop, signature };
}
