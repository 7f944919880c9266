import type { ContractTransactionResponse } from 'ethers';
import type { Order } from '../../../protocol/order.ts';
import { type LineOptions, makePurchase, type PurchaseOptions } from '../../../test/contracts/setup/cart.ts';
import type { Signer } from '../../../test/contracts/setup/chain.ts';
import { ordersOf, type PaidOrder } from '../../../test/contracts/setup/orders.ts';
import { bytes32, type World } from '../../../test/contracts/setup/world.ts';

/** Products in the catalogue that everything is bought from: proofs have 14 hashes. */
export const products = 10_000;

/** Gas used by case. */
export type GasReport = Map<string, number>;

const usedBy = async (sent: ContractTransactionResponse): Promise<number> => Number((await sent.wait())?.gasUsed ?? 0);

/** Names the SKUs of a cart, so that each is sold for the first time. */
export const newLines = (name: string, count: number): LineOptions[] =>
  Array.from({ length: count }, (_, position) => ({ offer: { sku: bytes32(`${name} ${position}`) } }));

interface Buying {
  permits?: unknown[];
  buyer?: Signer;
}

/** Sends transactions in one market and notes what they use. */
export const createMeter = (world: World) => {
  const { market, actors } = world;
  const report: GasReport = new Map();
  const measure = async (name: string, sending: Promise<ContractTransactionResponse>) => {
    const sent = await sending;
    report.set(name, await usedBy(sent));
    return sent;
  };
  return {
    report,
    measure,
    async buy(
      name: string,
      options: PurchaseOptions,
      { permits = [], buyer = actors.buyer }: Buying = {},
    ): Promise<PaidOrder> {
      const purchase = await makePurchase(world, { further: products, ...options });
      const sent = await measure(name, market.as(buyer).buy([purchase], permits));
      // Safety: a purchase that was mined has paid at least one order.
      return (await ordersOf(sent))[0] as PaidOrder;
    },
    async ship(name: string, order: Order): Promise<void> {
      await measure(name, market.as(actors.shop).ship(order, bytes32('parcel')));
    },
  };
};
export type Meter = ReturnType<typeof createMeter>;
