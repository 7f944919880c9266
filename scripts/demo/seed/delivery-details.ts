import type { OrderDetails } from '../../../protocol/order-details.ts';
import type { Hex } from '../../../protocol/primitives.ts';
import { market } from '../market.ts';
import type { PastOrder } from '../shop-content.ts';

interface Home {
  readonly language: 'en' | 'zh-CN';
  readonly street: string;
  readonly city: string;
  readonly country: string;
}

/** Where the buyers of the demo market live, by their ID. */
const homes: Readonly<Record<string, Home>> = {
  maya: { language: 'en', street: '1420 SE Alder St', city: 'Portland', country: 'US' },
  chen: { language: 'zh-CN', street: '西湖区文三路 88 号', city: '杭州', country: 'CN' },
  jonas: { language: 'en', street: 'Oudegracht 211', city: 'Utrecht', country: 'NL' },
  lin: { language: 'zh-CN', street: '姑苏区平江路 31 号', city: '苏州', country: 'CN' },
  ines: { language: 'en', street: 'Rua das Flores 12', city: 'Lisbon', country: 'PT' },
};

/**
 * Where the buyer of an open order of the demo market wants it.
 * @param replyKey the buyer's key, to which the seller writes
 * @throws RangeError for a buyer without a home
 */
export function detailsFor({ buyer }: Pick<PastOrder, 'buyer'>, replyKey: Hex): OrderDetails {
  const home = homes[buyer];
  const person = market.personas.find(({ id }) => id === buyer);
  if (home === undefined || person === undefined) throw new RangeError(`the demo market has no home of ${buyer}`);
  const { language, street, city, country } = home;
  return { v: 1, type: 'address', recipient: person.name[language], lines: [street], city, country, replyKey };
}
