import type { Listing } from '../../shop-content.ts';
import { listing } from './profile.ts';

/** Keyboards and what lies beside them. */
export const inputs: readonly Listing[] = [
  listing({
    handle: 'north-68-keyboard',
    category: 303,
    en: [
      'North 68 mechanical keyboard',
      'Sixty-eight keys, arrows where your fingers expect them, and a milled aluminium case that does not ring. The plate floats on silicone, so typing sounds like rain on a tent rather than a typewriter. Switches pull out without solder; the firmware is yours to change.',
      [
        '68 keys, 316 × 112 mm, 980 g',
        'Hot-swap sockets, wired or 2.4 GHz',
        'PBT caps with dyed legends',
        'Open firmware, 4,000 mAh',
      ],
      ['keyboard', 'mechanical', '65%', 'aluminium'],
    ],
    zh: [
      '北68 机械键盘',
      '六十八键，方向键在手指以为的位置；整块铝铣壳，不空响。定位板浮在硅胶上，敲起来像雨落帐篷，不像打字机。轴体免焊热插拔，固件您自己改。',
      ['68 键，316 × 112 毫米，980 克', '热插拔，有线 / 2.4G', 'PBT 热升华键帽', '开源固件，4000 毫安时'],
      ['键盘', '机械键盘', '65%', '铝壳'],
    ],
    options: { colour: ['bone', 'graphite'], layout: ['linear', 'tactile'] },
    variants: [
      ['NL-K68-BL', { colour: 'bone', layout: 'linear' }, 12900, 22, 1250],
      ['NL-K68-BT', { colour: 'bone', layout: 'tactile' }, 12900, 18, 1250],
      ['NL-K68-GL', { colour: 'graphite', layout: 'linear' }, 13900, 15, 1250],
      ['NL-K68-GT', { colour: 'graphite', layout: 'tactile' }, 13900, 9, 1250],
    ],
    terms: { coverageBps: 3500 },
    art: {
      subject: 'keyboard',
      looks: [
        { value: 'bone', colour: '#d9d6cf', accent: '#d0653a', trim: '#8b949c', inside: '#f1eee6' },
        { value: 'graphite', colour: '#4a4d53', accent: '#d9a441', trim: '#35383d', inside: '#5b6067' },
      ],
    },
  }),
  listing({
    handle: 'dye-sub-keycaps',
    category: 279,
    en: [
      'Keycap set, thick PBT',
      'A hundred and thirty caps, 1.5 mm thick, dyed all the way through the legend so it cannot wear off. The colours come from a morning at Dameisha beach: sand, foam, two blues and one life-ring orange. Cherry profile, quiet to the touch.',
      ['130 keys, fits 60 % to full size', '1.5 mm PBT, dye sublimated', 'Cherry profile', 'Latin or blank legends'],
      ['keycaps', 'pbt', 'keyboard', 'colour'],
    ],
    zh: [
      '厚 PBT 键帽套装',
      '一百三十颗，1.5 毫米厚，字符染透，磨不掉。颜色取自大梅沙的一个早晨：沙、浪沫、两种蓝，还有一点救生圈的橙。原厂高度，触感细而静。',
      ['130 颗，适配 60% 至全尺寸', '1.5 毫米 PBT，热升华', '原厂高度', '英文字符或无刻'],
      ['键帽', 'PBT', '键盘', '配色'],
    ],
    options: { design: ['dune', 'harbour'] },
    variants: [
      ['NL-CAP-DUN', { design: 'dune' }, 4500, 40, 420],
      ['NL-CAP-HAR', { design: 'harbour' }, 4500, 26, 420],
    ],
    art: {
      subject: 'keycapSet',
      looks: [
        { value: 'dune', colour: '#efe6d2', tones: ['#efe6d2', '#7f9a8a', '#d08a5a', '#46586b'] },
        { value: 'harbour', colour: '#dfe6e8', tones: ['#dfe6e8', '#6f93a8', '#2f4a63', '#e0a04a'] },
      ],
    },
  }),
  listing({
    handle: 'nine-key-pad',
    category: 279,
    en: [
      'Nine-key pad with a dial',
      'Nine keys and one heavy dial for the things you do a hundred times a day: scrub a timeline, push to talk, mute the meeting. It stores three layers by itself, so it works on any computer the moment it is plugged in. The tiny screen shows which layer you are on and nothing else.',
      ['78 × 106 × 32 mm', 'Machined dial, 24 detents', 'USB-C, no driver', 'Three layers on board'],
      ['macro pad', 'dial', 'editing', 'usb-c'],
    ],
    zh: [
      '九键旋钮小键盘',
      '九个键加一只沉手的旋钮，交给它那些一天做一百遍的事：拖时间线、按住说话、会议静音。三层配置存在机内，插上哪台电脑都能用。小屏只告诉您在哪一层，别的不说。',
      ['78 × 106 × 32 毫米', '车削旋钮，24 段', 'USB-C，免驱', '机内三层'],
      ['小键盘', '旋钮', '剪辑', 'USB-C'],
    ],
    options: { colour: ['graphite', 'bone'] },
    variants: [
      ['NL-PAD-GRA', { colour: 'graphite' }, 6900, 17, 310],
      ['NL-PAD-BON', { colour: 'bone' }, 6900, 13, 310],
    ],
    art: {
      subject: 'macroPad',
      looks: [
        { value: 'graphite', colour: '#3a3d43', accent: '#d9a441', trim: '#5d6b73', inside: '#4a4f57' },
        { value: 'bone', colour: '#d9d6cf', accent: '#d0653a', trim: '#a9b0b0', inside: '#f1eee6' },
      ],
    },
  }),
  listing({
    handle: 'pebble-mouse',
    category: 304,
    en: [
      'Pebble mouse',
      'A mouse for people who write more than they click. Low, symmetrical, soft-touch shell, and switches rated for twenty million presses but tuned to be heard by nobody. The battery is a standard AA cell, because you can buy one at any station.',
      ['104 × 62 × 34 mm, 78 g', 'Left or right hand', 'One AA cell, about a year', 'Bluetooth or 2.4 GHz'],
      ['mouse', 'silent', 'wireless', 'ambidextrous'],
    ],
    zh: [
      '卵石静音鼠标',
      '给写得多、点得少的人。低矮对称，肤感外壳，微动两千万次寿命，调到旁人听不见。用一节五号电池，因为哪个车站都买得到。',
      ['104 × 62 × 34 毫米，78 克', '左右手通用', '一节五号电池，约一年', '蓝牙或 2.4G'],
      ['鼠标', '静音', '无线', '左右手'],
    ],
    options: { colour: ['bone', 'graphite'] },
    variants: [
      ['NL-MSE-BON', { colour: 'bone' }, 3400, 45, 120],
      ['NL-MSE-GRA', { colour: 'graphite' }, 3400, 38, 120],
    ],
    art: {
      subject: 'mouse',
      looks: [
        { value: 'bone', colour: '#e9e6df', accent: '#d0653a' },
        { value: 'graphite', colour: '#55585e', accent: '#d9a441' },
      ],
    },
  }),
  listing({
    handle: 'felt-desk-mat',
    category: 922,
    en: [
      'Felt desk mat with a leather edge',
      'Three millimetres of pressed wool that swallows the sound of keys and keeps wrists off cold wood. One end is bound in vegetable-tanned leather, cut from what our friends in Florence call offcuts and we call too good to waste.',
      ['80 × 42 cm', '100 % wool felt, 3 mm', 'Leather edge, cork back', 'Brush, do not wash'],
      ['desk mat', 'felt', 'wool', 'leather'],
    ],
    zh: [
      '羊毛毡桌垫 · 皮边',
      '三毫米压制羊毛，吃掉敲键声，也不让手腕贴着凉木头。一端包植鞣皮，用的是佛罗伦萨朋友嘴里的“边角料”，我们觉得浪费可惜。',
      ['80 × 42 厘米', '纯羊毛毡，3 毫米', '皮边，软木底', '刷净即可，勿水洗'],
      ['桌垫', '羊毛毡', '羊毛', '皮革'],
    ],
    options: { colour: ['slate', 'moss'] },
    variants: [
      ['NL-MAT-SLA', { colour: 'slate' }, 4200, 30, 620],
      ['NL-MAT-MOS', { colour: 'moss' }, 4200, 21, 620],
    ],
    art: {
      subject: 'deskMat',
      looks: [
        { value: 'slate', colour: '#7f8584', trim: '#8a5a35' },
        { value: 'moss', colour: '#6f7a5c', trim: '#6b4226' },
      ],
    },
  }),
];
