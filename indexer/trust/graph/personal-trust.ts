import { type Kysely, sql } from 'kysely';
import type { PersonalTrustView, TrustedPersonView } from '../../../protocol/api/trust.ts';
import type { Address, Hex } from '../../../protocol/primitives.ts';
import type { Localised } from '../../../protocol/text.ts';
import { circleStars, countedPeople, type Reached, trustCircle } from '../../../protocol/trust-graph.ts';
import type { Database } from '../../store/schema.ts';
import { neutralMilliStars } from '../neutral.ts';
import type { GraphFollower } from './follow-graph.ts';
import { readTrustLinks } from './trust-links.ts';

/** People who are shown. */
const SHOWN = 20;

export interface PersonalTrustParameters {
  viewer: Address;
  shop: Address;
  /** A listing of the shop; all of the shop when undefined. */
  handle?: string | undefined;
}

/** What the circle is computed with. */
export interface PersonalTrustReader {
  db: Kysely<Database>;
  graph: GraphFollower;
}

/**
 * What a viewer's own circle says of a shop or one of its listings, with the way on which trust came to each person.
 * Equal on every node that knows the same reviews and follows.
 */
export async function personalTrust(
  { db, graph }: PersonalTrustReader,
  { viewer, shop, handle }: PersonalTrustParameters,
): Promise<PersonalTrustView> {
  const known = await graph.current();
  const root = known.numberOf(viewer);
  const circle = root === undefined ? new Map<number, Reached>() : trustCircle(known, root);
  const deeds = await readDeeds(db, { shop, handle, accounts: Array.from(circle.keys(), known.addressOf) });
  const byTrust = [...deeds.keys()]
    .map((account) => known.numberOf(account) as number)
    .sort((a, b) => trustOf(circle, b) - trustOf(circle, a) || known.compare(a, b));
  const deedOf = (account: number) => deeds.get(known.addressOf(account));
  const bought = countedPeople(
    circle,
    byTrust.filter((account) => deedOf(account)?.order !== null),
  );
  const counted = new Set(bought);
  const people = byTrust.filter((account) => counted.has(account) || deedOf(account)?.order === null).slice(0, SHOWN);
  const links = await readTrustLinks({ db, graph: known, circle, viewer }, people);
  return {
    viewer,
    circle: circle.size,
    people: people.map((account): TrustedPersonView => {
      const deed = deedOf(account);
      return {
        account: known.addressOf(account),
        names: deed?.names ?? {},
        trustMicros: trustOf(circle, account),
        path: links.get(account) ?? [],
        order: deed?.order ?? null,
        stars: deed?.stars ?? null,
        recommends: deed?.recommends ?? false,
      };
    }),
    bought: bought.length,
    ...circleStars(
      byTrust.flatMap((account) => {
        const stars = deedOf(account)?.stars ?? null;
        return stars === null ? [] : [{ trustMicros: trustOf(circle, account), stars }];
      }),
      await readScore(db, shop, handle),
    ),
  };
}

const trustOf = (circle: ReadonlyMap<number, Reached>, account: number): number =>
  circle.get(account)?.trustMicros ?? 0;

/** score@1 of the shop, or of the listing where one is asked for. */
async function readScore(db: Kysely<Database>, shop: Address, handle: string | undefined): Promise<number> {
  const row = await (handle === undefined
    ? db.selectFrom('shop_scores').select('milli_stars').where('shop', '=', shop).executeTakeFirst()
    : db
        .selectFrom('listing_scores')
        .select('milli_stars')
        .where('shop', '=', shop)
        .where('handle', '=', handle)
        .executeTakeFirst());
  return row?.milli_stars ?? neutralMilliStars;
}

interface Deed {
  /** The newest order that was not called off. */
  order: Hex | null;
  /** Of the newest review. */
  stars: number | null;
  recommends: boolean;
  names: Localised;
}

/** What accounts did at a shop, or for one of its listings; followers of the shop are among them without a deed. */
async function readDeeds(
  db: Kysely<Database>,
  { shop, handle, accounts }: { shop: Address; handle: string | undefined; accounts: readonly Address[] },
): Promise<Map<Address, Deed>> {
  if (accounts.length === 0) return new Map();
  const isListing =
    handle === undefined
      ? sql`true`
      : sql`o.listing in (select digest from listing_documents where shop = ${shop} and handle = ${handle})`;
  const isRecommended = handle === undefined ? sql`true` : sql`said.handle = ${handle}`;
  // The few of the circle who have to do with the shop are found first, by key.
  const { rows } = await sql<{ account: Address } & Deed>`
    with circle as materialized (
      select account from unnest(${accounts}::text[]) as account where account <> ${shop}
    ), recommending as materialized (
      select distinct said.author as account from recommendations said
      where said.shop = ${shop} and ${isRecommended} and said.author = any(${accounts})
    ), following as materialized (
      select author as account from follows join circle on author = account where target = ${shop} and kind = 'shop'
    ), here as (
      select buyer as account from shop_buyers join circle on buyer = account where shop = ${shop} and orders > 0
      union select account from recommending union select account from following
    )
    select here.account, newest.id as "order", rated.stars, coalesce(n.names, '{}') as names,
      here.account in (select account from recommending) as recommends
    from here
    left join notes n on n.author = here.account and n.hidden_at is null
    left join lateral (
      select o.id from orders o where o.buyer = here.account and o.shop = ${shop} and ${isListing}
        and o.state in ('completed', 'settled', 'ruled') order by o.paid_block desc, o.paid_log desc limit 1
    ) newest on true
    left join lateral (
      select r.stars from reviews r join orders o on o.id = r.order_id
      where r.buyer = here.account and r.shop = ${shop} and ${isListing}
      order by r.posted_block desc, r.posted_log desc limit 1
    ) rated on true
    where newest.id is not null or here.account in (select account from recommending union select account from following)`.execute(
    db,
  );
  return new Map(rows.map(({ account, ...deed }) => [account, deed]));
}
