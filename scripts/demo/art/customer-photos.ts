import type { Look } from '../shop-content.ts';
import { boards, plain, shelf, street, sunlight, table, topView } from './backdrop.ts';
import { type Brush, createBrush, toSvg } from './brush.ts';
import { closeUp, lay, stand } from './compose.ts';
import { cupFromAbove, pen, plant, sprig } from './props.ts';
import { drawSubject, type Subject } from './subjects.ts';

/** A photo that a buyer took at home: not a studio, a little crooked, a little tinted. */
interface Snapshot {
  readonly scene: (brush: Brush) => string;
  readonly tint: string;
  readonly tintOpacity: number;
  readonly tilt: number;
}

function thing(
  brush: Brush,
  subject: Subject,
  look: Look,
  place: { x: number; y: number; scale: number; turn?: number },
): string {
  const drawn = drawSubject(brush, subject, look);
  if ('stands' in drawn) return stand(brush, drawn.stands, place);
  return lay('lies' in drawn ? drawn.lies : drawn.hangs, place);
}

const OAT: Look = { colour: '#e6dccb', rim: '#a9784b', clay: '#9c7350', speckle: '#6b4a32', inside: '#efe8dc' };

const SNAPSHOTS: Readonly<Record<string, Snapshot>> = {
  'mug-morning': {
    tint: '#ffcf8a',
    tintOpacity: 0.16,
    tilt: -2.5,
    scene: (brush) =>
      `${table(brush, { wall: '#b9c4c6', wood: '#7d5c40', edge: 540 })}${sunlight(brush, { strength: 0.4 })}${stand(brush, plant(brush, { pot: '#d8cdbb' }), { x: 840, y: 660, scale: 1.3 })}${thing(brush, 'cup', { ...OAT, handle: true, liquid: '#4a2c1a' }, { x: 400, y: 850, scale: 1.5 })}`,
  },
  'gaiwan-evening': {
    tint: '#ff9a4a',
    tintOpacity: 0.2,
    tilt: 3,
    scene: (brush) =>
      `${table(brush, { wall: '#6d5c50', wood: '#5b3f2b', edge: 500 })}${thing(brush, 'gaiwan', { colour: '#f2efe8', motif: 'fish', ink: '#2b4a86' }, { x: 430, y: 800, scale: 1.4 })}${thing(brush, 'cup', { colour: '#f2efe8', height: 90, radius: 74, liquid: '#b8772f' }, { x: 800, y: 850, scale: 1.4 })}`,
  },
  'print-hallway': {
    tint: '#a8c0d8',
    tintOpacity: 0.16,
    tilt: -1.5,
    scene: (brush) =>
      `${shelf(brush, { wall: '#c8cdd2', wood: '#6b5240', y: 870 })}${sunlight(brush, { strength: 0.35, branch: false })}${thing(brush, 'framedPrint', { colour: '#b98d5c', art: 'tides', palette: ['#f3e8d3', '#1f5f6b', '#0f3a4c', '#e2793f', '#23303a'] }, { x: 460, y: 430, scale: 1.12 })}${stand(brush, plant(brush, { pot: '#8a4a36' }), { x: 860, y: 892, scale: 1.5 })}`,
  },
  'keyboard-desk': {
    tint: '#8fa8ff',
    tintOpacity: 0.12,
    tilt: 2,
    scene: (brush) =>
      `${topView(brush, { wood: '#6d4f38' })}${thing(brush, 'deskMat', { colour: '#6a6f70', trim: '#6b4226' }, { x: 500, y: 560, scale: 1.25 })}${thing(brush, 'keyboard', { colour: '#d9d6cf', accent: '#d0653a', trim: '#8b949c', inside: '#f1eee6' }, { x: 430, y: 560, scale: 0.86, turn: -3 })}${thing(brush, 'mouse', { colour: '#55585e', accent: '#d9a441' }, { x: 850, y: 590, scale: 0.42, turn: 6 })}${lay(cupFromAbove(brush, { colour: '#a9c6b4', liquid: '#5a3720' }), { x: 820, y: 190, scale: 1.05 })}${lay(pen(brush, { colour: '#2b2a30' }), { x: 250, y: 220, scale: 0.8, turn: -18 })}`,
  },
  'tote-door': {
    tint: '#ffe0b0',
    tintOpacity: 0.14,
    tilt: -3,
    scene: (brush) =>
      `${plain(brush, { colour: '#9fae9f' })}${boards(brush, { colour: '#a57c54', y: 800, height: 200, rows: 3 })}<rect x="90" y="0" width="330" height="800" fill="#e9e4d8"/><rect x="130" y="60" width="250" height="310" fill="none" stroke="#bdb6a6" stroke-width="8"/><rect x="130" y="430" width="250" height="300" fill="none" stroke="#bdb6a6" stroke-width="8"/><circle cx="392" cy="430" r="17" fill="#c9a45a"/><rect y="786" width="1000" height="16" fill="#e9e4d8"/>${sunlight(brush, { strength: 0.3, branch: false })}${thing(brush, 'tote', { colour: '#a5602b' }, { x: 600, y: 905, scale: 1.15 })}`,
  },
  'plate-chip': {
    tint: '#ffd9a8',
    tintOpacity: 0.18,
    tilt: 2.5,
    scene: (brush) =>
      `${table(brush, { wall: '#8f8a80', wood: '#6a4b34', edge: 380 })}${sunlight(brush, { strength: 0.3, branch: false })}${thing(brush, 'plate', { ...OAT, rim: '#a9784b' }, { x: 480, y: 780, scale: 1.3 })}<g transform="translate(500 842)"><path d="M-62 78q14 -34 44 -30q26 -18 52 6q30 2 34 22q-62 14 -130 2Z" fill="#79583e"/><path d="M-62 78q14 -34 44 -30q26 -18 52 6q30 2 34 22" fill="none" stroke="#cfc2ad" stroke-width="7"/></g>`,
  },
  'bike-canal': {
    tint: '#9fd0ff',
    tintOpacity: 0.14,
    tilt: 1.5,
    scene: (brush) =>
      `${street(brush, { wall: '#b9a99a', kerb: 640 })}${sunlight(brush, { strength: 0.3 })}${thing(brush, 'bicycle', { colour: '#c65a35', style: 'gravel', trim: '#2e2a2a' }, { x: 490, y: 830, scale: 1.04 })}${lay(sprig(brush), { x: 120, y: 930, scale: 0.7, turn: 14, lift: 6 })}`,
  },
};

function drawSnapshot(name: string, { scene, tilt, tint, tintOpacity }: Snapshot): string {
  const brush = createBrush(`customer/${name}`);
  const held = closeUp(`<g transform="rotate(${tilt} 500 500)">${scene(brush)}</g>`, { x: 500, y: 500, zoom: 1.09 });
  const light = brush.linear(
    [
      [0, '#ffffff', 0.16],
      [0.5, '#ffffff', 0],
      [1, '#120c14', 0.22],
    ],
    [0, 0, 1, 1],
  );
  return toSvg(
    brush,
    `${held}<rect width="1000" height="1000" fill="${tint}" opacity="${tintOpacity}"/><rect width="1000" height="1000" fill="${light}"/>`,
  );
}

/** The buyers' photos that reviews name: whole SVG documents of 1000 by 1000 units. */
export const customerPhotos: readonly { readonly name: string; readonly svg: string }[] = Object.entries(SNAPSHOTS).map(
  ([name, snapshot]) => ({ name, svg: drawSnapshot(name, snapshot) }),
);
