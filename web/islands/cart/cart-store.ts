import { type ReadonlySignal, signal } from '@preact/signals-core';
import { cartLimits } from '../../../protocol/cart-limits.ts';
import { type GroupChoice, groupText, parseGroupText } from '../../components/group-link.ts';
import type { CartListing } from '../props.ts';

/** One line of the cart, with what the page showed when it was added. */
export interface CartLine {
  listing: CartListing;
  /** The seller's code of the variant. */
  code: string;
  sku: string;
  /** Names of the variant's values by language. */
  values: Record<string, string>;
  quantity: number;
  /** Price of one unit when it was added. */
  priceUnits: string;
  /** Delivery zone that the buyer chose; null takes the cheapest that reaches the country. */
  zone: string | null;
  promoter: string | null;
  /** The group it is bought in; null buys it alone. */
  group: GroupChoice | null;
}

export interface Cart {
  lines: readonly CartLine[];
  /** Country of delivery, ISO 3166-1; null until chosen. */
  country: string | null;
}

/** The cart of this browser. */
export interface CartStore {
  cart: ReadonlySignal<Cart>;
  /** Adds a line, or units to the line of the same variant. */
  add: (line: CartLine) => void;
  /** Changes one line; a quantity of zero removes it. */
  change: (sku: string, shop: string, change: Partial<CartLine>) => void;
  setCountry: (country: string | null) => void;
  /** Removes lines that were paid. */
  removeAll: (lines: readonly CartLine[]) => void;
}

const KEY = 'vouch.cart';
const empty: Cart = { lines: [], country: null };

const isLine = (value: unknown): value is CartLine => {
  if (typeof value !== 'object' || value === null) return false;
  // Safety: read as unknown and checked below.
  const { listing, code, sku, quantity, priceUnits } = value as Record<string, unknown>;
  return (
    typeof listing === 'object' &&
    listing !== null &&
    'cid' in listing &&
    'shop' in listing &&
    'token' in listing &&
    typeof code === 'string' &&
    typeof sku === 'string' &&
    typeof priceUnits === 'string' &&
    /^[0-9]{1,39}$/.test(priceUnits) &&
    Number.isSafeInteger(quantity)
  );
};

/** Carts of an earlier visit may lack the choice, and anyone may have written there. */
const withGroup = (line: CartLine): CartLine => {
  const { group = null } = line as Partial<CartLine>;
  const written = group === null || typeof group !== 'object' ? group : groupText(group);
  return { ...line, group: parseGroupText(written) };
};

const parse = (text: string | null): Cart => {
  if (text === null) return empty;
  try {
    // Safety: read as unknown and checked below.
    const { lines, country } = JSON.parse(text) as { lines?: unknown; country?: unknown };
    return {
      lines: Array.isArray(lines) ? lines.filter(isLine).map(withGroup) : [],
      country: typeof country === 'string' ? country : null,
    };
  } catch {
    // Someone else wrote there: an empty cart is all that can be shown.
    return empty;
  }
};

/** What tells a line of the cart from all others. */
export const lineKey = ({ sku, listing }: Pick<CartLine, 'sku' | 'listing'>): string => `${listing.shop} ${sku}`;

const isSame = (a: CartLine, b: { sku: string; shop: string }): boolean => a.sku === b.sku && a.listing.shop === b.shop;

const bounded = (quantity: number): number => Math.max(0, Math.min(cartLimits.lineQuantity, Math.trunc(quantity)));

/**
 * Keeps the cart in the browser, the same in all its tabs.
 * @param parts localStorage, and the window that tells about changes by other tabs
 */
export function createCartStore({
  storage,
  host,
}: {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  host: EventTarget;
}): CartStore {
  const cart = signal(parse(storage.getItem(KEY)));
  const save = (next: Cart): void => {
    cart.value = next;
    storage.setItem(KEY, JSON.stringify(next));
  };
  host.addEventListener('storage', (event) => {
    if ((event as StorageEvent).key === KEY) cart.value = parse((event as StorageEvent).newValue);
  });
  const setLines = (lines: readonly CartLine[]): void => save({ ...cart.value, lines });

  return {
    cart,
    add: (line) => {
      const { lines } = cart.value;
      const known = lines.find((each) => isSame(each, { sku: line.sku, shop: line.listing.shop }));
      if (known === undefined)
        setLines([...lines, { ...line, quantity: bounded(line.quantity) }].slice(-cartLimits.cartLines));
      else {
        const merged = { ...line, zone: known.zone, quantity: bounded(known.quantity + line.quantity) };
        setLines(lines.map((each) => (each === known ? merged : each)));
      }
    },
    change: (sku, shop, change) => {
      const lines = cart.value.lines.map((line) => (isSame(line, { sku, shop }) ? { ...line, ...change } : line));
      setLines(
        lines.map((line) => ({ ...line, quantity: bounded(line.quantity) })).filter(({ quantity }) => quantity > 0),
      );
    },
    setCountry: (country) => save({ ...cart.value, country }),
    removeAll: (paid) =>
      setLines(
        cart.value.lines.filter((line) => !paid.some(({ sku, listing }) => isSame(line, { sku, shop: listing.shop }))),
      ),
  };
}
