import type { Language } from './shop-content.ts';

/** A person's word about a listing of the demo market. */
interface PersonaWord {
  readonly shop: string;
  readonly listing: string;
  /** ID of the order in which they bought it; left out when they did not. */
  readonly order?: string;
  readonly language: Language;
  readonly text: string;
}

/** Whom a person of the demo market follows and what they recommend, beside the name that they sign. */
interface PersonaNote {
  /** IDs of people, and handles of shops. */
  readonly people: readonly string[];
  readonly shops: readonly string[];
  readonly words: readonly PersonaWord[];
}

/** What people say in public, by their ID. Those who are not named here sign their name alone. */
export const personaNotes: Readonly<Record<string, PersonaNote>> = {
  maya: {
    people: ['aiko', 'ines'],
    shops: ['kiln-and-cloud', 'paper-tide'],
    words: [
      {
        shop: 'kiln-and-cloud',
        listing: 'cloud-mug',
        order: 'order-02',
        language: 'en',
        text: 'The mug that everybody who visits reaches for first. I went back for two more.',
      },
      {
        shop: 'arden-leather',
        listing: 'market-tote',
        order: 'order-16',
        language: 'en',
        text: 'Half a year of markets and trains in it, and it only looks better.',
      },
    ],
  },
  chen: {
    people: ['lin', 'tomas'],
    shops: ['mist-ridge', 'northlight-desk'],
    words: [
      {
        shop: 'mist-ridge',
        listing: 'big-red-robe',
        order: 'order-03',
        language: 'zh-CN',
        text: '想入门岩茶，从这款开始就对了。焙火日期写在罐上，泡法照着卡片做不会错。',
      },
    ],
  },
  jonas: {
    people: ['tomas'],
    shops: ['slow-wheel'],
    words: [
      {
        shop: 'slow-wheel',
        listing: 'dike-gravel-bike',
        order: 'order-18',
        language: 'en',
        text: 'Two thousand kilometres of dikes and cobbles, one loose bolt. Bram answers the phone.',
      },
    ],
  },
  lin: {
    people: ['chen', 'maya'],
    shops: ['kiln-and-cloud', 'mist-ridge'],
    words: [
      {
        shop: 'kiln-and-cloud',
        listing: 'fluted-rice-bowl',
        order: 'order-01',
        language: 'zh-CN',
        text: '一家人天天用，叠得稳，洗得干净。送给要搬新家的朋友，没有不喜欢的。',
      },
    ],
  },
  ines: {
    people: ['aiko', 'maya'],
    shops: ['paper-tide'],
    words: [
      {
        shop: 'paper-tide',
        listing: 'cais-typeface',
        order: 'order-05',
        language: 'en',
        text: 'My first choice for anything with accents and prices in one line. The licence fits on a page.',
      },
    ],
  },
  aiko: {
    people: ['ines', 'tomas'],
    shops: ['arden-leather', 'kiln-and-cloud', 'paper-tide'],
    words: [
      {
        shop: 'kiln-and-cloud',
        listing: 'moon-vase',
        language: 'en',
        text: 'I wrote two pages about this vase and kept looking up to check. Look at the shoulder.',
      },
      {
        shop: 'arden-leather',
        listing: 'half-moon-bag',
        language: 'en',
        text: 'One seam, one clasp, nothing to break. I visited the workshop before I wrote this.',
      },
    ],
  },
  tomas: {
    people: ['aiko'],
    shops: ['northlight-desk', 'slow-wheel'],
    words: [
      {
        shop: 'northlight-desk',
        listing: 'north-68-keyboard',
        language: 'en',
        text: 'The one keyboard I film that I would also type a letter on.',
      },
    ],
  },
  lan: { people: [], shops: ['mist-ridge'], words: [] },
  wu: { people: [], shops: ['kiln-and-cloud'], words: [] },
};
