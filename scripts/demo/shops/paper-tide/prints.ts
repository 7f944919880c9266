import type { Listing } from '../../shop-content.ts';
import { INKS, listing } from './profile.ts';

const OAK = '#b98d5c';

/** Things on paper. */
export const prints: readonly Listing[] = [
  listing({
    handle: 'tide-lines',
    category: 500044,
    en: [
      'Tide Lines, screen print',
      'Eleven bands of blue, each a little deeper, printed from one screen by adding ink between passes. The sun is pulled last and never lands in quite the same place, which is how you can tell a print from a picture of one. Numbered in pencil, edition of 200.',
      ['300 g cotton paper', 'Five hand-mixed inks', 'Edition of 200, signed', 'Framed version has museum glass'],
      ['print', 'sea', 'screen print', 'lisbon'],
    ],
    zh: [
      '《潮线》丝网版画',
      '十一层蓝，一层深过一层，用同一张网，每印一遍往墨里加一点。太阳最后才印，每张落的位置都略有不同，真版画就从这儿认。铅笔编号，限量二百。',
      ['300 克纯棉纸', '五种手调墨', '限量 200，亲笔签名', '装框款配博物馆玻璃'],
      ['版画', '海', '丝网', '里斯本'],
    ],
    options: { size: ['a4', 'a3', 'a3oak'] },
    variants: [
      ['PT-TIDE-A4', { size: 'a4' }, 3200, 40, 120],
      ['PT-TIDE-A3', { size: 'a3' }, 5400, 26, 240],
      ['PT-TIDE-A3F', { size: 'a3oak' }, 11800, 8, 2400],
    ],
    art: { subject: 'framedPrint', looks: [{ colour: OAK, art: 'tides', palette: INKS.river }] },
  }),
  listing({
    handle: 'seven-arches',
    category: 500044,
    en: [
      'Seven Arches, screen print',
      'The doorways of Alfama at six in the evening, reduced to three arches and one sun. Warm enough for a hallway that faces north. We mix the terracotta from a brick Tomé found on the beach, ground very fine.',
      ['300 g cotton paper', 'Four inks, one of them brick', 'Edition of 200, signed', 'A4 or A3, framed or not'],
      ['print', 'arches', 'terracotta', 'warm'],
    ],
    zh: [
      '《七拱》丝网版画',
      '傍晚六点的阿尔法玛门洞，简成三道拱和一个太阳。朝北的走廊挂上它会暖一点。赭红里磨进了 Tomé 在海滩捡到的一块砖，磨得极细。',
      ['300 克纯棉纸', '四色，其一是砖', '限量 200，亲笔签名', 'A4 / A3，可装框'],
      ['版画', '拱门', '赤陶', '暖色'],
    ],
    options: { size: ['a4', 'a3', 'a3oak'] },
    variants: [
      ['PT-ARCH-A4', { size: 'a4' }, 3200, 33, 120],
      ['PT-ARCH-A3', { size: 'a3' }, 5400, 19, 240],
      ['PT-ARCH-A3F', { size: 'a3oak' }, 11800, 6, 2400],
    ],
    art: { subject: 'framedPrint', looks: [{ colour: '#7a5338', art: 'suns', palette: INKS.clay }] },
  }),
  listing({
    handle: 'two-stems',
    category: 500044,
    en: [
      'Two Stems, screen print',
      'Olive and laurel from the studio yard, drawn with scissors before they were drawn with ink. It hangs well alone and better in pairs, because one leans left and the other right. The second sheet of the pair is a study of the same leaves as plain shapes.',
      ['300 g cotton paper', 'Five inks', 'Edition of 200, signed', 'Looks well beside Tide Lines'],
      ['print', 'botanical', 'green', 'pair'],
    ],
    zh: [
      '《双枝》丝网版画',
      '工作室院里的橄榄和月桂，先用剪刀剪，再用墨印。单挂好看，成对更好，因为一枝往左，一枝往右。',
      ['300 克纯棉纸', '五色', '限量 200，亲笔签名', '与《潮线》并挂很合适'],
      ['版画', '植物', '绿色', '成对'],
    ],
    options: { size: ['a4', 'a3'] },
    variants: [
      ['PT-STEM-A4', { size: 'a4' }, 3200, 29, 120],
      ['PT-STEM-A3', { size: 'a3' }, 5400, 14, 240],
    ],
    art: {
      subject: 'framedPrint',
      looks: [
        { colour: OAK, art: 'botanic', palette: INKS.garden },
        { colour: OAK, art: 'shapes', palette: INKS.garden },
      ],
    },
  }),
  listing({
    handle: 'your-streets',
    category: 500044,
    en: [
      'Your streets: a map print',
      'Tell us a city and an address. We draw the blocks around it by hand, mark one place with a ring, and print it for you alone. A present for people who moved, met or stayed. Drawing takes a week; you approve it before we print.',
      ['A3, 300 g cotton paper', 'One proof before printing', 'Any city in the world', 'Not an edition: one copy'],
      ['map', 'custom', 'gift', 'print'],
    ],
    zh: [
      '《你的街区》定制地图',
      '告诉我们城市和地址，我们手绘周围的街区，用一个圈标出那一处，只印一张。送给搬走的、相遇的、留下来的人。画一周，您点头后再印。',
      ['A3，300 克纯棉纸', '印前一次确认', '世界任何城市', '不是限量，是唯一'],
      ['地图', '定制', '礼物', '版画'],
    ],
    options: { size: ['a3', 'a3oak'] },
    variants: [
      ['PT-MAP-A3', { size: 'a3' }, 7800, 12, 240],
      ['PT-MAP-A3F', { size: 'a3oak' }, 14200, 6, 2400],
    ],
    terms: { shipWithinDays: 14 },
    art: {
      subject: 'framedPrint',
      looks: [{ colour: '#3a3432', art: 'streets', palette: ['#f3ece0', '#d9734e', '#7fa3b0', '#c8452f', '#4a4440'] }],
    },
  }),
  listing({
    handle: 'moon-year',
    category: 500044,
    en: [
      'Moon Year, calendar print',
      'Twelve moons on midnight blue, one for the first night of each month, in an ink with a little mica so that they catch the lamp. Not a calendar you write on; one you look up at on the way to bed.',
      ['A3, 300 g cotton paper', 'Mica ink', 'New edition every year', 'Rolled in a tube'],
      ['moon', 'calendar', 'night', 'print'],
    ],
    zh: [
      '《月历》版画',
      '午夜蓝上十二个月亮，每月第一夜一个，墨里掺了点云母，灯下会亮。不是拿来写字的月历，是抬头看的。',
      ['A3，300 克纯棉纸', '云母墨', '每年新版', '卷筒寄送'],
      ['月亮', '月历', '夜', '版画'],
    ],
    options: { size: ['a3', 'a3oak'] },
    variants: [
      ['PT-MOON-A3', { size: 'a3' }, 4800, 31, 240],
      ['PT-MOON-A3F', { size: 'a3oak' }, 11200, 7, 2400],
    ],
    art: {
      subject: 'framedPrint',
      looks: [{ colour: '#8a6a48', art: 'moons', palette: ['#27324d', '#3d4c70', '#3d4c70', '#f2dfb0', '#f3ece0'] }],
    },
  }),
  listing({
    handle: 'postcard-set',
    category: 956,
    en: [
      'Ten postcards',
      'Five designs, two of each, on board thick enough to survive a mailbag and a fridge. The back is blank except for one thin line, because you know where the address goes. Good for people who say they will write.',
      ['10 cards, 10.5 × 14.8 cm', '350 g board', 'Printed in Lisbon', 'Comes in a paper band'],
      ['postcards', 'set', 'stationery', 'gift'],
    ],
    zh: [
      '明信片十张',
      '五款各两张，厚到扛得住邮袋和冰箱门。背面只有一道细线，地址写哪儿您知道。适合那些总说“我会写信”的人。',
      ['十张，10.5 × 14.8 厘米', '350 克卡纸', '里斯本印制', '纸腰封'],
      ['明信片', '套装', '文具', '礼物'],
    ],
    variants: [['PT-POST-10', {}, 1400, 120, 90]],
    art: { subject: 'postcards', looks: [{ colour: '#1f5f6b', palette: INKS.river }] },
  }),
];
