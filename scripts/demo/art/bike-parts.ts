import { wheel } from './bike.ts';
import { type Brush, n } from './brush.ts';
import { darken, lighten, metalShades } from './colour.ts';
import type { FlatItem, Item } from './item.ts';
import { turn } from './lathe.ts';
import { mark } from './marks.ts';
import { hoop, patch, tube } from './surface-marks.ts';
import { canvasWeave, covered, leatherGrain } from './texture.ts';

/** A city helmet with vents and a leather strap. */
export function helmet(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const shell =
    'M-270 -70C-280 -300 -120 -390 20 -390C190 -390 290 -260 280 -80C240 -66 200 -100 150 -100C60 -100 -20 -56 -110 -46C-180 -38 -240 -44 -270 -70Z';
  const vents = [
    [-120, -300, -26],
    [-10, -330, -8],
    [104, -316, 14],
  ].map(
    ([x, y, angle]) =>
      `<g transform="translate(${x} ${y}) rotate(${angle})"><rect x="-26" y="-16" width="52" height="120" rx="24" fill="#120c14" opacity=".75"/><path d="M22-6V92" stroke="#fff" stroke-opacity=".3" stroke-width="4" stroke-linecap="round"/></g>`,
  );
  return {
    markup: `<path d="M-150 -60C-120 40 -10 20 30 -20M170 -96C140 20 60 20 30 -20" fill="none" stroke="${darken(accent, 0.3)}" stroke-width="22" stroke-linecap="round"/><path d="M-150 -60C-120 40 -10 20 30 -20M170 -96C140 20 60 20 30 -20" fill="none" stroke="${accent}" stroke-width="15" stroke-linecap="round"/><rect x="12" y="-34" width="42" height="26" rx="6" fill="#26242a"/><path d="M-262 -70C-180 -20 -60 -40 30 -76S220 -90 276 -84L270 -60C190 -72 120 -60 40 -44S-190 0 -252 -50Z" fill="#2a272c"/><path d="${shell}" fill="${brush.radial(
      [
        [0, lighten(colour, 0.6)],
        [0.35, lighten(colour, 0.12)],
        [0.75, darken(colour, 0.14)],
        [1, darken(colour, 0.5)],
      ],
      [0.34, 0.24, 0.78],
    )}"/>${vents.join('')}<path d="M-236 -170C-210 -290 -130 -340 -70 -360" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="16" stroke-linecap="round" filter="${brush.blur(5)}"/><path d="M-266 -96C-190 -58 -80 -70 10 -104S220 -130 276 -106" fill="none" stroke="#120c14" stroke-opacity=".3" stroke-width="5"/>${mark({ kind: 'wheel', x: -176, y: -140, size: 46, colour: lighten(colour, 0.8) })}`,
    footing: 230,
    depth: 0.12,
    halfWidth: 280,
    height: 390,
  };
}

/** A riveted leather saddle on rails. */
export function saddle(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const top =
    'M-270 -230C-290 -310 -200 -320 -110 -290S140 -262 270 -268C300 -266 300 -236 270 -226C200 -206 120 -150 20 -120C-80 -92 -250 -110 -270 -230Z';
  const rivets = [
    [-236, -262],
    [-224, -226],
    [-200, -196],
    [246, -250],
    [-168, -172],
  ].map(
    ([x, y]) =>
      `<circle cx="${x}" cy="${y}" r="12" fill="${darken(accent, 0.3)}"/><circle cx="${(x ?? 0) - 2}" cy="${(y ?? 0) - 2}" r="9" fill="${accent}"/><circle cx="${(x ?? 0) - 4}" cy="${(y ?? 0) - 5}" r="3" fill="#fff"/>`,
  );
  const coils = [-196, -110].map((x) =>
    Array.from(
      { length: 5 },
      (_, index) =>
        `<ellipse cx="${x}" cy="${-104 + index * 20}" rx="34" ry="11" fill="none" stroke="#8f9196" stroke-width="9"/><path d="M${x - 30} ${-106 + index * 20}q24-12 50-6" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="3"/>`,
    ).join(''),
  );
  return {
    markup: `<g transform="translate(60 0)">${tube({ path: 'M-210 -20C-100 -10 60 -60 230 -226', width: 15, shades: metalShades('#b4b6ba') })}${coils.join('')}${covered(
      (fill) => `<path d="${top}" fill="${fill}"/>`,
      brush.linear(
        [
          [0, lighten(colour, 0.4)],
          [0.35, colour],
          [1, darken(colour, 0.45)],
        ],
        [0.3, 0, 0.5, 1],
      ),
      leatherGrain(brush),
    )}<path d="M-258 -250C-180 -318 -60 -262 260 -254" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="9" stroke-linecap="round" filter="${brush.blur(3)}"/><path d="M-262 -214C-220 -112 -80 -104 20 -132C120 -162 190 -214 262 -236" fill="none" stroke="#ead9b8" stroke-width="3" stroke-dasharray="9 6"/>${rivets.join('')}<ellipse cx="-150" cy="-14" rx="90" ry="14" fill="#77797e"/></g>`,
    footing: 120,
    depth: 0.12,
    halfWidth: 345,
    height: 320,
  };
}

/** A brass bell. */
export function bell(brush: Brush, { colour }: { colour: string }): Item {
  const dome = turn(brush, {
    profile: [
      [200, 0],
      [206, 8],
      [204, 26],
      [190, 90],
      [140, 160],
      [60, 198],
      [1, 204],
    ],
    colour,
    surface: { gloss: 0.8, metal: 0.75 },
  });
  const knob = turn(brush, {
    profile: [
      [26, 0],
      [28, 8],
      [20, 18],
      [22, 30],
      [1, 36],
    ],
    colour: darken(colour, 0.15),
    surface: { gloss: 0.8, metal: 0.7 },
  });
  return {
    markup: `<path d="M-70 -6C-70 60 70 60 70 -6Z" fill="#2e2b2d"/><g transform="translate(0 -54)">${dome.markup}<path d="${hoop(brush, { body: dome, height: 22 })}" fill="none" stroke="#120c14" stroke-opacity=".35" stroke-width="4"/><g transform="translate(0 -196)">${knob.markup}</g></g><path d="M180 -40L262 -16" stroke="#8b8d91" stroke-width="17" stroke-linecap="round"/><circle cx="266" cy="-14" r="19" fill="${brush.radial(
      [
        [0, '#fff'],
        [0.5, '#a9abb0'],
        [1, '#5b5d61'],
      ],
      [0.35, 0.3, 0.7],
    )}"/>`,
    footing: 110,
    halfWidth: 230,
    height: 300,
  };
}

/** A steel bottle with a screwed lid. */
export function bottle(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const body = turn(brush, {
    profile: [
      [92, 0],
      [98, 8],
      [100, 30],
      [100, 230],
      [100, 330],
      [92, 370],
      [62, 408],
      [56, 420],
    ],
    colour,
    surface: { gloss: 0.4 },
  });
  const lid = turn(brush, {
    profile: [
      [60, 0],
      [64, 6],
      [64, 52],
      [58, 62],
      [1, 66],
    ],
    colour: accent,
    surface: { gloss: 0.5, metal: 0.3 },
  });
  const [x, y] = body.project(-0.1, 180);
  return {
    markup: `${body.markup}<path d="${patch({ body, turns: [-1.57, 1.57], heights: [40, 52] })}" fill="${accent}" opacity=".85"/>${mark({ kind: 'wheel', x, y, size: 92, colour: lighten(colour, 0.75) })}<g transform="translate(0 ${n(-body.height + 4)})">${lid.markup}</g><path d="M-40 ${n(-body.height - 34)}C-40 ${n(-body.height - 110)} 40 ${n(-body.height - 110)} 40 ${n(-body.height - 34)}" fill="none" stroke="${darken(accent, 0.35)}" stroke-width="12" stroke-linecap="round"/>`,
    footing: 96,
    halfWidth: 102,
    height: 500,
  };
}

/** A roll-top pannier of waxed cotton. */
export function pannier(brush: Brush, { colour, accent }: { colour: string; accent: string }): Item {
  const body = 'M-190 -420L-210 -60Q-214 0 -160 0H160Q214 0 210 -60L190 -420Z';
  const roll = '<rect x="-206" y="-486" width="412" height="84" rx="40"';
  const cloth = covered(
    (fill) => `<path d="${body}" fill="${fill}"/>`,
    brush.linear([
      [0, darken(colour, 0.14)],
      [0.25, lighten(colour, 0.2)],
      [0.7, colour],
      [1, darken(colour, 0.36)],
    ]),
    canvasWeave(brush),
  );
  const straps = [-96, 96].map(
    (x) =>
      `<path d="M${x} -486V-250" stroke="${darken(accent, 0.5)}" stroke-width="38"/><path d="M${x} -486V-250" stroke="${accent}" stroke-width="31"/><rect x="${x - 28}" y="-324" width="56" height="44" rx="7" fill="none" stroke="#cfa75c" stroke-width="8"/><path d="M${x - 12} -484V-252" stroke="#ead9b8" stroke-width="2.6" stroke-dasharray="9 6"/>`,
  );
  return {
    markup: `${cloth}<path d="M-120 -210H120V-70Q120 -50 100 -50H-100Q-120 -50 -120 -70Z" fill="#120c14" opacity=".14"/><path d="M-120 -210H120V-70Q120 -50 100 -50H-100Q-120 -50 -120 -70Z" fill="none" stroke="#ead9b8" stroke-width="3" stroke-dasharray="9 6"/><path d="M-196 -404H196" stroke="#120c14" stroke-opacity=".4" stroke-width="18"/>${roll} fill="${brush.linear(
      [
        [0, lighten(colour, 0.4)],
        [0.5, colour],
        [1, darken(colour, 0.5)],
      ],
      [0, 0, 0, 1],
    )}"/>${roll} fill="${canvasWeave(brush)}"/>${straps.join('')}<rect x="-44" y="-176" width="88" height="64" rx="8" fill="${accent}"/>${mark({ kind: 'wheel', x: 0, y: -144, size: 44, colour: lighten(accent, 0.75) })}<rect x="-206" y="-30" width="412" height="14" fill="#e9e6dd" opacity=".7"/>`,
    footing: 190,
    depth: 0.1,
    halfWidth: 215,
    height: 490,
  };
}

/** A pair of lights, front and rear, seen from the front. */
export function lights(brush: Brush, { colour }: { colour: string }): Item {
  const one = (x: number, tone: string, core: string): string =>
    `<g transform="translate(${x} -150)"><circle r="250" fill="${brush.radial([
      [0, tone, 0.5],
      [1, tone, 0],
    ])}"/><rect x="-40" y="60" width="80" height="90" rx="14" fill="#2b282c"/><circle r="118" fill="${darken(colour, 0.45)}"/><circle cx="-3" cy="-3" r="114" fill="${brush.linear(
      [
        [0, lighten(colour, 0.5)],
        [0.5, colour],
        [1, darken(colour, 0.4)],
      ],
      [0, 0, 1, 1],
    )}"/><circle r="88" fill="#17151a"/><circle r="82" fill="${brush.radial(
      [
        [0, core],
        [0.4, tone],
        [1, darken(tone, 0.35)],
      ],
      [0.45, 0.42, 0.6],
    )}"/>${Array.from({ length: 7 }, (_, index) => `<path d="M${-66 + index * 22} -60V60" stroke="#fff" stroke-opacity=".22" stroke-width="4"/>`).join('')}<path d="M-60-50A80 80 0 0 1 0-76" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round" opacity=".8"/></g>`;
  return {
    markup: one(-140, '#ffeab0', '#ffffff') + one(140, '#e8452f', '#ffd9c9'),
    footing: 230,
    depth: 0.1,
    halfWidth: 265,
    height: 270,
  };
}

/** A canvas tool roll, open, with six tools. */
export function toolRoll(brush: Brush, { colour, accent }: { colour: string; accent: string }): FlatItem {
  const shape = (fill: string): string => `<rect x="-330" y="-220" width="660" height="440" rx="18" fill="${fill}"/>`;
  const tools = [
    '<path d="M0-180V110" stroke-width="22"/><path d="M-20-196L0-150 20-196" fill="none" stroke-width="17"/>',
    '<path d="M0-170V110" stroke-width="15"/><path d="M0-170H34" stroke-width="15"/>',
    '<path d="M0-150V110" stroke-width="26"/><path d="M0-190V-150" stroke-width="10"/>',
    '<path d="M-12-180Q-4 0-12 110M14-180Q4 0 14 110" fill="none" stroke-width="13"/>',
    '<path d="M0-140V110" stroke-width="19"/><circle cy="-166" r="26" fill="none" stroke-width="14"/>',
    '<path d="M0-190V110" stroke-width="12"/><path d="M-18-190H18" stroke-width="13"/>',
  ].map(
    (tool, index) =>
      `<g transform="translate(${-268 + index * 106} 0)" stroke-linecap="round"><g stroke="#120c14" stroke-opacity=".4" fill="none" transform="translate(5 6)">${tool}</g><g stroke="${brush.share('steel', (id) => `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="-20" x2="20" y1="0" y2="0"><stop offset="0" stop-color="#f4f5f6"/><stop offset=".5" stop-color="#b3b6ba"/><stop offset="1" stop-color="#6d7075"/></linearGradient>`)}" fill="none">${tool}</g></g>`,
  );
  const pocket = (fill: string): string =>
    `<path d="M-330 10H330V202Q330 220 312 220H-312Q-330 220-330 202Z" fill="${fill}"/>`;
  return {
    markup: `${covered(
      shape,
      brush.linear(
        [
          [0, lighten(colour, 0.2)],
          [1, darken(colour, 0.2)],
        ],
        [0, 0, 1, 1],
      ),
      canvasWeave(brush),
    )}${tools.join('')}<path d="M-330 4H330V20H-330Z" fill="#120c14" opacity=".3"/>${covered(
      pocket,
      brush.linear(
        [
          [0, lighten(colour, 0.1)],
          [1, darken(colour, 0.26)],
        ],
        [0, 0, 1, 1],
      ),
      canvasWeave(brush),
    )}${[-215, -109, -3, 103, 209].map((x) => `<path d="M${x} 12V216" stroke="#ead9b8" stroke-width="3" stroke-dasharray="9 6"/>`).join('')}<path d="M-330 14H330" stroke="${accent}" stroke-width="17"/><path d="M-330 10H330" stroke="#ead9b8" stroke-width="2.4" stroke-dasharray="9 6"/><path d="M330 60C420 60 420 150 396 210" fill="none" stroke="${accent}" stroke-width="20" stroke-linecap="round"/>`,
    outline: shape('').replace(' fill=""', ''),
    halfWidth: 345,
    halfHeight: 220,
  };
}

/** A wheel in a truing stand, for the workshop. */
export function truingStand(brush: Brush, { colour }: { colour: string }): Item {
  const foot = '<path d="M-190 0H190L150-44H-150Z"';
  return {
    markup: `${foot} fill="${brush.linear([
      [0, lighten(colour, 0.3)],
      [1, darken(colour, 0.4)],
    ])}"/>${tube({ path: 'M-120 -30L-96 -330', width: 34, shades: metalShades(colour) })}${tube({ path: 'M120 -30L96 -330', width: 34, shades: metalShades(colour) })}<g transform="translate(0 -330)">${wheel({ radius: 270 })}</g>${[-1, 1].map((side) => `<rect x="${side * 96 - 24}" y="-358" width="48" height="56" rx="10" fill="${darken(colour, 0.25)}"/><circle cx="${side * 96}" cy="-330" r="15" fill="#d8d9dc"/>`).join('')}${tube({ path: 'M108 -190L160 -150L250 -176', width: 15, shades: metalShades('#c9a45a') })}`,
    footing: 185,
    depth: 0.09,
    halfWidth: 275,
    height: 600,
  };
}
