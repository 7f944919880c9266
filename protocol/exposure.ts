/** A listing that could be shown, with what its place depends on. All numbers are whole. */
export interface ExposureCandidate {
  shop: string;
  handle: string;
  /** How well it fits what was asked for, 0 to 1,000,000; 1,000,000 for all where nothing was asked for. */
  relevance: number;
  /** score@1 of the shop, or of the listing once it has reviews of its own, 1,000 to 5,000. */
  milliStars: number;
  /** Burned fees behind the shop's score, in millionths. */
  weightMicros: number;
  /** What the shop has staked and is not taking out, in millionths of a dollar-like unit. */
  depositMicros: number;
}

/** For whom and when a list is made. The same draw gives the same list on every node. */
export interface ExposureDraw {
  /** Account of the viewer, or any text that stays the same for a visitor; empty for everybody alike. */
  viewer: string;
  /** Days since 1970 of chain time. */
  day: number;
}

/** The rules of fair exposure; docs/trust.md says what follows from them. */
export const exposureRules = {
  /** Every so-many-th place is for shops that have to prove themselves, the third of each five. */
  trialEvery: 5,
  trialOffset: 2,
  /** A shop with this much burned fees behind its score has proven what it is: 20 sales of 20 dollars at 1 %. */
  provenMicros: 4_000_000,
  /** The deposits of shops that are not on trial count with 1 part in so many when a trial is drawn: theirs is no trial. */
  provenParts: 4,
  /** A new shop below this has been tried and found bad. */
  trialMilliStars: 3_200,
  /** A trial must fit at least so many hundredths as well as what fits best. */
  trialRelevanceHundredths: 60,
  /** Values differ by up to this much from day to day, in thousandths, so that equals take turns. */
  turnThousandths: 60,
  /** More deposit than this gives no more trials. */
  mostDepositMicros: 1_000_000_000_000,
} as const;

/**
 * Puts listings in the order in which they are shown: relevance × trust, where equals take turns day by day, and every
 * fifth place may be a trial of a shop that has little behind its score. Trials are drawn by deposit: whoever splits a
 * deposit among many shops gets as many trials as with one, and never a larger part of them than the deposit is of all
 * that are shown. A shop leaves the trials once it burned the fees of twenty sales, or its score fell; so good newcomers
 * rise by what their buyers say, and bad ones go.
 *
 * Meant for the best few hundred hits of a search, before they are cut into pages: pages of one day then fit together.
 * @param candidates hits in any order, each listing once
 * @returns all of them, best place first
 */
export function rankForExposure<Candidate extends ExposureCandidate>(
  candidates: readonly Candidate[],
  draw: ExposureDraw,
): Candidate[] {
  const seed = hash32(`${draw.viewer}|${draw.day}`, 0x9e3779b9);
  const ordinary = candidates
    .map((candidate) => ({ candidate, value: placeValue(candidate, seed), isShown: false }))
    .sort((a, b) => b.value - a.value || compareListings(a.candidate, b.candidate));
  const trials = trialShops(ordinary);
  const ranked: Candidate[] = [];
  let next = 0;
  const show = (place: Place<Candidate>) => {
    place.isShown = true;
    ranked.push(place.candidate);
  };
  while (ranked.length < candidates.length) {
    const isTrial = ranked.length % exposureRules.trialEvery === exposureRules.trialOffset;
    const tried = isTrial ? trials.drawn(seed, ranked.length) : undefined;
    if (tried !== undefined) show(tried);
    else {
      while (ordinary[next]?.isShown) next += 1;
      const place = ordinary[next];
      if (place === undefined) break;
      show(place);
    }
  }
  return ranked;
}

interface Place<Candidate> {
  candidate: Candidate;
  value: number;
  isShown: boolean;
}

/** Relevance × trust × turn. Trust is what the score is above half a star, so the worst shop is still above nothing. */
function placeValue({ shop, handle, relevance, milliStars }: ExposureCandidate, seed: number): number {
  const { turnThousandths } = exposureRules;
  const turn = 1_000 - (hash32(`${shop}|${handle}`, seed) % (turnThousandths + 1));
  // At most 10^6 · 4,500 · 10^3: far below what a number holds exactly.
  return relevance * (milliStars - 500) * turn;
}

/** Shops on trial, each with its listings, best first. */
function trialShops<Candidate extends ExposureCandidate>(ordinary: readonly Place<Candidate>[]) {
  const best = ordinary.reduce((most, { candidate }) => Math.max(most, candidate.relevance), 0);
  const shops = new Map<string, { weight: number; places: Place<Candidate>[] }>();
  const proven = new Map<string, number>();
  for (const place of ordinary) {
    const { shop, depositMicros } = place.candidate;
    const weight = Math.min(depositMicros, exposureRules.mostDepositMicros);
    if (!isOnTrial(place.candidate, best)) proven.set(shop, Math.floor(weight / exposureRules.provenParts));
    else if (shops.has(shop)) shops.get(shop)?.places.push(place);
    else shops.set(shop, { weight, places: [place] });
  }
  const byAddress = [...shops].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shop]) => shop);
  const onTrial = byAddress.reduce((sum, { weight }) => sum + weight, 0);
  const total = proven.values().reduce((sum, weight) => sum + weight, onTrial);
  return {
    /**
     * The trial of a place in the list. A shop that is drawn again shows its next listing; one that has no more leaves
     * the place to the ordinary order, so that many shops with one deposit get no more places than one shop with it;
     * so does a draw that falls to a shop that needs no trial.
     */
    drawn: (seed: number, slot: number): Place<Candidate> | undefined => {
      if (total === 0) return undefined;
      let point = hash53(`trial ${slot}`, seed) % total;
      for (const { weight, places } of byAddress) {
        if (point < weight) return places.find(({ isShown }) => !isShown);
        point -= weight;
      }
      return undefined;
    },
  };
}

const isOnTrial = (candidate: ExposureCandidate, bestRelevance: number): boolean =>
  candidate.depositMicros > 0 &&
  candidate.weightMicros < exposureRules.provenMicros &&
  candidate.milliStars >= exposureRules.trialMilliStars &&
  candidate.relevance * 100 >= bestRelevance * exposureRules.trialRelevanceHundredths;

const compareListings = (a: ExposureCandidate, b: ExposureCandidate): number =>
  a.shop === b.shop ? (a.handle < b.handle ? -1 : 1) : a.shop < b.shop ? -1 : 1;

/** A number of 32 bits from a text: multiplications and shifts that are exact everywhere. */
function hash32(text: string, seed: number): number {
  let hash = seed | 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x85ebca6b);
    hash = (hash << 13) | (hash >>> 19);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13), 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hash53 = (text: string, seed: number): number =>
  hash32(text, seed) * 0x20_0000 + (hash32(text, seed ^ 0x5bd1e995) >>> 11);
