import { type Brush, n } from './brush.ts';
import { darken, lighten, mix } from './colour.ts';

/** What is printed. Every design fills a 300 by 420 sheet whose origin is its upper left corner. */
export type PosterArt =
  | 'tides'
  | 'suns'
  | 'ridges'
  | 'botanic'
  | 'streets'
  | 'moons'
  | 'shapes'
  | 'tiles'
  | 'letters'
  | 'pages'
  | 'icons'
  | 'planner';

/** Up to five colours: ground, two mains, accent, ink. */
export type Palette = readonly [ground: string, first: string, second: string, accent: string, ink: string];

const W = 300;
const H = 420;

function ground(colour: string): string {
  return `<rect width="${W}" height="${H}" fill="${colour}"/>`;
}

const DESIGNS: Record<PosterArt, (brush: Brush, palette: Palette) => string> = {
  tides(_brush, [paper, first, second, accent]) {
    const waves = Array.from({ length: 11 }, (_, row) => {
      const y = 170 + row * 24;
      const tone = mix(first, second, row / 10);
      return `<path d="M0 ${y}C40 ${y - 26} 80 ${y - 26} 120 ${y}S200 ${y + 22} 240 ${y - 4} 290 ${y - 18} 300 ${y - 8}V420H0Z" fill="${tone}"/><path d="M0 ${y}C40 ${y - 26} 80 ${y - 26} 120 ${y}S200 ${y + 22} 240 ${y - 4} 290 ${y - 18} 300 ${y - 8}" fill="none" stroke="${lighten(tone, 0.5)}" stroke-width="1.6"/>`;
    });
    return `${ground(paper)}<circle cx="198" cy="118" r="58" fill="${accent}"/>${waves.join('')}`;
  },
  suns: (_brush, [paper, first, second, accent, ink]) =>
    `${ground(paper)}<path d="M40 380V190A110 110 0 0 1 260 190V380Z" fill="${first}"/><path d="M72 380V196A78 78 0 0 1 228 196V380Z" fill="${second}"/><path d="M104 380V204A46 46 0 0 1 196 204V380Z" fill="${accent}"/><circle cx="150" cy="70" r="32" fill="${accent}"/><path d="M40 380H260" stroke="${ink}" stroke-width="4"/>`,
  ridges(_brush, [paper, first, second, accent]) {
    const layers = Array.from({ length: 6 }, (_, row) => {
      const y = 170 + row * 42;
      const tone = mix(first, second, row / 5);
      return `<path d="M0 ${y + 20}L${40 + row * 8} ${y - 18}L${86 - row * 5} ${y + 14}L${140 + row * 11} ${y - 44 + row * 3}L${210 - row * 6} ${y + 12}L${258 + row * 3} ${y - 20}L300 ${y + 10}V420H0Z" fill="${tone}"/>`;
    });
    return `${ground(paper)}<rect width="300" height="240" fill="${lighten(paper, 0.3)}" opacity=".6"/><circle cx="92" cy="96" r="40" fill="${accent}"/>${layers.join('')}`;
  },
  botanic(_brush, [paper, first, second, accent, ink]) {
    const stem = (x: number, lean: number, tone: string, size: number): string => {
      const leaves = Array.from({ length: 7 }, (_, index) => {
        const y = 350 - index * 38 * size;
        const at = x + lean * index * 0.22;
        const side = index % 2 === 0 ? 1 : -1;
        return `<path d="M0 0C${14 * size}-18 ${50 * size}-22 ${66 * size}-6C${44 * size} 12 ${16 * size} 12 0 0Z" transform="translate(${n(at)} ${n(y)}) scale(${side} 1) rotate(-24)" fill="${tone}"/>`;
      });
      return `<path d="M${x} 396Q${n(x + lean * 0.4)} 240 ${n(x + lean * 1.5)} ${n(360 - 270 * size)}" fill="none" stroke="${ink}" stroke-width="3"/>${leaves.join('')}`;
    };
    return `${ground(paper)}<ellipse cx="150" cy="206" rx="112" ry="150" fill="${accent}" opacity=".85"/>${stem(112, -14, first, 0.86)}${stem(178, 16, second, 1)}`;
  },
  streets(brush, [paper, first, second, accent, ink]) {
    const blocks: string[] = [];
    for (let row = 0; row < 12; row++)
      for (let column = 0; column < 9; column++) {
        if (brush.random() < 0.1) continue;
        const tone =
          brush.random() > 0.86 ? first : brush.random() > 0.9 ? second : mix(paper, ink, 0.1 + brush.random() * 0.12);
        blocks.push(
          `<rect x="${n(-30 + column * 42 + brush.between(0, 5))}" y="${n(-30 + row * 42 + brush.between(0, 5))}" width="${n(brush.between(27, 36))}" height="${n(brush.between(27, 36))}" fill="${tone}"/>`,
        );
      }
    return `${ground(paper)}<g transform="rotate(-14 150 210)">${blocks.join('')}</g><path d="M-10 330C70 260 120 330 190 250S270 120 310 130V190C270 180 250 250 210 296S90 330 60 380L-10 400Z" fill="${second}"/><circle cx="148" cy="168" r="11" fill="${accent}"/><circle cx="148" cy="168" r="21" fill="none" stroke="${accent}" stroke-width="4"/>`;
  },
  moons(_brush, [paper, first, , accent]) {
    const phases = Array.from({ length: 12 }, (_, index) => {
      const x = 72 + (index % 3) * 78;
      const y = 84 + Math.floor(index / 3) * 84;
      const lean = 1 - (index + 0.5) / 6;
      return `<g transform="translate(${x} ${y})"><circle r="27" fill="${first}"/><path d="M0-27A27 27 0 0 1 0 27A${n(27 * Math.abs(lean))} 27 0 0 ${lean > 0 ? 0 : 1} 0-27Z" fill="${accent}"/></g>`;
    });
    return ground(paper) + phases.join('');
  },
  shapes: (_brush, [paper, first, second, accent, ink]) =>
    `${ground(paper)}<circle cx="116" cy="136" r="84" fill="${first}"/><path d="M150 210H270V370A120 120 0 0 1 150 250Z" fill="${second}"/><path d="M36 380A92 92 0 0 1 128 288V380Z" fill="${accent}"/><path d="M186 40H262V116A76 76 0 0 1 186 40Z" fill="${ink}"/><path d="M150 250H36" stroke="${ink}" stroke-width="5"/>`,
  tiles(_brush, [paper, first, second, accent]) {
    const cells: string[] = [];
    for (let row = 0; row < 7; row++)
      for (let column = 0; column < 5; column++) {
        const x = column * 60;
        const y = row * 60;
        const odd = (row + column) % 2 === 0;
        cells.push(
          `<rect x="${x}" y="${y}" width="60" height="60" fill="${odd ? first : second}"/><path d="M${x} ${y}A30 30 0 0 0 ${x + 30} ${y + 30}A30 30 0 0 0 ${x} ${y + 60}ZM${x + 60} ${y}A30 30 0 0 1 ${x + 30} ${y + 30}A30 30 0 0 1 ${x + 60} ${y + 60}Z" fill="${odd ? accent : paper}"/><circle cx="${x + 30}" cy="${y + 30}" r="9" fill="${odd ? paper : accent}"/>`,
        );
      }
    return cells.join('');
  },
  letters: (_brush, [paper, first, second, accent, ink]) =>
    `${ground(paper)}<g fill="none" stroke="${ink}" stroke-width="27"><path d="M36 214L92 62 148 214M58 164H126"/><circle cx="216" cy="164" r="42"/><path d="M262 118V214"/></g><g fill="none" stroke="${first}" stroke-width="17"><path d="M40 262V352M40 304C52 272 84 274 88 304V352"/><path d="M128 262H184L126 352H186"/><path d="M262 276C236 254 214 268 220 290S264 306 262 330 222 358 208 336"/></g><path d="M36 240H264" stroke="${second}" stroke-width="3"/><circle cx="44" cy="390" r="8" fill="${accent}"/><circle cx="70" cy="390" r="8" fill="${second}"/><circle cx="96" cy="390" r="8" fill="${first}"/>`,
  pages(_brush, [paper, first, second, accent, ink]) {
    const text = (x: number, y: number, rows: number): string =>
      Array.from(
        { length: rows },
        (_, row) =>
          `<rect x="${x}" y="${y + row * 13}" width="${row === rows - 1 ? 60 : 104}" height="4" rx="2" fill="${ink}" opacity=".5"/>`,
      ).join('');
    return `${ground(paper)}<rect width="300" height="186" fill="${first}"/><circle cx="212" cy="92" r="52" fill="${accent}"/><path d="M0 186C60 110 110 150 160 118S250 150 300 110V186Z" fill="${second}"/><rect x="30" y="212" width="170" height="15" rx="3" fill="${ink}"/>${text(30, 250, 10)}${text(166, 250, 10)}`;
  },
  icons(_brush, [paper, first, second, accent, ink]) {
    const glyphs = [
      '<path d="M-14 12V-4L0-16 14-4V12Z"/>',
      '<circle r="14"/><path d="M0-8V0L6 5"/>',
      '<path d="M-16 4A9 9 0 0 1-8-8 11 11 0 0 1 12-6 9 9 0 0 1 14 10H-12A8 8 0 0 1-16 4Z"/>',
      '<path d="M0 14C-22-2-12-18 0-8 12-18 22-2 0 14Z"/>',
      '<rect x="-14" y="-10" width="28" height="22" rx="4"/><path d="M-6-10V-15H6V-10"/>',
      '<path d="M-14 0L-4 10 14-10"/>',
      '<path d="M-15-10H-9L-5 7H11L15-6H-8"/>',
      '<circle r="9"/><path d="M0-17V-12M0 12V17M-17 0H-12M12 0H17M-11-11L-8-8M8 8L11 11M-11 11L-8 8M8-8L11-11"/>',
      '<path d="M-12-14H12V14L0 6-12 14Z"/>',
    ];
    const cells = Array.from({ length: 24 }, (_, index) => {
      const x = 54 + (index % 4) * 64;
      const y = 52 + Math.floor(index / 4) * 63;
      const tone = [first, second, accent, ink][(index * 7) % 4] ?? ink;
      return `<g transform="translate(${x} ${y})"><rect x="-25" y="-25" width="50" height="50" rx="14" fill="${lighten(tone, 0.82)}"/><g fill="none" stroke="${tone}" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round">${glyphs[(index * 5) % glyphs.length]}</g></g>`;
    });
    return ground(paper) + cells.join('');
  },
  planner(_brush, [paper, first, second, accent, ink]) {
    const days = Array.from(
      { length: 35 },
      (_, index) =>
        `<rect x="${27 + (index % 7) * 36}" y="${108 + Math.floor(index / 7) * 40}" width="31" height="35" rx="4" fill="${index % 9 === 4 ? accent : index % 7 > 4 ? lighten(first, 0.66) : lighten(paper, 0.7)}"/>`,
    );
    const lines = Array.from(
      { length: 4 },
      (_, index) =>
        `<circle cx="36" cy="${334 + index * 20}" r="5" fill="none" stroke="${second}" stroke-width="2.4"/><path d="M52 ${335 + index * 20}H${240 - index * 22}" stroke="${ink}" stroke-opacity=".4" stroke-width="3"/>`,
    );
    return `${ground(paper)}<rect width="300" height="76" fill="${first}"/><circle cx="248" cy="38" r="20" fill="${accent}"/><rect x="28" y="30" width="120" height="16" rx="4" fill="${lighten(paper, 0.6)}"/>${days.join('')}${lines.join('')}<path d="M0 420H300" stroke="${darken(paper, 0.1)}"/>`;
  },
};

/** Draws a design on its 300 by 420 sheet. */
export function posterArt(brush: Brush, { art, palette }: { art: PosterArt; palette: Palette }): string {
  return `<g clip-path="${brush.clip(`<rect width="${W}" height="${H}"/>`)}">${DESIGNS[art](brush, palette)}</g>`;
}
