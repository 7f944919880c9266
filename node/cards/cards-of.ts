import type { ImageView } from '../../protocol/api/common.ts';
import type { GroupDetail } from '../../protocol/api/group.ts';
import type { ListingDetail, ListingSummary } from '../../protocol/api/listing.ts';
import type { PersonView } from '../../protocol/api/person.ts';
import type { PromoterDetail } from '../../protocol/api/promoter.ts';
import type { ScoreView, ShopDetail } from '../../protocol/api/shop.ts';
import type { Card } from './card.ts';
import type { CardView } from './card-view.ts';

/** A picture at least so wide is sharp on a card. */
const WIDE_ENOUGH = 560;
const MOSAIC = 4;

const empty = (view: CardView, seed: string): Card => ({
  pictures: [],
  seed,
  kicker: '',
  title: view.t('brand'),
  figure: null,
  struck: null,
  stars: null,
  badge: null,
  joined: null,
  notes: [],
  promise: view.t('card.promise'),
  brand: view.t('brand'),
  scan: null,
});

/** The narrowest encoding that is wide enough, or the widest. */
function pictureOf(image: ImageView | null | undefined): string[] {
  const sources = [...(image?.sources ?? [])].sort((a, b) => a.width - b.width);
  const chosen = sources.find(({ width }) => width >= WIDE_ENOUGH) ?? sources.at(-1);
  return chosen === undefined ? [] : [chosen.cid];
}

const starsOf = (view: CardView, { milliStars, reviews }: ScoreView): Card['stars'] =>
  reviews === 0 ? null : { milliStars, text: `${view.stars(milliStars)} · ${view.count('reviews', reviews)}` };

function coverOf(view: CardView, coverBps: number): Card['badge'] {
  if (coverBps >= 10_000) return { text: view.t('cover.short.full'), tone: 'good' };
  if (coverBps === 0) return { text: view.t('cover.short.none'), tone: 'bad' };
  return { text: view.t('cover.short.part', { percent: view.percent(coverBps) }), tone: 'part' };
}

const shortOf = (address: string): string => `${address.slice(0, 8)}…${address.slice(-6)}`;
const nameOf = (view: CardView, names: Record<string, string>, address: string): string =>
  view.text(names) || shortOf(address);

/**
 * The card of a listing.
 * @param link where a camera is led; null leaves the code out
 */
export function listingCard(view: CardView, listing: ListingDetail, link: string | null): Card {
  const price = view.money(listing.priceFromUnits, listing.token);
  return {
    ...empty(view, listing.shop),
    pictures: pictureOf(listing.image),
    kicker: nameOf(view, listing.shopNames, listing.shop),
    title: view.text(listing.titles),
    figure: listing.priceFromUnits === listing.priceToUnits ? price : view.t('price.from', { price }),
    stars: starsOf(view, listing.score),
    badge: coverOf(view, listing.coverBps),
    notes: listing.inStock ? [] : [view.t('stock.out')],
    scan: link === null ? null : { url: link, text: view.t('card.scan') },
  };
}

/** The card of a shop with its newest listings' pictures. */
export function shopCard(view: CardView, shop: ShopDetail, listings: readonly ListingSummary[]): Card {
  const [deposit] = [...shop.deposits].sort((a, b) => (BigInt(b.stakedUnits) > BigInt(a.stakedUnits) ? 1 : -1));
  const { completed, cancelled, notShipped, settled, disputesLost } = shop.outcomes;
  const ended = completed + cancelled + notShipped + settled + disputesLost;
  const city = view.text(shop.city);
  const country = shop.country === null ? '' : view.country(shop.country);
  const tagline = view.text(shop.taglines);
  return {
    ...empty(view, shop.address),
    pictures: listings.flatMap(({ image }) => pictureOf(image)).slice(0, MOSAIC),
    kicker: [city, country].filter((part) => part !== '').join(' · '),
    title: nameOf(view, shop.names, shop.address),
    figure: deposit ? view.t('card.deposit', { amount: view.money(deposit.stakedUnits, deposit.token) }) : null,
    stars: starsOf(view, shop.score),
    badge: deposit ? null : coverOf(view, 0),
    notes: [
      ...(ended === 0
        ? []
        : [view.t('card.sold', { percent: view.percent(Math.floor((completed * 10_000) / ended)) })]),
      ...(tagline === '' ? [] : [tagline]),
    ],
  };
}

/** The card of a group: what it costs together, and how many are missing. */
export function groupCard(view: CardView, group: GroupDetail): Card {
  const { terms, token, members, aloneUnits } = group;
  return {
    ...empty(view, group.shop),
    pictures: pictureOf(group.image),
    kicker: `${view.t('card.group')} · ${nameOf(view, group.shopNames, group.shop)}`,
    title: view.text(group.titles),
    figure: view.money(terms.priceUnits, token),
    struck: aloneUnits === null ? null : view.t('card.alone', { price: view.money(aloneUnits, token) }),
    joined: { members, size: terms.size, text: view.t('card.members', { members, size: terms.size }) },
    notes: group.state === 'open' ? [view.t('card.closes', { date: view.dateTime(group.deadline) })] : [],
  };
}

/** The card of a person: what they brought as a promoter, what they bought, what they recommend. */
export function personCard(
  view: CardView,
  {
    person,
    promoter,
    pictures,
  }: { person: PersonView; promoter: PromoterDetail | undefined; pictures: readonly ListingSummary[] },
): Card {
  const about = view.text(person.about);
  return {
    ...empty(view, person.account),
    pictures: pictures.flatMap(({ image }) => pictureOf(image)).slice(0, MOSAIC),
    kicker: view.t(promoter === undefined ? 'card.person' : 'card.promoter'),
    title: nameOf(view, person.names, person.account),
    figure: promoter === undefined ? null : view.count('card.sales', promoter.sales),
    notes: [view.count('card.orders', person.buyer.completed), ...(about === '' ? [] : [about])],
  };
}

/** The card of the whole market, and of every page that has none of its own. */
export const marketCard = (view: CardView, listings: readonly ListingSummary[]): Card => ({
  ...empty(view, '0x0'),
  pictures: listings.flatMap(({ image }) => pictureOf(image)).slice(0, MOSAIC),
  title: view.t('card.market'),
  notes: [view.t('card.market_text')],
});
