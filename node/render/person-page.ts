import type { Queries } from '../../indexer/queries/queries.ts';
import { type Address, addressSchema } from '../../protocol/primitives.ts';
import type { PersonPage } from '../../web/page-request.ts';

/** Followed people and shops whose names are read, each; a page tells how many more there are. */
const NAMED = 8;
const FOLLOWERS = 12;

type PersonQueries = Pick<Queries, 'getPerson' | 'getShop' | 'getPromoter' | 'promoterRecord' | 'listFollowers'>;

/** Reads what the page of a person shows. */
export async function personPage(queries: PersonQueries, account: Address): Promise<PersonPage> {
  const [person, followers, own, promoter] = await Promise.all([
    queries.getPerson(account),
    queries.listFollowers({ account, limit: FOLLOWERS }),
    queries.getShop(account),
    queries.getPromoter(account),
  ]);
  const named = (accounts: readonly string[]): Address[] =>
    accounts.slice(0, NAMED).map((each) => addressSchema.parse(each));
  const [shops, people, record] = await Promise.all([
    Promise.all(named(person.followsShops).map((shop) => queries.getShop(shop))),
    Promise.all(named(person.followsPeople).map((each) => queries.getPerson(each))),
    promoter === undefined ? null : queries.promoterRecord(account),
  ]);
  return {
    page: 'person',
    person,
    shops: shops.flatMap((shop) => (shop === undefined ? [] : [{ address: shop.address, names: shop.names }])),
    people: people.map(({ account: each, names }) => ({ account: each, names })),
    followers,
    promoter: record,
    shop: own?.names ?? null,
  };
}
