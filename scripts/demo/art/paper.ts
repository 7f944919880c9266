import { type Brush, n } from './brush.ts';
import { darken, lighten } from './colour.ts';
import type { FlatItem, Item } from './item.ts';
import { type Palette, type PosterArt, posterArt } from './poster-art.ts';
import { covered, paperGrain } from './texture.ts';

/** What is printed and in which colours. */
export interface Print {
  readonly art: PosterArt;
  readonly palette: Palette;
}

function sheet(brush: Brush, print: Print, scale: number): string {
  return `<g transform="translate(${n(-150 * scale)} ${n(-210 * scale)}) scale(${scale})">${posterArt(brush, print)}<rect width="300" height="420" fill="${paperGrain(brush)}"/><rect width="300" height="420" fill="${brush.linear(
    [
      [0, '#fff', 0.16],
      [0.5, '#fff', 0],
      [1, '#120c14', 0.1],
    ],
    [0, 0, 1, 1],
  )}"/></g>`;
}

/** A framed print for a wall; its origin is its middle. */
export function framedPrint(brush: Brush, print: Print & { wood: string; mat?: boolean }): FlatItem {
  const mat = print.mat ?? true;
  const w = mat ? 420 : 344;
  const h = mat ? 552 : 464;
  const edge = (points: string, tone: string): string => `<path d="${points}" fill="${tone}"/>`;
  const t = 22;
  const [x, y] = [w / 2, h / 2];
  const frame = [
    edge(`M${-x - t} ${-y - t}H${x + t}L${x} ${-y}H${-x}Z`, lighten(print.wood, 0.3)),
    edge(`M${-x - t} ${-y - t}L${-x} ${-y}V${y}L${-x - t} ${y + t}Z`, print.wood),
    edge(`M${x + t} ${-y - t}L${x} ${-y}V${y}L${x + t} ${y + t}Z`, darken(print.wood, 0.22)),
    edge(`M${-x - t} ${y + t}L${-x} ${y}H${x}L${x + t} ${y + t}Z`, darken(print.wood, 0.34)),
  ].join('');
  const inner = `<path d="M${-x} ${-y}H${x}V${-y + 12}H${-x + 9}V${y}H${-x}Z" fill="#120c14" opacity=".3"/>`;
  const glass = `<path d="M${-x} ${-y}H${n(-x + w * 0.4)}L${-x} ${n(-y + h * 0.62)}Z" fill="#fff" opacity=".1"/><path d="M${n(x - w * 0.3)} ${y}H${x}V${n(y - h * 0.5)}Z" fill="#fff" opacity=".06"/>`;
  const bevel = mat
    ? `<rect x="-168" y="-228" width="336" height="456" fill="none" stroke="#b9b1a3" stroke-width="2"/><rect x="-166" y="-226" width="332" height="452" fill="#fdfaf4"/>`
    : '';
  return {
    markup: `${frame}<rect x="${-x}" y="${-y}" width="${w}" height="${h}" fill="#f6f1e7"/>${bevel}${sheet(brush, print, mat ? 1.07 : 1.14)}${inner}${glass}`,
    outline: `<rect x="${-x - t}" y="${-y - t}" width="${w + 2 * t}" height="${h + 2 * t}"/>`,
    halfWidth: x + t,
    halfHeight: y + t,
  };
}

/** A loose print on thick paper, one corner lifting. */
export function loosePrint(brush: Brush, print: Print): FlatItem {
  const curl = `<path d="M150 152L${150} 210L92 210C116 206 142 190 150 152Z" fill="${brush.linear(
    [
      [0, '#fffdf8'],
      [0.6, '#e7dfd0'],
      [1, '#b9b0a0'],
    ],
    [1, 1, 0, 0],
  )}"/>`;
  return {
    markup: `<g transform="scale(1.3)"><rect x="-158" y="-218" width="316" height="436" fill="#fbf7ee"/>${sheet(brush, print, 1)}${curl}</g>`,
    outline: '<rect x="-205" y="-283" width="410" height="566"/>',
    halfWidth: 205,
    halfHeight: 283,
  };
}

/** A tablet that shows a design, for things that are downloaded. */
export function tablet(brush: Brush, print: Print): FlatItem {
  return {
    markup: `<rect x="-242" y="-322" width="484" height="644" rx="38" fill="${brush.linear(
      [
        [0, '#6d6f74'],
        [0.5, '#3a3b40'],
        [1, '#1d1e22'],
      ],
      [0, 0, 1, 1],
    )}"/><rect x="-234" y="-314" width="468" height="628" rx="32" fill="#141519"/><g clip-path="${brush.clip('<rect x="-210" y="-294" width="420" height="588" rx="10"/>')}">${sheet(brush, print, 1.4)}<path d="M-210-294H60L-210 160Z" fill="#fff" opacity=".08"/></g><circle cy="-304" r="4" fill="#33353b"/>`,
    outline: '<rect x="-242" y="-322" width="484" height="644" rx="38"/>',
    halfWidth: 242,
    halfHeight: 322,
  };
}

/** A laptop seen from above its keys, screen tilted back, showing a design twice over. */
export function laptop(brush: Brush, print: Print): Item {
  const rows = Array.from({ length: 4 }, (_, row) =>
    Array.from(
      { length: 13 },
      (_key, key) =>
        `<rect x="${n(-268 + row * -7 + key * (41 + row * 1.1))}" y="${-62 + row * 15}" width="${n(36 + row)}" height="11" rx="2.5" fill="#2c2d32"/>`,
    ).join(''),
  );
  return {
    markup: `<rect x="-318" y="-500" width="636" height="412" rx="20" fill="#2a2b30"/><g clip-path="${brush.clip('<rect x="-302" y="-484" width="604" height="378" rx="6"/>')}"><rect x="-302" y="-484" width="604" height="378" fill="${print.palette[0]}"/><g transform="translate(-152 -296)">${sheet(brush, print, 1.0)}</g><g transform="translate(152 -296)">${sheet(brush, { ...print, palette: [print.palette[1], print.palette[0], print.palette[3], print.palette[2], print.palette[4]] }, 1.0)}</g><path d="M-302-484H-40L-302-200Z" fill="#fff" opacity=".07"/></g><path d="M-318-90H318L372-2Q374 6 366 8H-366Q-374 6-372-2Z" fill="${brush.linear(
      [
        [0, '#d7d8da'],
        [0.5, '#c1c3c6'],
        [1, '#9b9da1'],
      ],
    )}"/><path d="M-296-74H296L326-18H-326Z" fill="#b0b2b6"/>${rows.join('')}<path d="M-90-12H90L96 4H-96Z" fill="#a7a9ad"/><path d="M-372 4Q-370 14-356 14H356Q370 14 372 4Z" fill="#85878b"/>`,
    footing: 360,
    depth: 0.06,
    halfWidth: 372,
    height: 510,
  };
}

/** A book with a printed cover, seen a little from the side. */
export function book(brush: Brush, print: Print): FlatItem {
  const pages = Array.from(
    { length: 7 },
    (_, index) =>
      `<path d="M${202 + index * 3.4} -276V${290 - index * 0.6}" stroke="${index % 2 === 0 ? '#f1e8d6' : '#cabfa9'}" stroke-width="3"/>`,
  );
  return {
    markup: `<rect x="-198" y="-276" width="424" height="572" rx="6" fill="${darken(print.palette[1], 0.4)}"/><rect x="-190" y="-274" width="412" height="564" fill="#ece2cf"/>${pages.join('')}<g transform="translate(0 0)">${sheet(brush, print, 1.36)}</g><rect x="-204" y="-286" width="34" height="572" fill="${brush.linear(
      [
        [0, '#120c14', 0.34],
        [0.4, '#fff', 0.22],
        [0.8, '#120c14', 0.02],
        [1, '#120c14', 0.26],
      ],
    )}"/>`,
    outline: '<rect x="-204" y="-286" width="430" height="582" rx="6"/>',
    halfWidth: 214,
    halfHeight: 292,
  };
}

/** A fan of postcards. */
export function postcards(brush: Brush, prints: readonly Print[]): FlatItem {
  const cards = prints.map((print, index) => {
    const angle = -24 + (48 * index) / Math.max(1, prints.length - 1);
    return `<g transform="translate(${n(angle * 6)} ${n(Math.abs(angle) * 2.4 - 20)}) rotate(${n(angle)})"><rect x="-122" y="-166" width="252" height="344" rx="5" fill="#120c14" opacity=".22"/>${covered((fill) => `<rect x="-126" y="-172" width="252" height="344" rx="4" fill="${fill}"/>`, '#fcf8f0', paperGrain(brush))}${sheet(brush, print, 0.77)}</g>`;
  });
  return {
    markup: cards.join(''),
    outline: '<path d="M-250-60L-60-180H100L280-60 200 190H-200Z"/>',
    halfWidth: 290,
    halfHeight: 220,
  };
}
