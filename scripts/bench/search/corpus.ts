import type { Listing } from '../../../protocol/listing.ts';
import type { Address } from '../../../protocol/primitives.ts';
import { seededRandom } from '../../economics/random.ts';

/** A seeded source of numbers from 0 up to 1. */
export type Random = () => number;

const ENGLISH_WORDS = 30_000;
const CHINESE_WORDS = 20_000;
const CHINESE_CHARACTERS = 3_000;
const SYLLABLES =
  'ba be bi bo bra ca ce cha co cra da de di do dra el en er fa fe fi flo ga ge glo gra ha he ho in ja ka ki la le li lo ma me mi mo na ne no or pa pe pi pla po ra re ri ro sa se shi so sta ta te ti to tra ul un va ve vi wa we wi wo ya zen'.split(
    ' ',
  );
const SHOPS = 1_000;
const CATEGORIES = [
  3032, 2668, 169, 2073, 2169, 6049, 3498, 3553, 602, 500044, 961, 4636, 249, 505771, 303, 304, 1026, 3214, 3618, 100,
];
const KINDS = [
  'shipped',
  'shipped',
  'shipped',
  'shipped',
  'shipped',
  'shipped',
  'digital',
  'service',
  'pickup',
] as const;
const COUNTRIES = ['US', 'CN', 'DE', 'FR', 'GB', 'JP', 'NL', 'CA', 'AU', 'SG'];

/** Words of two languages whose frequencies fall as Zipf's law has it. */
export interface Vocabulary {
  english(random: Random): string;
  chinese(random: Random): string;
}

export function vocabulary(): Vocabulary {
  const random = seededRandom(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const distinct = (count: number, make: () => string) => {
    const words = new Set<string>();
    while (words.size < count) words.add(make());
    return [...words];
  };
  const english = distinct(ENGLISH_WORDS, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join(''),
  );
  const chinese = distinct(CHINESE_WORDS, () =>
    Array.from({ length: random() < 0.85 ? 2 : 3 }, () =>
      String.fromCodePoint(0x4e00 + Math.floor(random() ** 2 * CHINESE_CHARACTERS)),
    ).join(''),
  );
  const zipf = (words: readonly string[]) => {
    const scale = Math.log(words.length + 1);
    return (source: Random) => words[Math.floor(Math.exp(source() * scale)) - 1] ?? (words[0] as string);
  };
  return { english: zipf(english), chinese: zipf(chinese) };
}

export interface BenchListing {
  listing: Listing;
  priceUnits: number;
  milliStars: number;
  reviews: number;
  updatedAt: number;
}

export const shopAddress = (shop: number): Address => `0x${(0xa000 + shop).toString(16).padStart(40, '0')}`;
export const shopCount = SHOPS;

/** The listing of a number: 40 % English, 40 % Chinese, 20 % in both languages. The same on every machine. */
export function benchListing(words: Vocabulary, number: number): BenchListing {
  const random = seededRandom(number + 1);
  const many = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const english = (count: number) => Array.from({ length: count }, () => words.english(random)).join(' ');
  const chinese = (count: number) => Array.from({ length: count }, () => words.chinese(random)).join('');
  const language = number % 10;
  const kind = KINDS[many(0, KINDS.length - 1)] ?? 'shipped';
  const from = many(0, COUNTRIES.length - 1);
  const listing: Listing = {
    v: 1,
    type: 'listing',
    shop: shopAddress(number % SHOPS),
    handle: `listing-${number}`,
    kind,
    texts: {
      ...(language < 4 || language >= 8
        ? { en: { title: english(many(3, 7)), description: english(many(30, 70)) } }
        : {}),
      ...(language >= 4 ? { 'zh-CN': { title: chinese(many(3, 6)), description: chinese(many(30, 60)) } } : {}),
    },
    tags: Array.from({ length: many(1, 4) }, () => (language < 4 ? words.english(random) : words.chinese(random))),
    images: [],
    options: [],
    variants: [{ code: 'A', values: [] }],
    category: CATEGORIES[many(0, CATEGORIES.length - 1)] ?? 3032,
    delivery:
      kind === 'shipped'
        ? [
            {
              zone: 'all',
              name: { en: 'All' },
              countries: COUNTRIES.slice(from, from + 3),
              firstUnits: '0',
              furtherUnits: '0',
              minDays: 1,
              maxDays: 9,
            },
          ]
        : [],
  };
  const reviews = random() < 0.3 ? many(1, 40) : 0;
  return {
    listing,
    priceUnits: Math.floor(Math.exp(random() * 7) * 1_000_000),
    milliStars: reviews === 0 ? 3_500 : many(2_500, 4_900),
    reviews,
    updatedAt: 1_760_000_000 - many(0, 10_000_000),
  };
}
