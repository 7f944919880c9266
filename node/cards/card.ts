/** What a share card shows, in its reader's language; every text of it may be written by a stranger. */
export interface Card {
  /** CIDs of pictures: one fills the left side, several share it; none leaves a pattern. */
  pictures: string[];
  /** Gives the pattern and the stripe their colour. */
  seed: string;
  /** Small line above the title, such as the shop's name. */
  kicker: string;
  title: string;
  /** The largest line after the title, such as a price. */
  figure: string | null;
  /** A price that does not hold here, struck through. */
  struck: string | null;
  /** Stars in thousandths, with their words; null without reviews. */
  stars: { milliStars: number; text: string } | null;
  badge: { text: string; tone: 'good' | 'part' | 'bad' } | null;
  /** A group: so many of so many joined. */
  joined: { members: number; size: number; text: string } | null;
  /** Small lines at the end. */
  notes: string[];
  /** Words at the foot of every card. */
  promise: string;
  brand: string;
  /** What a camera reads from the card, with its word; null without. */
  scan: { url: string; text: string } | null;
}

/** Size of a card in pixels, as those who show links ask for. */
export const cardSize = { width: 1_200, height: 630 } as const;
