import sharp, { type OverlayOptions } from 'sharp';
import { encode } from 'uqr';
import { limits } from '../../protocol/limits.ts';
import { imageTypeOf } from '../api/image-type.ts';
import { type Card, cardSize } from './card.ts';
import { ground, joinedMarks, starMarks } from './card-shapes.ts';
import { colours } from './colours.ts';
import type { CardText, TextDrawer } from './draw-text.ts';

const { width: WIDTH, height: HEIGHT } = cardSize;
/** Side of the picture; the words have the rest. */
const PICTURE = 560;
const FOOT = 70;
const LEFT = PICTURE + 48;
const TEXT_WIDTH = WIDTH - LEFT - 44;
const QR = 148;
const DECODE_SECONDS = 5;

/** What drawing a card needs. */
export interface CardParts {
  texts: TextDrawer;
  /** Reads the bytes of a picture; undefined when this node does not hold them. */
  picture: (cid: string) => Promise<Uint8Array | undefined>;
  /** Told of a picture that cannot be decoded; the card is drawn without it. */
  unreadable: (cid: string, error: unknown) => void;
}

/**
 * Draws a share card as a PNG of 1200 × 630 pixels with at most 256 colours, so that programs that show links take it.
 * The same card gives the same bytes on every machine.
 */
export async function drawCard(card: Card, parts: CardParts): Promise<Buffer> {
  const overlays: OverlayOptions[] = [...(await pictures(card, parts)), ...(await words(card, parts.texts))];
  if (card.scan !== null) overlays.push(...(await scanCode(card.scan, parts.texts)));
  return sharp(Buffer.from(ground(card, { picture: PICTURE, foot: FOOT })))
    .composite(overlays)
    .png({ palette: true, quality: 92, effort: 3, compressionLevel: 8 })
    .toBuffer();
}

/** Pictures as squares: one large, two below each other, or four. */
async function pictures({ pictures: cids }: Card, parts: CardParts): Promise<OverlayOptions[]> {
  const read = (
    await Promise.all(cids.slice(0, 4).map(async (cid) => ({ cid, bytes: await parts.picture(cid) })))
  ).filter(
    // The decoder gets nothing but what the image encoder makes.
    (each): each is { cid: string; bytes: Uint8Array } =>
      each.bytes !== undefined && imageTypeOf(each.bytes) !== undefined,
  );
  const room = HEIGHT - FOOT;
  const across = read.length >= 4 ? 2 : 1;
  const down = read.length >= 2 ? 2 : 1;
  const shown = read.slice(0, across * down);
  const drawn = shown.map(async ({ cid, bytes }, index): Promise<OverlayOptions | undefined> => {
    try {
      const input = await sharp(bytes, { limitInputPixels: limits.imagePixels, failOn: 'error', pages: 1 })
        .timeout({ seconds: DECODE_SECONDS })
        .resize({ width: PICTURE / across, height: room / down, fit: 'cover' })
        .flatten({ background: colours.ground })
        .png({ compressionLevel: 1 })
        .toBuffer();
      return { input, left: (index % across) * (PICTURE / across), top: Math.floor(index / across) * (room / down) };
    } catch (error) {
      parts.unreadable(cid, error);
      return undefined;
    }
  });
  return (await Promise.all(drawn)).filter((each) => each !== undefined);
}

/** Lays the words out from top to bottom: what is left out leaves no gap. */
async function words(card: Card, texts: TextDrawer): Promise<OverlayOptions[]> {
  const overlays: OverlayOptions[] = [];
  let top = 52;
  const narrow = card.scan === null ? TEXT_WIDTH : TEXT_WIDTH - QR - 24;
  const put = async (text: Omit<CardText, 'width'> & { width?: number }, place: { left?: number; gap: number }) => {
    const drawn = await texts.draw({ width: TEXT_WIDTH, ...text });
    if (drawn === undefined) return undefined;
    overlays.push({ input: drawn.png, left: Math.round(place.left ?? LEFT), top: Math.round(top) });
    top += drawn.height + place.gap;
    return drawn;
  };
  const svg = (markup: string, at: { left: number; top: number }) =>
    overlays.push({ input: Buffer.from(markup), left: Math.round(at.left), top: Math.round(at.top) });

  await put({ text: card.kicker, size: 26, colour: colours.quiet, weight: 'regular', lines: 1 }, { gap: 20 });
  await put({ text: card.title, size: 46, colour: colours.ink, weight: 'bold', lines: 3 }, { gap: 30 });
  if (card.figure !== null) {
    const at = top;
    const price = await put(
      { text: card.figure, size: 48, colour: colours.accent, weight: 'bold', lines: 1 },
      { gap: 28 },
    );
    if (card.struck !== null && price !== undefined) {
      const after = top;
      const left = LEFT + price.width + 22;
      top = at + price.height - 26;
      await put(
        {
          text: card.struck,
          size: 24,
          colour: colours.quiet,
          weight: 'regular',
          lines: 1,
          struck: true,
          width: WIDTH - left - 20,
        },
        { left, gap: 0 },
      );
      top = after;
    }
  }
  if (card.stars !== null) {
    const marks = starMarks(card.stars.milliStars);
    svg(marks.svg, { left: LEFT, top });
    const at = top;
    top += 6;
    await put(
      { text: card.stars.text, size: 24, colour: colours.ink, weight: 'regular', lines: 1 },
      { left: LEFT + marks.width + 14, gap: 0 },
    );
    top = at + marks.height + 22;
  }
  if (card.joined !== null) {
    const marks = joinedMarks(card.joined, TEXT_WIDTH);
    svg(marks.svg, { left: LEFT, top });
    top += marks.height + 14;
    await put(
      { text: card.joined.text, size: 24, colour: colours.ink, weight: 'regular', lines: 1, width: narrow },
      { gap: 22 },
    );
  }
  if (card.badge !== null) {
    const tone = colours.badge[card.badge.tone];
    const label = await texts.draw({
      text: card.badge.text,
      size: 24,
      colour: tone.ink,
      weight: 'bold',
      width: narrow - 60,
      lines: 1,
    });
    if (label !== undefined) {
      const box = { width: label.width + 56, height: 46 };
      svg(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><rect width="${box.width}" height="${box.height}" rx="8" fill="${tone.ground}"/><circle cx="23" cy="23" r="7" fill="${tone.ink}"/></svg>`,
        { left: LEFT, top },
      );
      overlays.push({ input: label.png, left: LEFT + 42, top: Math.round(top + (box.height - label.height) / 2) });
      top += box.height + 20;
    }
  }
  for (const note of card.notes) {
    // The foot belongs to the node, not to whoever wrote the card's texts.
    if (top > HEIGHT - FOOT - 60) break;
    await put({ text: note, size: 24, colour: colours.quiet, weight: 'regular', lines: 2, width: narrow }, { gap: 12 });
  }
  top = HEIGHT - FOOT + 24;
  await put(
    { text: card.brand, size: 30, colour: colours.onHall, weight: 'bold', lines: 1, width: 300 },
    { left: 92, gap: 0 },
  );
  const promise = await texts.draw({
    text: card.promise,
    size: 22,
    colour: colours.onHallQuiet,
    weight: 'regular',
    width: WIDTH - 420,
    lines: 1,
  });
  if (promise !== undefined)
    overlays.push({
      input: promise.png,
      left: WIDTH - 44 - promise.width,
      top: Math.round(HEIGHT - FOOT / 2 - promise.height / 2),
    });
  return overlays;
}

/** A code for cameras in the corner above the foot, with a word below it. */
async function scanCode({ url, text }: NonNullable<Card['scan']>, texts: TextDrawer): Promise<OverlayOptions[]> {
  const { data, size } = encode(url, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const left = WIDTH - QR - 44;
  const top = HEIGHT - FOOT - QR - 44;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${QR}" height="${QR}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="${colours.ink}"/></svg>`;
  const label = await texts.draw({
    text,
    size: 18,
    colour: colours.quiet,
    weight: 'regular',
    width: QR + 60,
    lines: 1,
  });
  return [
    { input: Buffer.from(svg), left, top },
    ...(label === undefined
      ? []
      : [{ input: label.png, left: Math.round(left + (QR - label.width) / 2), top: top + QR + 8 }]),
  ];
}
