import { type Brush, n } from './brush.ts';
import { darken, lighten, mix } from './colour.ts';
import { soft } from './soft.ts';
import { canvasWeave } from './texture.ts';

/** A seamless paper sweep: wall, a soft bend, a brighter floor. `floor` is the height of the bend. */
export function sweep(brush: Brush, { colour, bend = 620 }: { colour: string; bend?: number }): string {
  const at = bend / 1000;
  const paper = brush.vertical(
    [
      [0, darken(colour, 0.1)],
      [at - 0.14, colour],
      [at - 0.02, lighten(colour, 0.08)],
      [at + 0.08, lighten(colour, 0.26)],
      [1, lighten(colour, 0.1)],
    ],
    0,
    1000,
  );
  return `<rect width="1000" height="1000" fill="${paper}"/>${glow(brush)}`;
}

/** Light falling from the upper left, and corners that fall off. */
export function glow(brush: Brush): string {
  const key = brush.radial(
    [
      [0, '#fffaf0', 0.5],
      [1, '#fffaf0', 0],
    ],
    [0.24, 0.16, 0.72],
  );
  const corner = brush.radial(
    [
      [0.55, '#1a141c', 0],
      [1, '#1a141c', 0.2],
    ],
    [0.42, 0.42, 0.78],
  );
  return `<rect width="1000" height="1000" fill="${key}"/><rect width="1000" height="1000" fill="${corner}"/>`;
}

/** Sun through a window: slanted panes of light, broken by the shadow of a branch. */
export function sunlight(
  brush: Brush,
  { strength = 0.3, branch = true }: { strength?: number; branch?: boolean } = {},
): string {
  const panes: string[] = [];
  for (const [x, y] of [
    [120, -40],
    [330, -40],
    [120, 260],
    [330, 260],
  ] as const)
    panes.push(`<path d="M${x} ${y}h180v270h-180z"/>`);
  const light = `<g transform="matrix(1 .26 -.34 1 150 -20)">${soft({ shapes: panes.join(''), colour: '#fff6e0', spread: 14, opacity: strength, layers: 4 })}</g>`;
  if (!branch) return light;
  const leaves: string[] = [];
  for (let index = 0; index < 9; index++) {
    const along = (index + 0.5) / 9;
    const side = index % 2 === 0 ? -1 : 1;
    const x = 40 + along * 470;
    const y = 30 + along * 300 - 90 * along * along;
    const size = brush.between(0.85, 1.2);
    leaves.push(
      `<path d="M0 0C30-26 86-30 128 0C86 26 30 22 0 0Z" transform="translate(${n(x)} ${n(y)}) rotate(${n(20 + side * brush.between(38, 62))}) scale(${n(size)})"/>`,
    );
  }
  const twig = soft({
    shapes: '<path d="M-20 0C160 110 330 250 540 270"/>',
    colour: '#2a2030',
    spread: 9,
    opacity: 0.09,
    layers: 3,
    filled: false,
  });
  return `${light}${twig}${soft({ shapes: leaves.join(''), colour: '#2a2030', spread: 11, opacity: 0.09, layers: 4 })}`;
}

/** Boards with grain, filling a rectangle; grain runs along x. */
export function boards(
  brush: Brush,
  {
    colour,
    x = 0,
    y,
    width = 1000,
    height,
    rows,
  }: { colour: string; x?: number; y: number; width?: number; height: number; rows: number },
): string {
  const parts: string[] = [];
  const each = height / rows;
  for (let row = 0; row < rows; row++) {
    const top = y + row * each;
    const own = mix(colour, row % 2 === 0 ? '#fff3df' : '#4a2c18', brush.between(0.02, 0.1));
    parts.push(`<rect x="${x}" y="${n(top)}" width="${width}" height="${n(each + 0.6)}" fill="${own}"/>`);
    const lines = Math.max(5, Math.round(each / 9));
    for (let index = 0; index < lines; index++) {
      const at = top + (each * (index + brush.random())) / lines;
      const bow = brush.between(-each * 0.07, each * 0.07);
      parts.push(
        `<path d="M${x} ${n(at)}C${n(x + width * 0.3)} ${n(at + bow)} ${n(x + width * 0.6)} ${n(at - bow)} ${x + width} ${n(at + bow * 0.5)}" fill="none" stroke="${brush.random() > 0.4 ? darken(own, 0.35) : lighten(own, 0.3)}" stroke-opacity="${n(brush.between(0.1, 0.4))}" stroke-width="${n(brush.between(0.8, 2.6))}"/>`,
      );
    }
    if (row > 0)
      parts.push(
        `<rect x="${x}" y="${n(top - 1)}" width="${width}" height="2.4" fill="${darken(colour, 0.6)}" opacity=".5"/>`,
      );
  }
  return `<g clip-path="${brush.clip(`<rect x="${x}" y="${n(y)}" width="${width}" height="${n(height)}"/>`)}">${parts.join('')}</g>`;
}

/** A painted wall above a wooden table top seen from the front. */
export function table(brush: Brush, { wall, wood, edge = 640 }: { wall: string; wood: string; edge?: number }): string {
  const paint = brush.vertical(
    [
      [0, darken(wall, 0.12)],
      [1, lighten(wall, 0.1)],
    ],
    0,
    edge,
  );
  const depth = brush.vertical(
    [
      [0, '#1a141c', 0.34],
      [0.14, '#1a141c', 0.1],
      [0.5, '#fff6e6', 0.12],
      [1, '#1a141c', 0.12],
    ],
    edge,
    1000,
  );
  return `<rect width="1000" height="${edge + 1}" fill="${paint}"/>${boards(brush, { colour: wood, y: edge, height: 1000 - edge, rows: 3 })}<rect y="${edge}" width="1000" height="${1000 - edge}" fill="${depth}"/><rect y="${edge}" width="1000" height="3" fill="${lighten(wood, 0.45)}" opacity=".7"/>${glow(brush)}`;
}

/** A table top seen from straight above. */
export function topView(brush: Brush, { wood }: { wood: string }): string {
  return `${boards(brush, { colour: wood, y: 0, height: 1000, rows: 5 })}${glow(brush)}`;
}

/** Woven cloth seen from straight above, with two soft folds. */
export function cloth(brush: Brush, { colour }: { colour: string }): string {
  const fold = (path: string, colour: string, opacity: number): string =>
    soft({ shapes: `<path d="${path}"/>`, colour, spread: 34, opacity, layers: 6, filled: false });
  const folds = `${fold('M-40 264C260 204 520 424 1050 304', '#1a141c', 0.2)}${fold('M-40 226C260 166 520 386 1050 266', '#ffffff', 0.22)}${fold('M-40 860C300 800 640 960 1050 840', '#1a141c', 0.16)}`;
  return `<rect width="1000" height="1000" fill="${brush.linear(
    [
      [0, lighten(colour, 0.2)],
      [1, darken(colour, 0.08)],
    ],
    [0, 0, 1, 1],
  )}"/><rect width="1000" height="1000" fill="${canvasWeave(brush)}"/>${folds}${glow(brush)}`;
}

/** Flat plaster or paper seen from above, for quiet flat lays. */
export function plain(brush: Brush, { colour }: { colour: string }): string {
  return `<rect width="1000" height="1000" fill="${brush.linear(
    [
      [0, lighten(colour, 0.22)],
      [1, darken(colour, 0.1)],
    ],
    [0, 0, 1, 1],
  )}"/>${glow(brush)}`;
}

/** A wall with one wooden shelf whose board starts at `y`. */
export function shelf(brush: Brush, { wall, wood, y = 740 }: { wall: string; wood: string; y?: number }): string {
  const paint = brush.vertical(
    [
      [0, darken(wall, 0.06)],
      [0.7, lighten(wall, 0.12)],
      [1, wall],
    ],
    0,
    1000,
  );
  const under = brush.vertical(
    [
      [0, '#1a141c', 0.36],
      [1, '#1a141c', 0],
    ],
    y + 74,
    y + 190,
  );
  return `<rect width="1000" height="1000" fill="${paint}"/>${glow(brush)}<rect y="${y + 74}" width="1000" height="120" fill="${under}"/>${boards(brush, { colour: lighten(wood, 0.16), y, height: 40, rows: 1 })}${boards(brush, { colour: darken(wood, 0.1), y: y + 40, height: 36, rows: 1 })}<rect y="${y + 39}" width="1000" height="3" fill="${lighten(wood, 0.5)}" opacity=".8"/>`;
}

/** An arched niche in a plaster wall, with its sill at `sill`. */
export function niche(brush: Brush, { colour, sill = 760 }: { colour: string; sill?: number }): string {
  const wall = brush.linear(
    [
      [0, lighten(colour, 0.2)],
      [1, darken(colour, 0.06)],
    ],
    [0, 0, 1, 1],
  );
  const inner = brush.linear([
    [0, darken(colour, 0.34)],
    [0.3, darken(colour, 0.12)],
    [1, lighten(colour, 0.14)],
  ]);
  const arch = `M190 ${sill}V430A310 310 0 0 1 810 430V${sill}Z`;
  const floor = brush.vertical(
    [
      [0, darken(colour, 0.1)],
      [1, lighten(colour, 0.3)],
    ],
    sill - 120,
    sill + 20,
  );
  return `<rect width="1000" height="1000" fill="${wall}"/><path d="${arch}" fill="${inner}"/><g clip-path="${brush.clip(`<path d="${arch}"/>`)}"><path d="M60 ${sill - 110}H940V1000H60Z" fill="${floor}"/>${soft({ shapes: `<path d="M190 ${sill}V430A310 310 0 0 1 500 120"/>`, colour: '#1a141c', spread: 44, opacity: 0.3, layers: 7, filled: false })}</g><rect x="150" y="${sill}" width="700" height="34" rx="5" fill="${lighten(colour, 0.42)}"/><rect x="150" y="${sill + 34}" width="700" height="26" fill="${brush.vertical(
    [
      [0, '#1a141c', 0.24],
      [1, '#1a141c', 0],
    ],
    sill + 34,
    sill + 60,
  )}"/>${glow(brush)}`;
}

/** A brick house front above paving stones, for what is too big for a table. `kerb` is where the wall meets the ground. */
export function street(brush: Brush, { wall, kerb = 700 }: { wall: string; kerb?: number }): string {
  const brick = mix(wall, '#a2644a', 0.42);
  const bricks: string[] = [];
  for (let row = 0; row * 46 < kerb; row++)
    for (let column = -1; column < 9; column++) {
      const tone = mix(brick, brush.random() > 0.5 ? '#f3e3d0' : '#5a342a', brush.between(0, 0.16));
      bricks.push(
        `<rect x="${n(column * 122 + (row % 2) * 61)}" y="${row * 46}" width="116" height="41" rx="3" fill="${tone}"/>`,
      );
    }
  const stones: string[] = [];
  for (let row = 0; row < 5; row++)
    for (let column = -1; column < 7; column++) {
      const height = 34 + row * 16;
      const top = kerb + 30 + row * 34 + row * (row - 1) * 8;
      stones.push(
        `<rect x="${n(column * 190 + (row % 2) * 95)}" y="${n(top)}" width="184" height="${height - 5}" rx="5" fill="${mix('#a8a49b', brush.random() > 0.5 ? '#ffffff' : '#4b4742', brush.between(0.02, 0.14))}"/>`,
      );
    }
  const foot = brush.vertical(
    [
      [0, '#1a141c', 0],
      [1, '#1a141c', 0.34],
    ],
    kerb - 160,
    kerb,
  );
  return `<rect width="1000" height="1000" fill="${lighten(brick, 0.4)}"/>${bricks.join('')}<rect y="${kerb - 160}" width="1000" height="160" fill="${foot}"/><rect y="${kerb}" width="1000" height="${1000 - kerb}" fill="#8a867d"/><rect y="${kerb}" width="1000" height="26" fill="#b9b4a9"/>${stones.join('')}${glow(brush)}`;
}
