import type {
  DeliveryZone,
  Language,
  Listing,
  ListingArt,
  ListingKind,
  ListingText,
  Localized,
  Terms,
} from '../shop-content.ts';
import { type OptionName, option } from './option-words.ts';

/** A listing's text in one language as its author writes it. */
export type Draft = readonly [title: string, paragraph: string, facts: readonly string[], tags: readonly string[]];

/** A variant as its author writes it: prices in whole cents of the demo dollar. */
export type VariantDraft = readonly [
  sku: string,
  values: Readonly<Record<string, string>>,
  priceCents: number,
  stock: number,
  grams: number,
];

/** What the author of a listing writes down. */
export interface ListingDraft {
  readonly handle: string;
  readonly kind?: ListingKind;
  readonly category?: number;
  readonly en: Draft;
  readonly zh: Draft;
  /** Option ids with the ids of their values, in the order shown. */
  readonly options?: Readonly<Partial<Record<OptionName, readonly string[]>>>;
  readonly variants: readonly VariantDraft[];
  readonly zones?: readonly DeliveryZone['id'][];
  readonly terms?: Partial<Terms>;
  readonly art: ListingArt;
}

/** Pairs an English and a Chinese text. */
export function both(en: string, zh: string): Localized {
  return { en, 'zh-CN': zh };
}

/** Demo dollars from cents: the token has 6 decimals. */
export function fromCents(cents: number): bigint {
  return BigInt(cents) * 10_000n;
}

function text([title, paragraph, facts, tags]: Draft): ListingText {
  return { title, description: `${paragraph}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}`, tags };
}

/** Makes a delivery zone; prices in cents. */
export function zone(
  id: DeliveryZone['id'],
  {
    name,
    countries,
    cents,
    days,
  }: {
    name: Localized;
    countries: readonly string[];
    cents: readonly [first: number, further: number];
    days: readonly [min: number, max: number];
  },
): DeliveryZone {
  return {
    id,
    name,
    countries,
    firstItemUnits: fromCents(cents[0]),
    furtherItemUnits: fromCents(cents[1]),
    minDays: days[0],
    maxDays: days[1],
  };
}

/** Returns a function that turns drafts into listings with the shop's usual terms and zones. */
export function listingWriter(usual: {
  readonly terms: Terms;
  readonly zones: readonly DeliveryZone['id'][];
}): (draft: ListingDraft) => Listing {
  return (draft) => {
    const kind = draft.kind ?? 'shipped';
    const texts: Record<Language, ListingText> = { en: text(draft.en), 'zh-CN': text(draft.zh) };
    return {
      handle: draft.handle,
      kind,
      texts,
      ...(draft.category === undefined ? {} : { category: draft.category }),
      options: Object.entries(draft.options ?? {}).map(([name, values]) => option(name as OptionName, values ?? [])),
      variants: draft.variants.map(([sku, values, priceCents, stock, grams]) => ({
        sku,
        values,
        priceUnits: fromCents(priceCents),
        stock,
        grams,
      })),
      zones: draft.zones ?? (kind === 'shipped' ? usual.zones : []),
      terms: { ...usual.terms, ...draft.terms },
      art: draft.art,
    };
  };
}
