import type { Listing, Shop } from '../../shop-content.ts';
import { GLAZES, listing, profile } from './profile.ts';
import { tableware } from './table.ts';
import { teaAndFlowers } from './tea-and-flowers.ts';

const { oat, celadon } = GLAZES;

/** What happens in the studio itself: repair, lessons, seconds to collect. */
const studio: readonly Listing[] = [
  listing({
    handle: 'gold-seam-repair',
    kind: 'service',
    en: [
      'Gold-seam repair of a broken pot',
      'Send us the pieces and we put them back together with natural lacquer, then draw the seams in gold. It takes about six weeks because lacquer hardens when it wants to. The break stays visible and becomes the best part of the pot. We write first with photos and a plan; you decide.',
      [
        'Up to four breaks and one missing chip',
        'Natural urushi lacquer and 23-carat gold powder',
        'Six to eight weeks',
        'Food safe after curing',
      ],
      ['repair', 'kintsugi', 'gold', 'service'],
    ],
    zh: [
      '金缮修复',
      '把碎片寄来，我们用天然大漆粘合，再沿裂缝描金。大漆什么时候干由它自己说了算，大约六周。裂痕不藏，反而成了最好看的地方。动手前先发照片和方案，由您定。',
      ['最多四道裂痕、一处缺口', '天然大漆，23K 金粉', '六至八周', '干固后可盛食物'],
      ['金缮', '修复', '大漆', '服务'],
    ],
    variants: [['KC-GOLD-01', {}, 9500, 6, 0]],
    terms: { shipWithinDays: 30, inspectWithinDays: 10, coverageBps: 5_000 },
    art: { subject: 'bowl', looks: [{ ...celadon, motif: 'kintsugi', ink: '#d4a63c' }] },
  }),
  listing({
    handle: 'throwing-afternoon',
    kind: 'service',
    en: [
      'An afternoon at the wheel',
      'Three hours at the wheel with one of us beside you. You will make four pots, keep two, and go home with clay under your nails. No experience needed; small groups, lots of tea. We glaze and fire your pots and post them four weeks later.',
      [
        'Three hours, at most five people',
        'Clay, tools, glaze and firing included',
        'Two finished pots posted in China',
        'English and Chinese spoken',
      ],
      ['workshop', 'pottery', 'class', 'jingdezhen'],
    ],
    zh: [
      '拉坯的一个下午',
      '三个小时，一人一台辘轳，旁边有人教。做四件，留两件，指甲里带着泥回家。不需要基础，小班，茶管够。我们代为上釉烧制，四周后寄出。',
      ['三小时，最多五人', '含泥料、工具、釉与烧制', '两件成品国内包邮', '中英文授课'],
      ['体验', '拉坯', '课程', '景德镇'],
    ],
    options: { day: ['wednesday', 'saturday', 'sunday'] },
    variants: [
      ['KC-WHEEL-WE', { day: 'wednesday' }, 4500, 10, 0],
      ['KC-WHEEL-SA', { day: 'saturday' }, 5500, 4, 0],
      ['KC-WHEEL-SU', { day: 'sunday' }, 5500, 6, 0],
    ],
    terms: { shipWithinDays: 21, inspectWithinDays: 7, commissionBps: 1200 },
    art: { subject: 'pottersWheel', looks: [{ colour: '#b08a70', accent: '#6a7276' }] },
  }),
  listing({
    handle: 'seconds-crate',
    kind: 'pickup',
    category: 672,
    en: [
      'Crate of seconds, collect at the kiln',
      'Pots with a pinhole, a wobble or a glaze run we did not plan. All hold water and all are food safe; we just cannot sell them as firsts. Six pieces per crate, mixed cups and bowls, chosen by whoever packed the kiln. Bring a bag and show your code.',
      [
        'Six mixed pieces',
        'Small flaws, food safe',
        'Collect Thursday to Sunday, 10:00 to 18:00',
        'No choosing, no returns',
      ],
      ['seconds', 'pickup', 'mixed', 'studio'],
    ],
    zh: [
      '窑口自提 · 微瑕六件',
      '有个针孔、有点歪、或是釉自己流了一道。都不漏水、都可盛食物，只是不能当正品卖。一箱六件，杯碗混装，谁装窑谁挑。带个袋子，出示取货码。',
      ['六件混装', '有小瑕疵，食品级安全', '周四至周日 10:00–18:00 自提', '不挑款，不退换'],
      ['微瑕', '自提', '混装', '工作室'],
    ],
    variants: [['KC-SEC-06', {}, 3600, 0, 2400]],
    terms: { commissionBps: 300, coverageBps: 2_000, inspectWithinDays: 7 },
    art: {
      subject: 'cup',
      looks: [
        { ...oat, dip: '#a9c6b4', dipFrom: 0.6, height: 230, radius: 150 },
        { ...celadon, height: 230, radius: 150, motif: 'brush', ink: '#2f5a6b' },
        { colour: '#8fb0c4', rim: '#e5e9e6', clay: '#b08a66', height: 230, radius: 150, motif: 'dots', ink: '#f4efe4' },
      ],
    },
  }),
];

/** The ceramics studio with everything it sells. */
export const kilnAndCloud: Shop = { profile, listings: [...tableware, ...teaAndFlowers, ...studio] };
