import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { lettersOf } from './font-letters.ts';

/** The family that both files name themselves by, so that no other font of the machine is taken. */
const family = 'Noto Sans S Chinese';
const fonts = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'));
const fileOf = {
  regular: fileURLToPath(new URL('NotoSansHans-Regular.otf', fonts)),
  bold: fileURLToPath(new URL('NotoSansHans-Bold.otf', fonts)),
} as const;

/** A text to draw on a card. */
export interface CardText {
  text: string;
  /** Height of the letters in pixels. */
  size: number;
  /** `#rrggbb` */
  colour: string;
  weight: keyof typeof fileOf;
  /** Pixels; longer texts are wrapped. */
  width: number;
  /** Lines after which a text ends with an ellipsis. */
  lines: number;
  struck?: boolean;
}

/** A drawn text: a picture with a clear ground, no higher than its ink. */
export interface DrawnText {
  png: Buffer;
  width: number;
  height: number;
}

/** Draws texts with the bundled font, whatever fonts the machine has. */
export interface TextDrawer {
  /**
   * What the font can draw of a text: other characters are left out, because a row of empty boxes says less than nothing.
   */
  drawable(text: string): string;
  /** @returns undefined where nothing of the text can be drawn */
  draw(text: CardText): Promise<DrawnText | undefined>;
}

/** Texts are cut here before they are measured: no line holds more letters than this. */
const MOST_LINE_CHARACTERS = 90;
/** A text that does not fit is measured again so often. */
const MOST_TRIES = 8;
/** Of the letters' height: from line to line, and what is put between lines besides the font's own gap. */
const LINE_HEIGHT = 1.6;
const LINE_GAP = 0.18;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (each) => escapes[each] ?? '');

/** The fonts are read when the first text is drawn: many nodes never draw one. */
export function createTextDrawer(): TextDrawer {
  let known: Set<number> | undefined;
  const lettersKnown = (): Set<number> => {
    // Both weights have the same letters.
    known ??= lettersOf(readFileSync(fileOf.bold));
    return known;
  };
  const drawable = (text: string): string => {
    const letters = lettersKnown();
    return [...text.normalize('NFC').replace(/\s+/gu, ' ')]
      .filter((each) => letters.has(each.codePointAt(0) ?? 0) && !/\p{C}/u.test(each))
      .join('')
      .replace(/ +/g, ' ')
      .trim();
  };
  return {
    drawable,
    async draw(wanted) {
      const whole = [...drawable(wanted.text)];
      const most = Math.ceil(wanted.size * LINE_HEIGHT * wanted.lines);
      let characters = whole.slice(0, MOST_LINE_CHARACTERS * wanted.lines);
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const text = characters.join('').trim();
        if (text === '') return undefined;
        const drawn = await render(wanted, characters.length < whole.length ? `${text}…` : text);
        if (drawn.height <= most && drawn.width <= wanted.width) return drawn;
        const share = Math.min(0.92, (most / drawn.height) * 0.98);
        characters = characters.slice(0, Math.floor(characters.length * share));
      }
      return undefined;
    },
  };
}

async function render({ size, colour, weight, width, struck = false }: CardText, text: string): Promise<DrawnText> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}" size="${size * 1_024}"${struck ? ' strikethrough="true"' : ''}>${escapeMarkup(text)}</span>`,
      font: weight === 'bold' ? `${family} Bold` : family,
      fontfile: fileOf[weight],
      rgba: true,
      width,
      // One point is one pixel.
      dpi: 72,
      wrap: 'word-char',
      spacing: Math.round(size * LINE_GAP),
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}
