import type { Queries } from '../indexer/queries/queries.ts';
import { addressSchema } from '../protocol/primitives.ts';
import type { Network } from './p2p/network.ts';

/** Queries that have a shop looked for in the network when somebody asks about one whose catalogue this node lacks. */
export const lookingForShops = (queries: Queries, network: Pick<Network, 'want'>): Queries => ({
  ...queries,
  getShop: async (address) => {
    const shop = await queries.getShop(address);
    if (shop?.version === null) network.want(addressSchema.parse(shop.address));
    return shop;
  },
});
