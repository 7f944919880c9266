import type { Accent, ShopSection } from '../../protocol/theme.ts';
import type { Mark } from './art/marks.ts';
import type { Motif } from './art/motifs.ts';
import type { Palette, PosterArt } from './art/poster-art.ts';
import type { Subject } from './art/subjects.ts';

/** The languages that every text of the demo market is written in. */
export type Language = 'en' | 'zh-CN';

/** One text in every language. */
export type Localized = Readonly<Record<Language, string>>;

export type ListingKind = 'shipped' | 'digital' | 'service' | 'pickup';

/** Where a shop sends to and what that costs. */
export interface DeliveryZone {
  readonly id: 'domestic' | 'asia' | 'europe' | 'world';
  readonly name: Localized;
  /** ISO 3166-1 codes; `*` is everywhere that no other zone of the shop names. */
  readonly countries: readonly string[];
  /** Demo dollars with 6 decimals, for the first item of a parcel and for each further one. */
  readonly firstItemUnits: bigint;
  readonly furtherItemUnits: bigint;
  readonly minDays: number;
  readonly maxDays: number;
}

/** The sale terms that the protocol enforces. */
export interface Terms {
  readonly commissionBps: number;
  readonly hostShareBps: number;
  /** Share of the price that the shop's deposit locks behind an order. */
  readonly coverageBps: number;
  readonly shipWithinDays: number;
  readonly inspectWithinDays: number;
  /** Who runs the pickup point, and for what share. */
  readonly pickup?: { readonly by: string; readonly shareBps: number };
}

export interface ListingText {
  /** At most 120 characters. */
  readonly title: string;
  /** Markdown: paragraphs and a list of facts. */
  readonly description: string;
  readonly tags: readonly string[];
}

export interface OptionValue {
  readonly id: string;
  readonly name: Localized;
}

export interface ListingOption {
  readonly id: string;
  readonly name: Localized;
  readonly values: readonly OptionValue[];
}

export interface Variant {
  /** The seller's own code, unique in the shop. */
  readonly sku: string;
  /** Option id to option value id; empty when the listing has no options. */
  readonly values: Readonly<Record<string, string>>;
  /** Demo dollars with 6 decimals. */
  readonly priceUnits: bigint;
  readonly stock: number;
  readonly grams: number;
}

/** How one version of a product looks. Which fields count depends on the subject drawn. */
export interface Look {
  /** The option value this look belongs to, when the listing has a colour or design option. */
  readonly value?: string;
  readonly colour: string;
  readonly accent?: string;
  readonly trim?: string;
  readonly ink?: string;
  readonly rim?: string;
  readonly clay?: string;
  readonly inside?: string;
  readonly speckle?: string;
  readonly motif?: Motif;
  readonly dip?: string;
  readonly dipFrom?: number;
  readonly liquid?: string;
  readonly gloss?: number;
  readonly width?: number;
  readonly height?: number;
  readonly radius?: number;
  readonly flare?: number;
  readonly shape?: 'moon' | 'bottle' | 'bud' | 'cylinder';
  readonly style?: 'city' | 'gravel' | 'classic';
  readonly emblem?: Mark;
  readonly handle?: boolean;
  readonly canvas?: boolean;
  readonly overhead?: boolean;
  readonly phone?: boolean;
  readonly single?: boolean;
  readonly art?: PosterArt;
  readonly palette?: Palette;
  readonly tones?: readonly string[];
}

/** What to draw for a listing; `subject` names one of the drawings in `art/subjects.ts`. */
export interface ListingArt {
  readonly subject: Subject;
  readonly looks: readonly [Look, ...Look[]];
}

export interface Listing {
  /** Stable, kebab-case, unique in the shop. */
  readonly handle: string;
  readonly kind: ListingKind;
  readonly texts: Readonly<Record<Language, ListingText>>;
  /** Google product taxonomy number; services have none. */
  readonly category?: number;
  readonly options: readonly ListingOption[];
  readonly variants: readonly Variant[];
  /** Ids of the shop's zones that the listing ships to; empty for what does not travel. */
  readonly zones: readonly DeliveryZone['id'][];
  readonly terms: Terms;
  readonly art: ListingArt;
}

export interface ShopProfile {
  readonly handle: string;
  readonly name: Localized;
  readonly tagline: Localized;
  /** Markdown, a few sentences. */
  readonly about: Localized;
  readonly returns: Localized;
  readonly shipping: Localized;
  /** ISO 3166-1. */
  readonly country: string;
  readonly city: Localized;
  /** Where buyers come to collect or are served; left out where they need not come. */
  readonly point?: { readonly latitudeE6: number; readonly longitudeE6: number };
  readonly logo: { readonly mark: Mark; readonly ground: string; readonly ink: string };
  /** How its page looks; left out, like any other. */
  readonly look?: {
    readonly accent: Accent;
    /** Handle of the listing whose scene stands at the head of the page. */
    readonly header: string;
    readonly sections: readonly ShopSection[];
    /** Handles of listings that are shown first. */
    readonly featured: readonly string[];
  };
  /** Where its pictures are taken: paper, wall, wood and cloth. */
  readonly studio: {
    readonly paper: readonly string[];
    readonly wall: string;
    readonly wood: string;
    readonly cloth: string;
  };
  /** Who rules its disputes: the court of jurors, or the demo market's arbitrator. */
  readonly judge: 'court' | 'arbitrator';
  readonly zones: readonly DeliveryZone[];
}

export interface Shop {
  readonly profile: ShopProfile;
  readonly listings: readonly Listing[];
}

export interface Persona {
  readonly id: string;
  readonly name: Localized;
  readonly role: 'buyer' | 'promoter' | 'arbitrator' | 'juror' | 'operator' | 'seller';
  readonly about: Localized;
  /** The shop that a seller owns. */
  readonly shop?: string;
  /** The promoter who brought this promoter. */
  readonly parent?: string;
}

/** How a past order stands today. */
export type OrderOutcome =
  | 'completed'
  | 'not-shipped'
  | 'refunded-by-seller'
  | 'settled'
  | 'ruled'
  | 'paid'
  | 'overdue'
  | 'shipped'
  | 'disputed'
  | 'escalated'
  /** In a group that waits for more members. */
  | 'pooling'
  /** Refunded, because the group did not fill up. */
  | 'group-expired'
  /** In a group that is over without having filled up: the money waits until somebody asks for it. */
  | 'group-over'
  /** Before the court, with a panel that has not voted. */
  | 'in-court'
  /** Collected with the secret. */
  | 'handed-over';

export interface PastOrder {
  readonly id: string;
  readonly buyer: string;
  readonly shop: string;
  readonly listing: string;
  readonly sku: string;
  readonly quantity: number;
  readonly daysAgo: number;
  readonly outcome: OrderOutcome;
  readonly promoter?: string;
  /** Share of the price that goes back to the buyer, for `settled` and `ruled`. */
  readonly refundBps?: number;
  /** Name of the group that the order opens or joins. */
  readonly group?: string;
}

export interface PastReview {
  /** The order that gives the right to review. */
  readonly order: string;
  readonly stars: 1 | 2 | 3 | 4 | 5;
  readonly language: Language;
  readonly text: string;
  readonly reply?: string;
  /** Name of a customer photo in `art/customer-photos.ts`. */
  readonly photo?: string;
}

export interface DemoMarket {
  readonly shops: readonly Shop[];
  readonly personas: readonly Persona[];
  readonly orders: readonly PastOrder[];
  readonly reviews: readonly PastReview[];
}
