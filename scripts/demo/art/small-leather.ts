import type { Hide } from './bags.ts';
import { type Brush, n } from './brush.ts';
import { darken, lighten, mix } from './colour.ts';
import type { FlatItem } from './item.ts';
import { mark } from './marks.ts';
import { soft } from './soft.ts';
import { covered, leatherGrain } from './texture.ts';

function rect(w: number, h: number, r: number, x = 0, y = 0): string {
  return `<rect x="${n(x - w / 2)}" y="${n(y - h / 2)}" width="${n(w)}" height="${n(h)}" rx="${n(r)}"/>`;
}

/** Fills shapes with lit leather and gives them a rounded edge. */
function hide(brush: Brush, shape: string, colour: string): string {
  const light = brush.linear(
    [
      [0, lighten(colour, 0.24)],
      [0.45, colour],
      [1, darken(colour, 0.28)],
    ],
    [0, 0, 1, 1],
  );
  const filled = covered((fill) => shape.replaceAll('/>', ` fill="${fill}"/>`), light, leatherGrain(brush));
  return `${filled}<g fill="none" stroke="${darken(colour, 0.55)}" stroke-width="4">${shape}</g><g fill="none" stroke="#fff" stroke-opacity=".28" stroke-width="1.8" transform="translate(1.6 2)">${shape}</g>`;
}

function stitches(shape: string, thread: string): string {
  return `<g fill="none" stroke="#120c14" stroke-opacity=".35" stroke-width="4.4" transform="translate(0 1.4)">${shape}</g><g fill="none" stroke="${thread}" stroke-width="3" stroke-dasharray="9 6" stroke-linecap="round">${shape}</g>`;
}

/** A bifold wallet, closed, with notes and cards peeping out. */
export function wallet(brush: Brush, { colour, thread = '#ead9b8' }: Hide): FlatItem {
  const shape = rect(460, 370, 26);
  const spine = brush.linear([
    [0, '#120c14', 0.4],
    [0.06, '#fff', 0.2],
    [0.16, '#fff', 0],
  ]);
  return {
    markup: `${rect(420, 60, 6, 14, -176).replace(
      '/>',
      ` fill="${brush.linear(
        [
          [0, '#d9e3d2'],
          [1, '#a9baa2'],
        ],
        [0, 0, 0, 1],
      )}"/>`,
    )}${rect(452, 366, 24, 8, 8).replace('/>', ` fill="${darken(colour, 0.5)}"/>`)}${hide(brush, shape, colour)}${shape.replace('/>', ` fill="${spine}"/>`)}${stitches('<path d="M-190-166H204Q212-166 212-156V156Q212 166 204 166H-190"/>', thread)}<g opacity=".5">${mark({ kind: 'awl', x: 150, y: 104, size: 52, colour: darken(colour, 0.6) })}</g>`,
    outline: rect(466, 376, 26),
    halfWidth: 236,
    halfHeight: 206,
  };
}

/** A card holder with three slots and cards showing. */
export function cardHolder(brush: Brush, { colour, trim = '#d9c7a2', thread = '#ead9b8' }: Hide): FlatItem {
  const cards = ['#46586b', trim, '#b5533f'].map(
    (tone, index) =>
      `${rect(330, 120, 14, 0, -178 + index * 24).replace(
        '/>',
        ` fill="${brush.linear(
          [
            [0, lighten(tone, 0.25)],
            [1, darken(tone, 0.2)],
          ],
          [0, 0, 1, 1],
        )}"/>`,
      )}<path d="M-140 ${-214 + index * 24}h90" stroke="#fff" stroke-opacity=".4" stroke-width="5" stroke-linecap="round"/>`,
  );
  const back = rect(390, 400, 24, 0, 20);
  const slots = [-74, -4, 66].map((y, index) => {
    const shape = `<path d="M-195 ${y}H195V${196 - 0}Q195 220 171 220H-171Q-195 220-195 196Z"/>`;
    return `<rect x="-195" y="${y - 20}" width="390" height="20" fill="${brush.linear(
      [
        [0, '#120c14', 0],
        [1, '#120c14', 0.45],
      ],
      [0, 0, 0, 1],
    )}"/>${hide(brush, shape, mix(colour, '#ffffff', index * 0.03))}${stitches(`<path d="M-180 ${y + 14}H180"/>`, thread)}`;
  });
  return {
    markup: `${cards.join('')}${hide(brush, back, darken(colour, 0.2))}${slots.join('')}${stitches('<path d="M-180 80V196Q-180 206-170 206H170Q180 206 180 196V80"/>', thread)}<g opacity=".55">${mark({ kind: 'awl', y: 146, size: 50, colour: darken(colour, 0.6) })}</g>`,
    outline: rect(390, 440, 24, 0, 0),
    halfWidth: 196,
    halfHeight: 232,
  };
}

/** A belt, coiled, seen from above, buckle outside. */
export function belt(brush: Brush, { colour, thread = '#ead9b8', metal = '#c9a45a' }: Hide): FlatItem {
  const turns: string[] = [];
  for (let index = 0; index < 4; index++) {
    const r = 214 - index * 42;
    turns.push(
      `<circle r="${r}" fill="none" stroke="${darken(colour, 0.62)}" stroke-width="36"/><circle r="${r + 2}" fill="none" stroke="${brush.linear(
        [
          [0, lighten(colour, 0.4)],
          [0.5, colour],
          [1, darken(colour, 0.35)],
        ],
        [0, 0, 1, 1],
      )}" stroke-width="26"/><circle r="${r + 9}" fill="none" stroke="#fff" stroke-opacity=".28" stroke-width="2.5"/><circle r="${r - 4}" fill="none" stroke="${thread}" stroke-opacity=".8" stroke-width="2.2" stroke-dasharray="8 6"/>`,
    );
  }
  const strip = '<path d="M-20 196H330V252H-20Z"/>';
  const tail = hide(brush, strip, colour);
  const buckle = `<rect x="296" y="178" width="104" height="92" rx="16" fill="none" stroke="#120c14" stroke-opacity=".4" stroke-width="17" transform="translate(4 6)"/><rect x="296" y="178" width="104" height="92" rx="16" fill="none" stroke="${brush.linear(
    [
      [0, lighten(metal, 0.7)],
      [0.5, metal],
      [1, darken(metal, 0.4)],
    ],
    [0, 0, 1, 1],
  )}" stroke-width="15"/><path d="M304 224H404" stroke="${metal}" stroke-width="11" stroke-linecap="round"/><path d="M306 221H400" stroke="#fff" stroke-opacity=".6" stroke-width="3"/>`;
  return {
    markup: `<g transform="translate(-60 -30)">${turns.join('')}${tail}${stitches('<path d="M-10 206H300M-10 242H300"/>', thread)}${buckle}</g>`,
    outline: '<g transform="translate(-60 -30)"><circle r="232"/><path d="M-20 196H400V262H-20Z"/></g>',
    halfWidth: 330,
    halfHeight: 270,
  };
}

/** A laptop or tablet sleeve with a flap and press stud. */
export function sleeve(
  brush: Brush,
  { colour, trim = darken(colour, 0.2), thread = '#ead9b8', metal = '#c9a45a' }: Hide,
): FlatItem {
  const shape = rect(640, 450, 26);
  const flap =
    '<path d="M-320-150V-199Q-320-225-294-225H294Q320-225 320-199V-150C250-80 120-50 0-50S-250-80-320-150Z"/>';
  return {
    markup: `${hide(brush, shape, colour)}${stitches(rect(606, 416, 18), thread)}<g transform="translate(3 10)">${soft({ shapes: flap, colour: '#120c14', spread: 12, opacity: 0.4, layers: 4 })}</g>${hide(brush, flap, trim)}${stitches('<path d="M-304-156C-240-94-116-66 0-66S240-94 304-156"/>', thread)}<circle cy="-96" r="17" fill="${darken(metal, 0.4)}"/><circle cx="-2" cy="-98" r="14" fill="${brush.radial(
      [
        [0, '#fff'],
        [0.4, metal],
        [1, darken(metal, 0.3)],
      ],
      [0.35, 0.3, 0.7],
    )}"/><g opacity=".5">${mark({ kind: 'awl', x: 240, y: 150, size: 58, colour: darken(colour, 0.6) })}</g>`,
    outline: shape,
    halfWidth: 320,
    halfHeight: 225,
  };
}

/** A key fob with a split ring and two keys. */
export function keyFob(brush: Brush, { colour, thread = '#ead9b8', metal = '#c9a45a' }: Hide): FlatItem {
  const shape = '<path d="M-46-150Q-46-176 0-176T46-150L60 150Q60 214 0 214T-60 150Z"/>';
  const key = (angle: number, tone: string): string =>
    `<g transform="translate(0 -210) rotate(${angle})" fill="none" stroke="${tone}"><circle cx="0" cy="-70" r="32" stroke-width="17"/><path d="M0-104V-240M0-214H26M0-190H20" stroke-width="15" stroke-linecap="round"/><path d="M-5-104V-236" stroke="#fff" stroke-opacity=".55" stroke-width="3"/></g>`;
  const ring = `<circle cy="-206" r="48" fill="none" stroke="#120c14" stroke-opacity=".35" stroke-width="13" transform="translate(3 5)"/><circle cy="-206" r="48" fill="none" stroke="${brush.linear(
    [
      [0, '#fbf7ee'],
      [0.5, '#b4b0a8'],
      [1, '#6d6a66'],
    ],
    [0, 0, 1, 1],
  )}" stroke-width="11"/>`;
  return {
    markup: `<g transform="translate(0 60)">${key(-48, '#c2b48f')}${key(34, '#a9abab')}${ring}${hide(brush, shape, colour)}${stitches('<path d="M-34-140L-46 150Q-46 198 0 198T46 150L34-140"/>', thread)}<circle cy="-134" r="20" fill="${metal}"/><circle cx="-4" cy="-139" r="7" fill="#fff" opacity=".7"/>${mark({ kind: 'awl', y: 120, size: 62, colour: darken(colour, 0.55) })}</g>`,
    outline: `<g transform="translate(0 60)">${shape}<circle cy="-206" r="52"/></g>`,
    halfWidth: 190,
    halfHeight: 330,
  };
}

/** A watch strap in two parts. */
export function watchStrap(brush: Brush, { colour, thread = '#ead9b8', metal = '#c4c4c2' }: Hide): FlatItem {
  const long = '<path d="M-112-300Q-112-310-102-310H-38Q-28-310-28-300L-38 260Q-40 312-70 312T-102 260Z"/>';
  const short = '<path d="M38-200Q38-210 48-210H112Q122-210 122-200L110 160H50Z"/>';
  const holes = [40, 84, 128, 172, 216].map(
    (y) => `<ellipse cx="-70" cy="${y}" rx="7" ry="9" fill="#120c14" opacity=".75"/>`,
  );
  return {
    markup: `${hide(brush, long, colour)}${stitches('<path d="M-98-296L-88 256Q-86 294-70 294T-52 256L-42-296"/>', thread)}${holes.join('')}${hide(brush, short, colour)}${stitches('<path d="M52-196L63 120M108-196L97 120"/>', thread)}<rect x="40" y="60" width="80" height="34" rx="6" fill="${darken(colour, 0.3)}" stroke="#120c14" stroke-opacity=".5" stroke-width="3"/><rect x="34" y="150" width="92" height="76" rx="14" fill="none" stroke="${brush.linear(
      [
        [0, '#fff'],
        [0.5, metal],
        [1, darken(metal, 0.45)],
      ],
      [0, 0, 1, 1],
    )}" stroke-width="13"/><path d="M80 160V222" stroke="${darken(metal, 0.1)}" stroke-width="9" stroke-linecap="round"/>`,
    outline: `${long + short}<rect x="34" y="150" width="92" height="76" rx="14"/>`,
    halfWidth: 130,
    halfHeight: 315,
  };
}

/** A notebook cover or journal with an elastic band and a ribbon. */
export function journal(
  brush: Brush,
  { colour, trim = darken(colour, 0.4), thread = '#ead9b8', stitched = true }: Hide & { stitched?: boolean },
): FlatItem {
  const shape = rect(400, 560, 18);
  const pages = Array.from(
    { length: 6 },
    (_, index) =>
      `<rect x="${190 + index * 2.4}" y="-268" width="2" height="${548 - index}" fill="${index % 2 === 0 ? '#f4ecdc' : '#cfc4ae'}"/>`,
  );
  return {
    markup: `<path d="M-60 270V330L-48 316-36 330V270Z" fill="#b5533f"/><rect x="-190" y="-270" width="396" height="554" rx="10" fill="#e9dfca"/>${pages.join('')}${hide(brush, shape, colour)}<rect x="-200" y="-280" width="60" height="560" rx="16" fill="${brush.linear(
      [
        [0, '#120c14', 0.4],
        [0.4, '#fff', 0.16],
        [0.85, '#120c14', 0],
        [1, '#120c14', 0.35],
      ],
    )}"/>${stitched ? stitches(rect(372, 532, 10), thread) : ''}<rect x="130" y="-284" width="22" height="568" rx="3" fill="${brush.linear(
      [
        [0, darken(trim, 0.3)],
        [0.4, lighten(trim, 0.15)],
        [1, darken(trim, 0.4)],
      ],
    )}"/><g opacity=".6">${mark({ kind: 'awl', x: -10, y: 0, size: 80, colour: darken(colour, 0.55) })}</g>`,
    outline: shape,
    halfWidth: 206,
    halfHeight: 300,
  };
}

/** A valet tray with riveted corners. */
export function tray(brush: Brush, { colour, metal = '#c9a45a', thread = '#ead9b8' }: Hide): FlatItem {
  const shape = '<path d="M-270-230Q-250-260-220-240H220Q250-260 270-230V230Q250 260 220 240H-220Q-250 260-270 230Z"/>';
  const inner = rect(440, 380, 20);
  const rivets = [
    [-236, -206],
    [236, -206],
    [-236, 206],
    [236, 206],
  ].map(
    ([x, y]) =>
      `<circle cx="${x}" cy="${y}" r="14" fill="${darken(metal, 0.35)}"/><circle cx="${(x ?? 0) - 2}" cy="${(y ?? 0) - 2}" r="11" fill="${metal}"/><circle cx="${(x ?? 0) - 5}" cy="${(y ?? 0) - 5}" r="4" fill="#fff" opacity=".8"/>`,
  );
  return {
    markup: `${hide(brush, shape, colour)}${inner.replace(
      '/>',
      ` fill="${brush.linear(
        [
          [0, '#120c14', 0.5],
          [0.3, '#120c14', 0.16],
          [1, '#fff', 0.12],
        ],
        [0, 0, 1, 1],
      )}"/>`,
    )}${stitches(rect(420, 360, 14), thread)}${rivets.join('')}<circle cx="-80" cy="30" r="62" fill="none" stroke="#c9a45a" stroke-width="17"/><circle cx="-80" cy="30" r="66" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="3"/><circle cx="90" cy="-60" r="36" fill="${brush.radial(
      [
        [0, '#efe6cf'],
        [0.7, '#b89f63'],
        [1, '#7b6735'],
      ],
      [0.35, 0.3, 0.75],
    )}"/><circle cx="120" cy="20" r="30" fill="${brush.radial(
      [
        [0, '#f4f2ee'],
        [0.7, '#b2b0ac'],
        [1, '#72706c'],
      ],
      [0.35, 0.3, 0.75],
    )}"/>`,
    outline: shape,
    halfWidth: 270,
    halfHeight: 245,
  };
}

/** A luggage tag on a loop. */
export function luggageTag(brush: Brush, { colour, thread = '#ead9b8', metal = '#c9a45a' }: Hide): FlatItem {
  const shape = '<path d="M-120-150L-60-230H60L120-150V220Q120 250 90 250H-90Q-120 250-120 220Z"/>';
  return {
    markup: `<path d="M0-190C-90-330 60-420 70-330S10-250 0-190" fill="none" stroke="${darken(colour, 0.5)}" stroke-width="20"/><path d="M0-190C-90-330 60-420 70-330S10-250 0-190" fill="none" stroke="${colour}" stroke-width="14"/>${hide(brush, shape, colour)}${stitches('<path d="M-104-146L-52-214H52L104-146V216Q104 234 86 234H-86Q-104 234-104 216Z"/>', thread)}<circle cy="-176" r="22" fill="${metal}"/><circle cy="-176" r="11" fill="#2a2026"/><rect x="-76" y="-84" width="152" height="216" rx="10" fill="#f3ead6" stroke="#120c14" stroke-opacity=".4" stroke-width="4"/>${[0, 1, 2, 3].map((row) => `<path d="M-54 ${-34 + row * 44}H${54 - (row % 2) * 30}" stroke="#6f6252" stroke-opacity=".7" stroke-width="5"/>`).join('')}`,
    outline: shape,
    halfWidth: 130,
    halfHeight: 330,
  };
}
