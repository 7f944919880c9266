import { type Brush, n } from './brush.ts';
import { darken, lighten } from './colour.ts';
import type { Item } from './item.ts';
import { mark } from './marks.ts';
import { soft } from './soft.ts';
import { canvasWeave, covered, leatherGrain } from './texture.ts';

/** Colours of a sewn thing. */
export interface Hide {
  readonly colour: string;
  /** Straps and patches, when they differ from the body. */
  readonly trim?: string;
  readonly thread?: string;
  readonly metal?: string;
  /** Woven cotton instead of leather for the body. */
  readonly canvas?: boolean;
}

function skin(brush: Brush, hide: Hide, path: string, colour = hide.colour): string {
  const light = brush.linear(
    [
      [0, darken(colour, 0.12)],
      [0.18, lighten(colour, 0.16)],
      [0.5, colour],
      [0.85, darken(colour, 0.18)],
      [1, darken(colour, 0.38)],
    ],
    [0, 0.1, 1, 0.3],
  );
  const grain = hide.canvas && colour === hide.colour ? canvasWeave(brush) : leatherGrain(brush);
  return covered((fill) => `<path d="${path}" fill="${fill}"/>`, light, grain);
}

function seam(path: string, thread: string, width = 3): string {
  return `<path d="${path}" fill="none" stroke="#120c14" stroke-opacity=".35" stroke-width="${width + 1.6}" transform="translate(0 1.6)"/><path d="${path}" fill="none" stroke="${thread}" stroke-width="${width}" stroke-dasharray="10 6" stroke-linecap="round"/>`;
}

function edgeLight(path: string): string {
  return `<path d="${path}" fill="none" stroke="#120c14" stroke-opacity=".4" stroke-width="4"/><path d="${path}" fill="none" stroke="#fff" stroke-opacity=".22" stroke-width="1.6" transform="translate(-1.2 -1.6)"/>`;
}

function strap(path: string, colour: string, width: number): string {
  return `<path d="${path}" fill="none" stroke="${darken(colour, 0.6)}" stroke-width="${width + 4}" stroke-linecap="round" stroke-linejoin="round"/><path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/><path d="${path}" fill="none" stroke="${lighten(colour, 0.4)}" stroke-opacity=".55" stroke-width="${n(width * 0.22)}" stroke-linecap="round" transform="translate(${n(-width * 0.26)} ${n(-width * 0.14)})"/>`;
}

function buckle(x: number, y: number, metal: string, size = 1): string {
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${size})"><rect x="-22" y="-18" width="44" height="36" rx="7" fill="none" stroke="#120c14" stroke-opacity=".45" stroke-width="9" transform="translate(2 3)"/><rect x="-22" y="-18" width="44" height="36" rx="7" fill="none" stroke="${metal}" stroke-width="7"/><path d="M-18-21H10" stroke="#fff" stroke-opacity=".8" stroke-width="2.4"/><path d="M0-18V18" stroke="${darken(metal, 0.2)}" stroke-width="6" stroke-linecap="round"/></g>`;
}

/** An open tote with two shoulder straps. */
export function tote(brush: Brush, hide: Hide & { width?: number; height?: number }): Item {
  const { width: w = 520, height: h = 430, trim = hide.colour, thread = '#ead9b8', metal = '#caa45c' } = hide;
  const a = w / 2;
  const body = `M${n(-a)} ${n(-h)}C${n(-a * 0.4)} ${n(-h + 16)} ${n(a * 0.4)} ${n(-h + 16)} ${n(a)} ${n(-h)}L${n(a * 0.93)} ${n(-h * 0.3)}C${n(a * 0.92)} ${n(-20)} ${n(a * 0.88)} 0 ${n(a * 0.8)} 0H${n(-a * 0.8)}C${n(-a * 0.88)} 0 ${n(-a * 0.92)} ${n(-20)} ${n(-a * 0.93)} ${n(-h * 0.3)}Z`;
  const loop = (side: number, lift: number): string =>
    `M${n(-a * 0.5)} ${n(-h + 14)}C${n(-a * 0.5)} ${n(-h - lift * 1.25)} ${n(a * 0.5 + side)} ${n(-h - lift * 1.25)} ${n(a * 0.5)} ${n(-h + 14)}`;
  const tabs = [-1, 1].map(
    (side) =>
      `${skin(brush, hide, `M${n(side * a * 0.5 - 26)} ${n(-h + 4)}h52v92l-26 26-26-26Z`, trim)}${seam(`M${n(side * a * 0.5 - 18)} ${n(-h + 14)}v76l18 18 18-18v-76`, thread, 2.6)}<circle cx="${n(side * a * 0.5)}" cy="${n(-h + 50)}" r="8" fill="${metal}"/><circle cx="${n(side * a * 0.5 - 2)}" cy="${n(-h + 47)}" r="3" fill="#fff" opacity=".8"/>`,
  );
  const mouth = `M${n(-a)} ${n(-h)}C${n(-a * 0.4)} ${n(-h - 22)} ${n(a * 0.4)} ${n(-h - 22)} ${n(a)} ${n(-h)}C${n(a * 0.4)} ${n(-h + 16)} ${n(-a * 0.4)} ${n(-h + 16)} ${n(-a)} ${n(-h)}Z`;
  const creases = `<path d="M${n(-a * 0.7)} ${n(-h * 0.8)}Q${n(-a * 0.6)} ${n(-h * 0.4)} ${n(-a * 0.74)} ${n(-h * 0.08)}M${n(a * 0.62)} ${n(-h * 0.85)}Q${n(a * 0.74)} ${n(-h * 0.5)} ${n(a * 0.6)} ${n(-h * 0.12)}"/>`;
  const markup = `${strap(loop(20, h * 0.72), darken(trim, 0.35), 30)}<path d="${mouth}" fill="${darken(hide.colour, 0.62)}"/>${skin(brush, hide, body)}${soft({ shapes: creases, colour: '#120c14', spread: 22, opacity: 0.16, filled: false })}${edgeLight(body)}${seam(`M${n(-a * 0.93)} ${n(-h + 30)}C${n(-a * 0.4)} ${n(-h + 44)} ${n(a * 0.4)} ${n(-h + 44)} ${n(a * 0.93)} ${n(-h + 30)}`, thread)}${strap(loop(0, h * 0.6), trim, 32)}${tabs.join('')}<g opacity=".55">${mark({ kind: 'awl', y: -h * 0.3, size: 54, colour: darken(hide.colour, 0.55) })}</g>`;
  return { markup, footing: a * 0.84, depth: 0.09, halfWidth: a, height: h * 1.45 };
}

/** A satchel with a flap, two buckled straps and a top handle. */
export function satchel(brush: Brush, hide: Hide & { width?: number; height?: number; single?: boolean }): Item {
  const {
    width: w = 560,
    height: h = 390,
    trim = darken(hide.colour, 0.18),
    thread = '#ead9b8',
    metal = '#caa45c',
  } = hide;
  const a = w / 2;
  const body = `M${n(-a * 0.96)} ${n(-h * 0.9)}H${n(a * 0.96)}L${n(a)} ${n(-26)}Q${n(a)} 0 ${n(a - 26)} 0H${n(-a + 26)}Q${n(-a)} 0 ${n(-a)} ${n(-26)}Z`;
  const flap = `M${n(-a * 0.97)} ${n(-h + 26)}Q${n(-a * 0.97)} ${n(-h)} ${n(-a * 0.9)} ${n(-h)}H${n(a * 0.9)}Q${n(a * 0.97)} ${n(-h)} ${n(a * 0.97)} ${n(-h + 26)}L${n(a * 0.99)} ${n(-h * 0.46)}C${n(a * 0.98)} ${n(-h * 0.34)} ${n(a * 0.8)} ${n(-h * 0.3)} ${n(a * 0.6)} ${n(-h * 0.3)}H${n(-a * 0.6)}C${n(-a * 0.8)} ${n(-h * 0.3)} ${n(-a * 0.98)} ${n(-h * 0.34)} ${n(-a * 0.99)} ${n(-h * 0.46)}Z`;
  const positions = hide.single ? [0] : [-0.52, 0.52];
  const straps = positions.map((at) => {
    const x = a * at;
    const wide = hide.single ? 34 : 26;
    return `${skin(brush, hide, `M${n(x - wide)} ${n(-h + 2)}h${wide * 2}v${n(h * 0.76)}q0 26-${wide} 30q-${wide}-4-${wide}-30Z`, trim)}${seam(`M${n(x - wide + 8)} ${n(-h + 12)}v${n(h * 0.74)}M${n(x + wide - 8)} ${n(-h + 12)}v${n(h * 0.74)}`, thread, 2.4)}${buckle(x, -h * 0.34, metal, hide.single ? 1.5 : 1.2)}`;
  });
  const shadow = `<g transform="translate(3 12)">${soft({ shapes: `<path d="${flap}"/>`, colour: '#120c14', spread: 7, opacity: 0.4, layers: 4 })}</g>`;
  const markup = `${strap(`M${n(-a * 0.94)} ${n(-h * 0.86)}C${n(-a * 1.04)} ${n(-h * 1.95)} ${n(a * 1.04)} ${n(-h * 1.95)} ${n(a * 0.94)} ${n(-h * 0.86)}`, trim, 24)}${strap(`M${n(-70)} ${n(-h + 8)}C-66 ${n(-h - 70)} 66 ${n(-h - 70)} 70 ${n(-h + 8)}`, trim, 24)}${skin(brush, hide, body, darken(hide.colour, 0.08))}${seam(`M${n(-a + 20)} ${n(-h * 0.5)}V${n(-34)}Q${n(-a + 20)} -18 ${n(-a + 36)} -18H${n(a - 36)}Q${n(a - 20)} -18 ${n(a - 20)} -34V${n(-h * 0.5)}`, thread)}${shadow}${skin(brush, hide, flap)}${edgeLight(flap)}${seam(`M${n(-a * 0.93)} ${n(-h + 22)}L${n(-a * 0.945)} ${n(-h * 0.47)}C${n(-a * 0.93)} ${n(-h * 0.38)} ${n(-a * 0.78)} ${n(-h * 0.345)} ${n(-a * 0.6)} ${n(-h * 0.345)}H${n(a * 0.6)}C${n(a * 0.78)} ${n(-h * 0.345)} ${n(a * 0.93)} ${n(-h * 0.38)} ${n(a * 0.945)} ${n(-h * 0.47)}L${n(a * 0.93)} ${n(-h + 22)}`, thread)}${straps.join('')}`;
  return { markup, footing: a * 0.96, depth: 0.08, halfWidth: a * 1.02, height: h * 1.62 };
}

/** A roll-top or flap backpack with a front pocket. */
export function backpack(brush: Brush, hide: Hide & { width?: number; height?: number }): Item {
  const {
    width: w = 420,
    height: h = 600,
    trim = darken(hide.colour, 0.25),
    thread = '#ead9b8',
    metal = '#caa45c',
  } = hide;
  const a = w / 2;
  const body = `M${n(-a * 0.86)} ${n(-h * 0.78)}C${n(-a * 0.95)} ${n(-h * 0.5)} ${n(-a)} ${n(-h * 0.2)} ${n(-a * 0.97)} -40Q${n(-a * 0.95)} 0 ${n(-a * 0.8)} 0H${n(a * 0.8)}Q${n(a * 0.95)} 0 ${n(a * 0.97)} -40C${n(a)} ${n(-h * 0.2)} ${n(a * 0.95)} ${n(-h * 0.5)} ${n(a * 0.86)} ${n(-h * 0.78)}Z`;
  const flap = `M${n(-a * 0.9)} ${n(-h * 0.82)}C${n(-a * 0.86)} ${n(-h * 0.97)} ${n(-a * 0.6)} ${n(-h)} 0 ${n(-h)}S${n(a * 0.86)} ${n(-h * 0.97)} ${n(a * 0.9)} ${n(-h * 0.82)}L${n(a * 0.88)} ${n(-h * 0.58)}Q${n(a * 0.86)} ${n(-h * 0.53)} ${n(a * 0.7)} ${n(-h * 0.53)}H${n(-a * 0.7)}Q${n(-a * 0.86)} ${n(-h * 0.53)} ${n(-a * 0.88)} ${n(-h * 0.58)}Z`;
  const pocket = `M${n(-a * 0.66)} ${n(-h * 0.38)}H${n(a * 0.66)}L${n(a * 0.7)} -54Q${n(a * 0.7)} -28 ${n(a * 0.56)} -28H${n(-a * 0.56)}Q${n(-a * 0.7)} -28 ${n(-a * 0.7)} -54Z`;
  const pulls = [-0.4, 0.4].map(
    (at) =>
      `${strap(`M${n(a * at)} ${n(-h * 0.9)}V${n(-h * 0.42)}`, trim, 26)}${buckle(a * at, -h * 0.5, metal, 1.05)}`,
  );
  const markup = `${strap(`M${n(-a * 0.5)} ${n(-h * 0.9)}C${n(-a * 1.35)} ${n(-h * 0.9)} ${n(-a * 1.3)} ${n(-h * 0.3)} ${n(-a * 0.9)} -60`, darken(trim, 0.3), 30)}${strap(`M${n(a * 0.5)} ${n(-h * 0.9)}C${n(a * 1.35)} ${n(-h * 0.9)} ${n(a * 1.3)} ${n(-h * 0.3)} ${n(a * 0.9)} -60`, darken(trim, 0.35), 30)}${strap(`M-54 ${n(-h + 14)}C-50 ${n(-h - 56)} 50 ${n(-h - 56)} 54 ${n(-h + 14)}`, trim, 20)}${skin(brush, hide, body)}${edgeLight(body)}<g transform="translate(2 8)">${soft({ shapes: `<path d="${pocket}"/>`, colour: '#120c14', spread: 6, opacity: 0.3, layers: 4 })}</g>${skin(brush, hide, pocket)}${edgeLight(pocket)}${seam(`M${n(-a * 0.6)} ${n(-h * 0.35)}H${n(a * 0.6)}`, thread)}<g transform="translate(3 12)">${soft({ shapes: `<path d="${flap}"/>`, colour: '#120c14', spread: 8, opacity: 0.42, layers: 4 })}</g>${skin(brush, { ...hide, canvas: false }, flap, hide.canvas ? trim : hide.colour)}${edgeLight(flap)}${seam(`M${n(-a * 0.82)} ${n(-h * 0.8)}L${n(-a * 0.81)} ${n(-h * 0.59)}Q${n(-a * 0.8)} ${n(-h * 0.555)} ${n(-a * 0.68)} ${n(-h * 0.555)}H${n(a * 0.68)}Q${n(a * 0.8)} ${n(-h * 0.555)} ${n(a * 0.81)} ${n(-h * 0.59)}L${n(a * 0.82)} ${n(-h * 0.8)}`, thread)}${pulls.join('')}`;
  return { markup, footing: a * 0.9, depth: 0.11, halfWidth: a * 1.2, height: h * 1.06 };
}

/** A small crossbody bag, half-moon shaped, with a zip and a long strap. */
export function moonBag(brush: Brush, hide: Hide & { width?: number }): Item {
  const { width: w = 500, trim = hide.colour, thread = '#ead9b8', metal = '#caa45c' } = hide;
  const a = w / 2;
  const h = w * 0.56;
  const body = `M${n(-a)} ${n(-h * 0.94)}Q${n(-a)} ${n(-h)} ${n(-a * 0.9)} ${n(-h)}H${n(a * 0.9)}Q${n(a)} ${n(-h)} ${n(a)} ${n(-h * 0.94)}C${n(a)} ${n(-h * 0.3)} ${n(a * 0.6)} 0 0 0S${n(-a)} ${n(-h * 0.3)} ${n(-a)} ${n(-h * 0.94)}Z`;
  const zip = `<path d="M${n(-a * 0.84)} ${n(-h * 0.86)}H${n(a * 0.84)}" stroke="#120c14" stroke-opacity=".6" stroke-width="15" stroke-linecap="round"/><path d="M${n(-a * 0.84)} ${n(-h * 0.86)}H${n(a * 0.84)}" stroke="${metal}" stroke-width="8" stroke-dasharray="4 3"/><path d="M${n(a * 0.66)} ${n(-h * 0.86)}l10 52" stroke="${metal}" stroke-width="9" stroke-linecap="round"/>`;
  const markup = `${strap(`M${n(-a * 0.96)} ${n(-h * 0.94)}C${n(-a * 0.9)} ${n(-h * 2.1)} ${n(a * 0.5)} ${n(-h * 2.3)} ${n(a * 0.96)} ${n(-h * 0.94)}`, trim, 18)}${skin(brush, hide, body)}<path d="${body}" fill="${brush.radial(
    [
      [0, '#fff', 0.2],
      [0.6, '#fff', 0],
      [1, '#120c14', 0.25],
    ],
    [0.34, 0.3, 0.7],
  )}"/>${edgeLight(body)}${seam(`M${n(-a * 0.94)} ${n(-h * 0.76)}C${n(-a * 0.88)} ${n(-h * 0.26)} ${n(-a * 0.5)} ${n(-h * 0.07)} 0 ${n(-h * 0.07)}S${n(a * 0.88)} ${n(-h * 0.26)} ${n(a * 0.94)} ${n(-h * 0.76)}`, thread)}${zip}${[-1, 1].map((side) => `<circle cx="${n(side * a * 0.95)}" cy="${n(-h * 0.95)}" r="15" fill="none" stroke="${metal}" stroke-width="6"/>`).join('')}`;
  return { markup, footing: a * 0.45, depth: 0.12, halfWidth: a, height: h * 1.9 };
}
