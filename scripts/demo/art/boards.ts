import { type Brush, n } from './brush.ts';
import { darken, lighten, mix } from './colour.ts';
import type { FlatItem } from './item.ts';
import { mark } from './marks.ts';
import { covered, feltGrain, leatherGrain } from './texture.ts';

function rect(x: number, y: number, w: number, h: number, r: number, more: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" rx="${n(r)}" ${more}/>`;
}

/** One sculpted keycap: side walls, a lighter dished top, a small legend made of lines. */
function keycap(
  brush: Brush,
  { x, y, w, h, colour, legend }: { x: number; y: number; w: number; h: number; colour: string; legend?: string },
): string {
  const side = brush.share(
    `side${colour.slice(1)}`,
    (id) =>
      `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${lighten(colour, 0.12)}"/><stop offset=".5" stop-color="${darken(colour, 0.12)}"/><stop offset="1" stop-color="${darken(colour, 0.34)}"/></linearGradient>`,
  );
  const face = brush.share(
    `face${colour.slice(1)}`,
    (id) =>
      `<linearGradient id="${id}" x1="0" y1="0" x2=".5" y2="1"><stop offset="0" stop-color="${lighten(colour, 0.36)}"/><stop offset="1" stop-color="${lighten(colour, 0.06)}"/></linearGradient>`,
  );
  const tone = mix(colour, parseLight(colour) ? '#2c2a30' : '#f4efe6', 0.78);
  const drawn =
    legend === 'letter'
      ? glyph(brush, x + w * 0.34, y + h * 0.3, h * 0.2, tone)
      : legend === 'bar'
        ? `<path d="M${n(x + w * 0.26)} ${n(y + h * 0.36)}h${n(Math.min(w * 0.4, 34))}" stroke="${tone}" stroke-width="3" stroke-linecap="round"/>`
        : '';
  return `${rect(x, y, w, h, 8, `fill="${side}"`)}${rect(x + w * 0.09 + 1, y + h * 0.06, w - w * 0.18 - 2, h * 0.76, 9, `fill="${face}"`)}${rect(x + w * 0.09 + 2, y + h * 0.065, w - w * 0.18 - 4, 2, 1, 'fill="#fff" opacity=".5"')}${drawn}`;
}

function parseLight(colour: string): boolean {
  return Number.parseInt(colour.slice(3, 5), 16) > 120;
}

/** A made-up letter: two or three strokes, so that caps look printed without any font. */
function glyph(brush: Brush, x: number, y: number, size: number, colour: string): string {
  const kinds = [
    'M0 1L.5 0 1 1M.2 .65H.8',
    'M0 0V1M0 0H.7Q1 .25.7 .5H0M.5 .5L1 1',
    'M1 .1Q.1-.1 .1 .5T1 .9',
    'M0 0H1M.5 0V1',
    'M0 0V1H.9',
    'M0 0L.5 1 1 0',
    'M0 1V0L1 1V0',
    'M1 .1Q0-.1 .1 .3T.9 .7 0 .9',
    'M0 0V1M0 .5L.9 0M.3 .4L1 1',
    'M0 0H.9M0 .5H.7M0 1H.9M0 0V1',
  ];
  const path = kinds[Math.floor(brush.random() * kinds.length)] ?? '';
  return `<path d="${path}" transform="translate(${n(x)} ${n(y)}) scale(${n(size)})" fill="none" stroke="${colour}" stroke-width=".17" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A compact mechanical keyboard. */
export function keyboard(
  brush: Brush,
  { colour, accent, trim, caps }: { colour: string; accent: string; trim: string; caps: string },
): FlatItem {
  const unit = 46;
  const rows: readonly (readonly number[])[] = [
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1],
    [1.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1],
    [1.75, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2.25, 1],
    [2.25, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.75, 1, 1],
    [1.25, 1.25, 1.25, 6.25, 1, 1, 1, 1, 1, 1],
  ];
  const w = 16 * unit;
  const h = rows.length * unit;
  const keys = rows.map((row, r) => {
    let at = -w / 2;
    return row
      .map((size, index) => {
        const x = at;
        at += size * unit;
        const special = (r === 0 && index === 0) || (r === 2 && index === row.length - 2);
        const tone = special
          ? accent
          : size > 1 && size < 6
            ? trim
            : r === 4 && index > 3
              ? trim
              : index === row.length - 1
                ? trim
                : caps;
        return keycap(brush, {
          x: x + 1.5,
          y: -h / 2 + r * unit + 1.5,
          w: size * unit - 3,
          h: unit - 3,
          colour: tone,
          legend: size === 1 ? 'letter' : size < 3 ? 'bar' : 'none',
        });
      })
      .join('');
  });
  const shell = (more: string): string => rect(-w / 2 - 20, -h / 2 - 20, w + 40, h + 40, 20, more);
  return {
    markup: `${shell(
      `fill="${brush.linear(
        [
          [0, lighten(colour, 0.4)],
          [0.4, colour],
          [1, darken(colour, 0.25)],
        ],
        [0, 0, 1, 1],
      )}"`,
    )}${rect(-w / 2 - 18, -h / 2 - 18, w + 36, 3, 2, 'fill="#fff" opacity=".55"')}${rect(-w / 2 - 6, -h / 2 - 6, w + 12, h + 12, 10, `fill="${darken(colour, 0.65)}"`)}${keys.join('')}`,
    outline: shell(''),
    halfWidth: w / 2 + 20,
    halfHeight: h / 2 + 20,
  };
}

/** A macro pad: nine keys and a knob. */
export function macroPad(
  brush: Brush,
  { colour, accent, trim, caps }: { colour: string; accent: string; trim: string; caps: string },
): FlatItem {
  const shell = (more: string): string => rect(-170, -230, 340, 460, 30, more);
  const keys = Array.from({ length: 9 }, (_, index) =>
    keycap(brush, {
      x: -144 + (index % 3) * 98,
      y: -66 + Math.floor(index / 3) * 96,
      w: 92,
      h: 90,
      colour: index === 0 ? accent : index > 5 ? trim : caps,
      legend: 'none',
    }),
  );
  const knob = brush.linear(
    [
      [0, lighten(accent, 0.6)],
      [0.4, accent],
      [1, darken(accent, 0.5)],
    ],
    [0, 0, 1, 1],
  );
  const teeth = Array.from(
    { length: 40 },
    (_, index) =>
      `<path d="M0-62V-54" transform="rotate(${index * 9})" stroke="#120c14" stroke-opacity=".4" stroke-width="3"/>`,
  );
  return {
    markup: `${shell(
      `fill="${brush.linear(
        [
          [0, lighten(colour, 0.4)],
          [0.4, colour],
          [1, darken(colour, 0.3)],
        ],
        [0, 0, 1, 1],
      )}"`,
    )}${rect(-152, -74, 304, 292, 14, `fill="${darken(colour, 0.6)}"`)}${keys.join('')}<g transform="translate(84 -150)"><circle cx="6" cy="9" r="64" fill="#120c14" opacity=".4"/><circle r="62" fill="${knob}"/>${teeth.join('')}<circle r="48" fill="${brush.linear(
      [
        [0, lighten(accent, 0.3)],
        [1, darken(accent, 0.2)],
      ],
      [0, 0, 1, 1],
    )}"/><path d="M0-42V-24" stroke="#fff" stroke-width="5" stroke-linecap="round"/></g><rect x="-140" y="-190" width="130" height="80" rx="10" fill="#15171c"/><path d="M-124-150h20l10-18 14 34 12-24 8 8h28" fill="none" stroke="#8fd3c1" stroke-width="4" stroke-linejoin="round"/>`,
    outline: shell(''),
    halfWidth: 170,
    halfHeight: 230,
  };
}

/** A set of loose keycaps laid out as a colour chart. */
export function keycapSet(brush: Brush, { tones }: { tones: readonly string[] }): FlatItem {
  const caps: string[] = [];
  const outline: string[] = [];
  for (let row = 0; row < 5; row++)
    for (let column = 0; column < 6; column++) {
      const x = -324 + column * 109;
      const y = -272 + row * 109;
      const tone = tones[(row * 2 + column * (row % 2 === 0 ? 1 : 2)) % tones.length] ?? '#cccccc';
      caps.push(keycap(brush, { x, y, w: 98, h: 98, colour: tone, legend: 'letter' }));
      outline.push(`<rect x="${x}" y="${y}" width="98" height="98" rx="10"/>`);
    }
  return { markup: caps.join(''), outline: outline.join(''), halfWidth: 325, halfHeight: 272 };
}

/** A desk mat of felt with a stitched leather edge. */
export function deskMat(brush: Brush, { colour, trim }: { colour: string; trim: string }): FlatItem {
  const shape = (fill: string): string => rect(-400, -210, 800, 420, 22, `fill="${fill}"`);
  const side = (fill: string): string => rect(-400, -210, 120, 420, 22, `fill="${fill}"`);
  return {
    markup: `${covered(
      shape,
      brush.linear(
        [
          [0, lighten(colour, 0.2)],
          [1, darken(colour, 0.16)],
        ],
        [0, 0, 1, 1],
      ),
      feltGrain(brush),
    )}${covered(side, trim, leatherGrain(brush))}<path d="M-286-200V200" stroke="#120c14" stroke-opacity=".4" stroke-width="4"/><path d="M-294-196V196" stroke="#f1e5cc" stroke-width="3" stroke-dasharray="10 7"/><g opacity=".5">${mark({ kind: 'north', x: -345, y: 160, size: 44, colour: darken(trim, 0.6) })}</g>`,
    outline: shape('').replace(' fill=""', ''),
    halfWidth: 400,
    halfHeight: 210,
  };
}

/** A palm-sized mouse. */
export function mouse(brush: Brush, { colour, accent }: { colour: string; accent: string }): FlatItem {
  const shape = '<path d="M0-230C110-230 150-150 150-40S140 230 0 230-150 70-150-40-110-230 0-230Z"/>';
  return {
    markup: `${shape.replace(
      '/>',
      ` fill="${brush.radial(
        [
          [0, lighten(colour, 0.6)],
          [0.4, lighten(colour, 0.1)],
          [0.85, darken(colour, 0.2)],
          [1, darken(colour, 0.5)],
        ],
        [0.36, 0.3, 0.75],
      )}"/>`,
    )}<path d="M0-230V-20M-148-40C-90-10 90-10 148-40" fill="none" stroke="#120c14" stroke-opacity=".35" stroke-width="4"/><rect x="-19" y="-170" width="38" height="92" rx="19" fill="#1c1b20"/><rect x="-13" y="-160" width="26" height="72" rx="13" fill="${accent}"/>${[0, 1, 2, 3, 4].map((index) => `<path d="M-12 ${-148 + index * 13}h24" stroke="#120c14" stroke-opacity=".4" stroke-width="3"/>`).join('')}<path d="M-118-60C-112-150-70-200-30-206" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="14" stroke-linecap="round" filter="${brush.blur(5)}"/>${mark({ kind: 'north', y: 130, size: 44, colour: mix(colour, '#120c14', 0.3) })}`,
    outline: shape,
    halfWidth: 150,
    halfHeight: 230,
  };
}

/** A round wireless charger with a woven cable, a phone optional. */
export function charger(
  brush: Brush,
  { colour, accent, phone = false }: { colour: string; accent: string; phone?: boolean },
): FlatItem {
  const pad = (fill: string): string => `<circle r="190" fill="${fill}"/>`;
  const handset = phone
    ? `<g transform="rotate(-12)"><rect x="-124" y="-262" width="260" height="540" rx="44" fill="#120c14" opacity=".4" filter="${brush.blur(14)}"/><rect x="-130" y="-270" width="260" height="540" rx="44" fill="#22242a"/><rect x="-122" y="-262" width="244" height="524" rx="38" fill="${brush.linear(
        [
          [0, '#36506a'],
          [0.5, '#d3a68a'],
          [1, '#f0d9b5'],
        ],
        [0, 0, 0.3, 1],
      )}"/><path d="M-122 120C-60 40-20 90 30 40S100 20 122 60V262H-122Z" fill="#2c4154" opacity=".8"/><rect x="-40" y="-246" width="80" height="20" rx="10" fill="#15161a"/><circle cx="0" cy="-60" r="46" fill="#fff3da" opacity=".9"/></g>`
    : '';
  return {
    markup: `<path d="M0 190C10 280 120 260 150 330S240 420 330 420" fill="none" stroke="${darken(accent, 0.4)}" stroke-width="15"/><path d="M0 190C10 280 120 260 150 330S240 420 330 420" fill="none" stroke="${accent}" stroke-width="10" stroke-dasharray="6 3"/><rect x="-17" y="176" width="34" height="44" rx="8" fill="#3a3b40"/><circle r="206" fill="${brush.linear(
      [
        [0, '#fbf9f5'],
        [0.5, '#b9b6b1'],
        [1, '#6e6c6a'],
      ],
      [0, 0, 1, 1],
    )}"/>${covered(
      pad,
      brush.linear(
        [
          [0, lighten(colour, 0.2)],
          [1, darken(colour, 0.2)],
        ],
        [0, 0, 1, 1],
      ),
      feltGrain(brush),
    )}<path d="M-46 0H46M0-46V46" stroke="${darken(colour, 0.35)}" stroke-opacity=".5" stroke-width="7" stroke-linecap="round"/>${handset}`,
    outline: '<circle r="206"/>',
    halfWidth: 220,
    halfHeight: phone ? 290 : 230,
  };
}

/** A metal hub with ports and a short cable. */
export function hub(brush: Brush, { colour, accent }: { colour: string; accent: string }): FlatItem {
  const shell = (more: string): string => rect(-110, -280, 220, 560, 30, more);
  const ports = [-200, -130, -60, 10, 80].map(
    (y, index) =>
      rect(84, y, 28, index < 2 ? 54 : 46, 6, 'fill="#15161a"') +
      rect(92, y + 12, 12, index < 2 ? 30 : 20, 4, 'fill="#5d6068"'),
  );
  return {
    markup: `<path d="M0-280C0-380-120-340-140-420" fill="none" stroke="${darken(accent, 0.4)}" stroke-width="24" stroke-linecap="round"/><path d="M0-280C0-380-120-340-140-420" fill="none" stroke="${accent}" stroke-width="16" stroke-dasharray="7 3"/><rect x="-166" y="-470" width="48" height="66" rx="10" fill="#aeb0b3" transform="rotate(-12 -140 -440)"/>${shell(
      `fill="${brush.linear([
        [0, lighten(colour, 0.55)],
        [0.08, colour],
        [0.4, lighten(colour, 0.25)],
        [0.85, darken(colour, 0.12)],
        [1, darken(colour, 0.4)],
      ])}"`,
    )}${ports.join('')}<circle cx="-70" cy="-244" r="7" fill="#8fe0b8"/><g opacity=".6">${mark({ kind: 'north', y: 200, size: 56, colour: darken(colour, 0.4) })}</g>${Array.from({ length: 26 }, (_, index) => `<path d="M-100 ${-270 + index * 21}H80" stroke="#fff" stroke-opacity=".05" stroke-width="6"/>`).join('')}`,
    outline: shell(''),
    halfWidth: 130,
    halfHeight: 380,
  };
}
