import type { Look } from '../shop-content.ts';
import { backpack, type Hide, moonBag, satchel, tote } from './bags.ts';
import { bicycle } from './bike.ts';
import { bell, bottle, helmet, lights, pannier, saddle, toolRoll, truingStand } from './bike-parts.ts';
import { charger, deskMat, hub, keyboard, keycapSet, macroPad, mouse } from './boards.ts';
import type { Brush } from './brush.ts';
import { bowl, cup, type Glaze, plate, vase } from './ceramics.ts';
import { darken, lighten } from './colour.ts';
import { clock, headphones, riser, speaker } from './desk-things.ts';
import type { FlatItem, Item } from './item.ts';
import { armLamp, globeLamp, mushroomLamp } from './lamps.ts';
import { book, framedPrint, laptop, loosePrint, type Print, postcards, tablet } from './paper.ts';
import { pottersWheel, teaTable } from './props.ts';
import { belt, cardHolder, journal, keyFob, luggageTag, sleeve, tray, wallet, watchStrap } from './small-leather.ts';
import { giftBox, looseLeaf, pouch, sampler, teaCake, teaTools, tin } from './tea-goods.ts';
import { gaiwan, pitcher, teapot } from './teaware.ts';

/** A drawing that stands, lies or hangs. */
export type Drawn = { readonly stands: Item } | { readonly lies: FlatItem } | { readonly hangs: FlatItem };

type Draw = (brush: Brush, look: Look) => Drawn;

const DEFAULT_PALETTE = ['#f3e8d3', '#1f5f6b', '#0f3a4c', '#e2793f', '#23303a'] as const;

function glaze(look: Look): Glaze {
  const { colour, dip, dipFrom, ...rest } = look;
  return { ...rest, glaze: colour, ...(dip ? { dip: { colour: dip, from: dipFrom ?? 0.55 } } : {}) };
}

function hide({ colour, trim, accent, canvas }: Look): Hide {
  return { colour, ...(trim ? { trim } : {}), ...(accent ? { metal: accent } : {}), ...(canvas ? { canvas } : {}) };
}

function print({ art = 'tides', palette = DEFAULT_PALETTE }: Look): Print {
  return { art, palette };
}

function device({ colour, accent = '#d0653a', trim = darken(colour, 0.2), inside = lighten(colour, 0.3) }: Look): {
  colour: string;
  accent: string;
  trim: string;
  caps: string;
} {
  return { colour, accent, trim, caps: inside };
}

const stands =
  (draw: (brush: Brush, look: Look) => Item): Draw =>
  (brush, look) => ({ stands: draw(brush, look) });
const lies =
  (draw: (brush: Brush, look: Look) => FlatItem): Draw =>
  (brush, look) => ({ lies: draw(brush, look) });

const SUBJECTS = {
  cup: stands((brush, look) =>
    cup(brush, {
      height: 270,
      radius: 160,
      ...glaze(look),
      ...(look.height ? { height: look.height } : {}),
      ...(look.radius ? { radius: look.radius } : {}),
    }),
  ),
  bowl: stands((brush, look) =>
    bowl(brush, { ...glaze(look), radius: look.radius ?? 270, height: look.height ?? 215 }),
  ),
  plate: stands((brush, look) => plate(brush, { ...glaze(look), radius: look.radius ?? 340 })),
  vase: stands((brush, look) =>
    vase(brush, {
      ...glaze(look),
      height: look.height ?? 470,
      radius: look.radius ?? 200,
      shape: look.shape ?? 'moon',
    }),
  ),
  teapot: stands((brush, look) =>
    teapot(brush, { ...glaze(look), radius: look.radius ?? 190, height: look.height ?? 250 }),
  ),
  gaiwan: stands((brush, look) => gaiwan(brush, { ...glaze(look), radius: look.radius ?? 220 })),
  pitcher: stands((brush, look) =>
    pitcher(brush, { ...glaze(look), radius: look.radius ?? 150, height: look.height ?? 280 }),
  ),
  pottersWheel: stands((brush, look) => pottersWheel(brush, look)),
  teaTable: stands((brush, look) => teaTable(brush, look)),
  tin: stands((brush, look) =>
    tin(brush, {
      colour: look.colour,
      label: look.inside,
      ink: look.ink,
      emblem: look.emblem,
      height: look.height ?? 400,
      radius: look.radius ?? 160,
      matte: (look.gloss ?? 1) < 0.3,
    }),
  ),
  pouch: stands((brush, look) =>
    pouch(brush, { colour: look.colour, label: look.inside, ink: look.ink, emblem: look.emblem }),
  ),
  giftBox: stands((brush, look) =>
    giftBox(brush, {
      colour: look.colour,
      label: look.inside,
      ink: look.ink,
      emblem: look.emblem,
      width: look.width,
      height: look.height,
    }),
  ),
  teaCake: lies((brush, look) => teaCake(brush, { colour: look.colour, label: look.inside, ink: look.ink })),
  sampler: lies((brush, look) =>
    sampler(brush, {
      colour: look.colour,
      tins: look.tones ?? ['#b8863b', '#5c7a53', '#8c3b2e', '#2f4858', '#c9a56b', '#6d5a7a'],
    }),
  ),
  teaTools: lies((brush, look) => teaTools(brush, look)),
  looseLeaf: lies((brush, look) => looseLeaf(brush, { colour: look.colour, accent: look.accent, dish: look.trim })),
  tote: stands((brush, look) => tote(brush, { ...hide(look), width: look.width, height: look.height })),
  satchel: stands((brush, look) =>
    satchel(brush, { ...hide(look), width: look.width, height: look.height, single: look.single }),
  ),
  backpack: stands((brush, look) => backpack(brush, hide(look))),
  moonBag: stands((brush, look) => moonBag(brush, hide(look))),
  wallet: lies((brush, look) => wallet(brush, hide(look))),
  cardHolder: lies((brush, look) => cardHolder(brush, hide(look))),
  belt: lies((brush, look) => belt(brush, hide(look))),
  sleeve: lies((brush, look) => sleeve(brush, hide(look))),
  keyFob: lies((brush, look) => keyFob(brush, hide(look))),
  watchStrap: lies((brush, look) => watchStrap(brush, hide(look))),
  journal: lies((brush, look) => journal(brush, hide(look))),
  tray: lies((brush, look) => tray(brush, hide(look))),
  luggageTag: lies((brush, look) => luggageTag(brush, hide(look))),
  keyboard: lies((brush, look) => keyboard(brush, device(look))),
  macroPad: lies((brush, look) => macroPad(brush, device(look))),
  keycapSet: lies((brush, look) => keycapSet(brush, { tones: look.tones ?? [look.colour] })),
  deskMat: lies((brush, look) => deskMat(brush, { colour: look.colour, trim: look.trim ?? '#8a5a35' })),
  mouse: lies((brush, look) => mouse(brush, device(look))),
  charger: lies((brush, look) => charger(brush, { ...device(look), phone: look.phone })),
  hub: lies((brush, look) => hub(brush, device(look))),
  armLamp: stands((brush, look) => armLamp(brush, device(look))),
  globeLamp: stands((brush, look) => globeLamp(brush, device(look))),
  mushroomLamp: stands((brush, look) => mushroomLamp(brush, device(look))),
  headphones: stands((brush, look) => headphones(brush, device(look))),
  speaker: stands((brush, look) => speaker(brush, device(look))),
  clock: stands((brush, look) => clock(brush, device(look))),
  riser: stands((brush, look) => riser(brush, { ...device(look), monitor: look.phone })),
  framedPrint: (brush, look) => ({ hangs: framedPrint(brush, { ...print(look), wood: look.colour }) }),
  loosePrint: lies((brush, look) => loosePrint(brush, print(look))),
  tablet: lies((brush, look) => tablet(brush, print(look))),
  laptop: stands((brush, look) => laptop(brush, print(look))),
  book: lies((brush, look) => book(brush, print(look))),
  postcards: lies((brush, { palette = DEFAULT_PALETTE }) =>
    postcards(
      brush,
      (['tides', 'suns', 'botanic', 'ridges', 'shapes'] as const).map((art, index) => ({
        art,
        palette: index % 2 === 0 ? palette : [palette[0], palette[3], palette[1], palette[2], palette[4]],
      })),
    ),
  ),
  bicycle: stands((brush, look) =>
    bicycle(brush, { colour: look.colour, trim: look.trim, style: look.style ?? 'classic' }),
  ),
  helmet: stands((brush, look) => helmet(brush, { colour: look.colour, accent: look.accent ?? '#8a5a35' })),
  saddle: stands((brush, look) => saddle(brush, { colour: look.colour, accent: look.accent ?? '#c9a45a' })),
  bell: stands((brush, look) => bell(brush, look)),
  bottle: stands((brush, look) => bottle(brush, { colour: look.colour, accent: look.accent ?? '#c9b48c' })),
  pannier: stands((brush, look) => pannier(brush, { colour: look.colour, accent: look.accent ?? '#8a5a35' })),
  lights: stands((brush, look) => lights(brush, look)),
  toolRoll: lies((brush, look) => toolRoll(brush, { colour: look.colour, accent: look.accent ?? '#8a5a35' })),
  truingStand: stands((brush, look) => truingStand(brush, look)),
} satisfies Record<string, Draw>;

/** The name of a drawing. */
export type Subject = keyof typeof SUBJECTS;

/** Draws a subject in one of its looks. */
export function drawSubject(brush: Brush, subject: Subject, look: Look): Drawn {
  return SUBJECTS[subject](brush, look);
}
