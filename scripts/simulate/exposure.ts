import { type ExposureCandidate, rankForExposure } from '../../protocol/exposure.ts';
import { score1, type WeighedReview } from '../../protocol/score.ts';
import { seededRandom } from '../economics/random.ts';

/** A way to order what is shown. */
export type Ranking = 'best sellers first' | 'score alone' | 'fair exposure';
export const rankings: readonly Ranking[] = ['best sellers first', 'score alone', 'fair exposure'];

export interface ExposureMarket {
  ranking: Ranking;
  seed: number;
  days: number;
  visitsADay: number;
  /** Shops without merit that one owner opens on the middle day, with a deposit of an honest shop split among them. */
  flood: number;
}

/** What became of the shops of a market. */
export interface ExposureOutcome {
  ranking: Ranking;
  /** Days from opening until a good newcomer had its fair share of sales in a week; the mean, with those that never had it counted to the end. */
  daysToFairShare: number;
  /** Share of good newcomers that had it. */
  reachedFairShare: number;
  /** Share of all sales of the last month that went to shops that please half of their buyers at most. */
  badShare: number;
  /** Share of all sales after its opening that went to the flood. */
  floodShare: number;
  /** Mean satisfaction of the sales of the last month, 0 to 1. */
  satisfaction: number;
}

interface SimulatedShop {
  name: string;
  /** Chance that a buyer is pleased. */
  quality: number;
  opensOn: number;
  depositMicros: number;
  isFlood: boolean;
  isNewcomer: boolean;
  sales: number[];
  reviews: WeighedReview[];
}

const PRICE_MICROS = 20_000_000n;
const FEE_MICROS = PRICE_MICROS / 100n;
const DAY = 86_400;
const START = 1_800_000_000;
const DEPOSIT_MICROS = 500_000_000;
/** A buyer looks at a place with this chance after the one before. */
const PATIENCE = 0.88;
const GOOD = 0.9;
const BAD = 0.5;
/** Half an even share of sales counts as fair for a newcomer. */
const FAIR = 0.5;

/**
 * Plays a market: visitors look through a list from the top and buy what they come upon, like it or not, and say so.
 * Old shops start with sales; good and bad newcomers open along the way. The same parameters give the same outcome.
 */
export function simulateExposure(market: ExposureMarket): ExposureOutcome {
  const random = seededRandom(market.seed);
  const shops = createShops(market, random);
  for (let day = 0; day < market.days; day += 1) {
    const open = shops.filter(({ opensOn }) => opensOn <= day);
    const scores = new Map(open.map((shop) => [shop, candidateOf(shop, START + day * DAY)]));
    const order = orderOf(market, open, scores, day);
    for (const shop of open) shop.sales.push(0);
    for (let visit = 0; visit < market.visitsADay; visit += 1) {
      const list = order(visit);
      const shop = list[Math.floor(Math.log(1 - random()) / Math.log(PATIENCE)) % list.length] as SimulatedShop;
      shop.sales[shop.sales.length - 1] = (shop.sales.at(-1) ?? 0) + 1;
      const isPleased = random() < shop.quality;
      const paidAt = START + day * DAY;
      shop.reviews.push({ feeMicros: FEE_MICROS, halfStars: isPleased ? 10 : 4, paidAt });
    }
  }
  return outcomeOf(market, shops);
}

function createShops({ days, flood }: ExposureMarket, random: () => number): SimulatedShop[] {
  const shops: SimulatedShop[] = [];
  const open = (parts: Partial<SimulatedShop> & { quality: number }) => {
    const name = `shop${shops.length.toString().padStart(4, '0')}`;
    const shop: SimulatedShop = {
      name,
      opensOn: 0,
      depositMicros: DEPOSIT_MICROS,
      isFlood: false,
      isNewcomer: false,
      sales: [],
      reviews: [],
      ...parts,
    };
    shops.push(shop);
    return shop;
  };
  for (let index = 0; index < 20; index += 1) {
    const { quality, reviews } = open({ quality: 0.6 + 0.3 * random() });
    for (let sale = 0; sale < 20 + 8 * index; sale += 1)
      reviews.push({ feeMicros: FEE_MICROS, halfStars: random() < quality ? 10 : 4, paidAt: START - DAY });
  }
  for (let index = 0; index < 10; index += 1) {
    const opensOn = Math.floor((index * days) / 20);
    open({ quality: GOOD, opensOn, isNewcomer: true });
    open({ quality: BAD - 0.2 * random(), opensOn });
  }
  const depositMicros = Math.floor(DEPOSIT_MICROS / Math.max(1, flood));
  for (let index = 0; index < flood; index += 1)
    open({ quality: 0.3, opensOn: Math.floor(days / 2), depositMicros, isFlood: true });
  return shops;
}

const candidateOf = ({ name, reviews, depositMicros }: SimulatedShop, now: number): ExposureCandidate => ({
  shop: name,
  handle: 'goods',
  relevance: 1_000_000,
  milliStars: score1(reviews, now).milliStars,
  weightMicros: reviews.length * Number(FEE_MICROS),
  depositMicros,
});

/** The list that a visitor of the day sees. */
function orderOf(
  { ranking }: ExposureMarket,
  open: readonly SimulatedShop[],
  scores: ReadonlyMap<SimulatedShop, ExposureCandidate>,
  day: number,
): (visit: number) => readonly SimulatedShop[] {
  const stars = (shop: SimulatedShop) => scores.get(shop)?.milliStars ?? 0;
  if (ranking !== 'fair exposure') {
    const worth = ranking === 'score alone' ? stars : (shop: SimulatedShop) => shop.reviews.length;
    const sorted = open.toSorted((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1));
    return () => sorted;
  }
  const byName = new Map(open.map((shop) => [shop.name, shop]));
  const candidates = [...scores.values()];
  return (visit) =>
    rankForExposure(candidates, { viewer: `visitor ${visit}`, day }).map(
      ({ shop }) => byName.get(shop) as SimulatedShop,
    );
}

function outcomeOf({ ranking, days, flood }: ExposureMarket, shops: readonly SimulatedShop[]): ExposureOutcome {
  const soldOn = (shop: SimulatedShop, day: number) => shop.sales[day - shop.opensOn] ?? 0;
  const soldIn = (some: readonly SimulatedShop[], from: number, to: number) => {
    let sum = 0;
    for (const shop of some) for (let day = from; day < to; day += 1) sum += soldOn(shop, day);
    return sum;
  };
  const newcomers = shops.filter(({ isNewcomer }) => isNewcomer);
  const waits = newcomers.map((shop) => {
    for (let day = shop.opensOn + 7; day <= days; day += 1) {
      const rivals = shops.filter(({ opensOn, isFlood }) => opensOn < day && !isFlood).length;
      if (soldIn([shop], day - 7, day) >= (FAIR * soldIn(shops, day - 7, day)) / rivals) return day - shop.opensOn;
    }
    return undefined;
  });
  const lastMonth = soldIn(shops, days - 30, days);
  const pleased = shops.reduce((sum, shop) => sum + shop.quality * soldIn([shop], days - 30, days), 0);
  const half = Math.floor(days / 2);
  return {
    ranking,
    daysToFairShare:
      newcomers.reduce((sum, { opensOn }, index) => sum + (waits[index] ?? days - opensOn), 0) / newcomers.length,
    reachedFairShare: waits.filter((wait) => wait !== undefined).length / newcomers.length,
    badShare:
      soldIn(
        shops.filter(({ quality }) => quality <= BAD),
        days - 30,
        days,
      ) / lastMonth,
    floodShare:
      flood === 0
        ? 0
        : soldIn(
            shops.filter(({ isFlood }) => isFlood),
            half,
            days,
          ) / soldIn(shops, half, days),
    satisfaction: pleased / lastMonth,
  };
}
