import type { OrderDetails } from '../../../protocol/order-details.ts';
import type { PastOrder } from '../shop-content.ts';

const places: [city: string, country: string, street: string][] = [
  ['Lisbon', 'PT', 'Rua das Flores 12'],
  ['Utrecht', 'NL', 'Oudegracht 211'],
  ['杭州', 'CN', '西湖区文三路 88 号'],
  ['Portland', 'US', '1420 SE Alder St'],
];

/** Where the buyer of an open order of the demo market wants it. */
export function detailsFor(order: PastOrder): OrderDetails {
  const [city, country, street] = places[order.id.length % places.length] ?? ['Lisbon', 'PT', 'Rua das Flores 12'];
  return { v: 1, type: 'address', recipient: order.buyer, lines: [street], city, country };
}
