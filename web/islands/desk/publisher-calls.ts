import { shopsAbi } from '../../../protocol/abi/shops.ts';
import type { PublisherView } from '../../../protocol/api/publisher.ts';
import { contractAddress } from '../../wallet/contracts.ts';
import type { ContractCall } from '../../wallet/send-transaction.ts';
import { readJson, request } from '../api.ts';
import type { ChainProps } from '../props.ts';

const pathOf = (shop: string): string => `/api/v1/desk/${shop}/publisher`;
const change = async (shop: string, method: 'PUT' | 'DELETE'): Promise<PublisherView> =>
  // Safety: same origin as the page itself.
  (await (await request(pathOf(shop), { method })).json()) as PublisherView;

/** The publisher key that this node keeps for a shop; asked for by who is signed in. */
export const readPublisher = (shop: string): Promise<PublisherView> => readJson<PublisherView>(pathOf(shop));
/** Has the node make a key and keep it. */
export const makePublisher = (shop: string): Promise<PublisherView> => change(shop, 'PUT');
/** Has the node forget its key. */
export const forgetPublisher = (shop: string): Promise<PublisherView> => change(shop, 'DELETE');

/** Allows or forbids an account to sign catalogues for the connected shop. */
export const setPublisherCall = (chain: ChainProps, publisher: string, allowed: boolean): ContractCall => ({
  kind: 'set_publisher',
  address: contractAddress(chain.contracts, 'shops'),
  abi: shopsAbi,
  functionName: 'setPublisher',
  args: [publisher, allowed],
  path: '/desk/settings',
});
