import type { ListingArt, Look, ShopProfile } from '../shop-content.ts';
import { cloth, niche, plain, shelf, street, sunlight, sweep, table, topView } from './backdrop.ts';
import type { Brush } from './brush.ts';
import { darken, lighten } from './colour.ts';
import { closeUp, lay, stand } from './compose.ts';
import type { FlatItem, Item } from './item.ts';
import { bookPile, cupFromAbove, pen, plant, sprig, twigs } from './props.ts';
import { drawSubject } from './subjects.ts';

/** What a picture is taken of and where. */
export interface Shot {
  readonly art: ListingArt;
  readonly studio: ShopProfile['studio'];
  /** Number of the listing in its shop: varies paper and props so that a shop's grid is lively but of one hand. */
  readonly turn: number;
}

function paperOf({ studio, turn }: Shot): string {
  return studio.paper[turn % studio.paper.length] ?? '#d9d4c8';
}

/** Bicycles and the like belong on the street, not on a table. */
function isBig(item: Item): boolean {
  return item.halfWidth > 400;
}

/** Scale at which a standing thing fills its share of the frame. */
function fitStanding(item: Item, width: number, height: number): number {
  return Math.min(width / (2 * item.halfWidth), height / item.height, 1.75);
}

function fitFlat(item: FlatItem, width: number, height: number): number {
  return Math.min(width / (2 * item.halfWidth), height / (2 * item.halfHeight), 1.8);
}

/** The product alone, in one look. */
export function front(brush: Brush, shot: Shot, look: Look): string {
  const drawn = drawSubject(brush, shot.art.subject, look);
  const paper = paperOf(shot);
  if ('stands' in drawn) {
    const item = drawn.stands;
    const scale = fitStanding(item, 780, 660);
    const tall = item.height * scale;
    const y = Math.min(850, 520 + tall / 2 + 40);
    const arch = shot.turn % 5 === 2 && item.halfWidth * scale < 290 && tall < 560;
    const ground = arch
      ? niche(brush, { colour: paper, sill: y + 16 })
      : sweep(brush, { colour: paper, bend: y - 150 });
    return `${ground}${shot.turn % 3 === 0 && !arch ? sunlight(brush) : ''}${stand(brush, item, { x: 500 - (item.middle ?? 0) * scale, y, scale })}`;
  }
  if ('hangs' in drawn)
    return `${plain(brush, { colour: paper })}${sunlight(brush, { strength: 0.24 })}${lay(drawn.hangs, { x: 500, y: 500, scale: fitFlat(drawn.hangs, 700, 800), lift: 20 })}`;
  const item = drawn.lies;
  const tilt = item.halfWidth > item.halfHeight * 1.6 ? -12 : shot.turn % 2 === 0 ? 0 : -7;
  return `${plain(brush, { colour: paper })}${lay(item, { x: 500, y: 500, scale: fitFlat(item, 800, 760), turn: tilt })}`;
}

/** A part of the product seen from near. */
export function detail(brush: Brush, shot: Shot, look: Look): string {
  const drawn = drawSubject(brush, shot.art.subject, look);
  const { studio } = shot;
  if ('stands' in drawn) {
    const item = drawn.stands;
    const scale = fitStanding(item, 760, 640);
    const y = 860;
    const ground = isBig(item)
      ? sweep(brush, { colour: paperOf(shot), bend: 760 })
      : table(brush, { wall: studio.wall, wood: studio.wood, edge: 640 });
    const scene = `${ground}${stand(brush, item, { x: 500, y, scale })}`;
    const side = shot.turn % 2 === 0 ? -0.34 : 0.3;
    return closeUp(scene, { x: 500 + item.halfWidth * scale * side, y: y - item.height * scale * 0.6, zoom: 2 });
  }
  const item = 'hangs' in drawn ? drawn.hangs : drawn.lies;
  const ground = 'hangs' in drawn ? plain(brush, { colour: studio.wall }) : cloth(brush, { colour: studio.cloth });
  const scale = fitFlat(item, 800, 760);
  const long = item.halfWidth > item.halfHeight * 1.6;
  return (
    ground +
    closeUp(lay(item, { x: 500, y: 500, scale, turn: 'hangs' in drawn ? 0 : -16 }), {
      x: 500 + item.halfWidth * scale * (long ? -0.55 : 0.3),
      y: 500 + item.halfHeight * scale * (shot.turn % 2 === 0 ? 0.22 : -0.26),
      zoom: 1.9,
    })
  );
}

/** Props that may stand beside a product. */
function companion(brush: Brush, shot: Shot, which: number): Item {
  const { studio } = shot;
  const kinds: readonly (() => Item)[] = [
    () => plant(brush, { pot: lighten(studio.cloth, 0.2) }),
    () => bookPile(brush, { tones: [darken(studio.wood, 0.25), studio.cloth, lighten(studio.wood, 0.25)] }),
    () => twigs(brush, { colour: darken(studio.wall, 0.18) }),
  ];
  return (kinds[which % kinds.length] ?? kinds[0] ?? (() => twigs(brush, { colour: studio.wood })))();
}

function standingContext(brush: Brush, shot: Shot): string {
  const { art, studio, turn } = shot;
  const looks = art.looks.slice(0, 3);
  const items = looks.flatMap((look) => {
    const drawn = drawSubject(brush, art.subject, look);
    return 'stands' in drawn ? [drawn.stands] : [];
  });
  const first = items[0];
  if (!first) return '';
  if (isBig(first)) return streetContext(brush, shot, items);
  const wide = first.halfWidth > first.height * 0.62;
  const onShelf = turn % 2 === 1 && (!wide || items.length === 1);
  const ground = onShelf
    ? shelf(brush, { wall: studio.wall, wood: studio.wood, y: 770 })
    : table(brush, { wall: studio.wall, wood: studio.wood, edge: 610 });
  const sun = sunlight(brush, { strength: 0.2, branch: turn % 4 < 2 });
  const near = onShelf ? 794 : 830;
  const far = onShelf ? 790 : 700;
  if (items.length === 1) {
    const scale = fitStanding(first, wide ? 720 : 460, 560);
    return `${ground}${sun}${stand(brush, companion(brush, shot, turn), { x: 870, y: far, scale: 1.05 })}${stand(brush, first, { x: wide ? 440 : 420, y: near - 10, scale })}`;
  }
  const pair = items.length === 2;
  const scale = onShelf ? fitStanding(first, pair ? 380 : 270, 520) : fitStanding(first, pair ? 500 : 410, 520);
  const rows = pair
    ? [
        [320, near],
        [onShelf ? 720 : 680, far],
      ]
    : onShelf
      ? [
          [500, near],
          [190, near],
          [810, near],
        ]
      : [
          [480, near],
          [215, far],
          [745, far - 8],
        ];
  const placed = items.map((item, index) => ({
    item,
    x: rows[index]?.[0] ?? 500,
    y: rows[index]?.[1] ?? near,
    scale: scale * (index === 0 || onShelf ? 1 : 0.88),
  }));
  const prop = onShelf ? '' : stand(brush, companion(brush, shot, turn), { x: 925, y: far - 34, scale: 0.84 });
  return `${ground}${sun}${prop}${placed
    .reverse()
    .map(({ item, x, y, scale: own }) => stand(brush, item, { x, y, scale: own }))
    .join('')}`;
}

function streetContext(brush: Brush, { studio, turn }: Shot, items: readonly Item[]): string {
  const ground = street(brush, { wall: studio.wall, kerb: 690 });
  const sun = sunlight(brush, { strength: 0.24 });
  const first = items[0];
  if (!first) return ground + sun;
  const pot = stand(brush, plant(brush, { pot: '#8a4a36' }), { x: turn % 2 === 0 ? 915 : 85, y: 735, scale: 1.15 });
  const behind = items[1] ? stand(brush, items[1], { x: 610, y: 740, scale: 0.82 }) : '';
  return `${ground}${sun}${pot}${behind}${stand(brush, first, { x: items[1] ? 400 : 480, y: items[1] ? 880 : 840, scale: items[1] ? 0.92 : 1 })}`;
}

function roomContext(brush: Brush, shot: Shot): string {
  const { art, studio, turn } = shot;
  const hung = art.looks.slice(0, 2).flatMap((look) => {
    const drawn = drawSubject(brush, art.subject, look);
    return 'hangs' in drawn ? [drawn.hangs] : [];
  });
  const frames = hung.map((item, index) =>
    lay(item, {
      x: hung.length === 1 ? 470 : 300 + index * 390,
      y: 350,
      scale: hung.length === 1 ? 0.92 : 0.72,
      lift: 22,
    }),
  );
  const sideboard = shelf(brush, { wall: studio.wall, wood: studio.wood, y: 800 });
  return `${sideboard}${sunlight(brush, { strength: 0.26 })}${frames.join('')}${stand(brush, companion(brush, shot, turn), { x: 845, y: 822, scale: 0.9 })}${stand(brush, companion(brush, shot, turn + 1), { x: 200, y: 822, scale: 0.8 })}`;
}

function flatContext(brush: Brush, shot: Shot): string {
  const { art, studio, turn } = shot;
  const items = art.looks.slice(0, 3).flatMap((look) => {
    const drawn = drawSubject(brush, art.subject, look);
    return 'lies' in drawn ? [drawn.lies] : [];
  });
  const first = items[0];
  if (!first) return '';
  const ground = turn % 3 === 1 ? cloth(brush, { colour: studio.cloth }) : topView(brush, { wood: studio.wood });
  const coffee = lay(cupFromAbove(brush, { colour: '#efe7d8', liquid: turn % 2 === 0 ? '#5a3720' : '#b8772f' }), {
    x: 840,
    y: 180,
    scale: 1.05,
  });
  const twig = lay(sprig(brush), { x: 170, y: 850, scale: 0.95, turn: -34, lift: 8 });
  const writing = lay(pen(brush, { colour: '#2b2a30' }), { x: 800, y: 880, scale: 0.8, turn: -28, lift: 8 });
  if (items.length === 1)
    return `${ground}${coffee}${twig}${writing}${lay(first, { x: 460, y: 500, scale: fitFlat(first, 640, 640), turn: -10 })}`;
  const scale = fitFlat(first, items.length === 2 ? 560 : 470, items.length === 2 ? 560 : 470);
  const wide = first.halfWidth > first.halfHeight * 1.3;
  const places = wide
    ? [
        [470, 690, -8],
        [540, 300, 7],
        [500, 500, 0],
      ]
    : items.length === 2
      ? [
          [330, 540, -12],
          [680, 500, 10],
        ]
      : [
          [260, 560, -14],
          [530, 470, 4],
          [790, 600, 15],
        ];
  const placed = items
    .slice(0, wide ? 2 : 3)
    .map((item, index) =>
      lay(item, { x: places[index]?.[0] ?? 500, y: places[index]?.[1] ?? 500, turn: places[index]?.[2] ?? 0, scale }),
    );
  return `${ground}${coffee}${twig}${placed.reverse().join('')}`;
}

/** The product in use: on a table, a shelf, a wall, with its sister colours. */
export function context(brush: Brush, shot: Shot): string {
  const drawn = drawSubject(brush, shot.art.subject, shot.art.looks[0]);
  if ('stands' in drawn) return standingContext(brush, shot);
  return 'hangs' in drawn ? roomContext(brush, shot) : flatContext(brush, shot);
}
