import type { Listing, Shop } from '../../shop-content.ts';
import { parts } from './parts.ts';
import { listing, profile } from './profile.ts';

const COLLECTED = { shipWithinDays: 10, inspectWithinDays: 7, coverageBps: 1500, commissionBps: 300 } as const;
const SERVED = { shipWithinDays: 10, inspectWithinDays: 7, commissionBps: 500 } as const;

/** Bicycles to collect and work done in the cellar. */
const workshop: readonly Listing[] = [
  listing({
    handle: 'canal-city-bike',
    kind: 'pickup',
    category: 1026,
    terms: COLLECTED,
    en: [
      'Canal city bicycle',
      'A step-through that takes a crate of groceries and a gust of North Sea wind without comment. Seven gears inside the hub, where rain cannot reach them, a chain case that keeps trousers clean, and lights that run off the wheel. We fit the saddle while the kettle boils.',
      [
        'Steel frame, seven-speed hub',
        'Dynamo lights, full chain case',
        'Basket and rear rack',
        '18 kg, collect in Utrecht',
      ],
      ['bicycle', 'city', 'steel', 'pickup'],
    ],
    zh: [
      '运河城市车',
      '低跨车架，一箱菜加一阵北海风，它都不吭声。七速藏在花鼓里，雨淋不到；全包链盒，裤腿干净；灯由轮子发电。水烧开的工夫，坐垫就调好了。',
      ['钢架，七速内变速', '花鼓发电灯，全包链盒', '前筐与后架', '18 公斤，乌得勒支自提'],
      ['自行车', '城市', '钢架', '自提'],
    ],
    options: { colour: ['forest', 'cream'], size: ['frame52', 'frame56'] },
    variants: [
      ['SW-CITY-F52', { colour: 'forest', size: 'frame52' }, 89000, 3, 18000],
      ['SW-CITY-F56', { colour: 'forest', size: 'frame56' }, 89000, 2, 18200],
      ['SW-CITY-C52', { colour: 'cream', size: 'frame52' }, 89000, 2, 18000],
    ],
    art: {
      subject: 'bicycle',
      looks: [
        { value: 'forest', colour: '#3f6b5c', style: 'city' },
        { value: 'cream', colour: '#d8c9a3', style: 'city', trim: '#6b3f24' },
      ],
    },
  }),
  listing({
    handle: 'dike-gravel-bike',
    kind: 'pickup',
    category: 1026,
    terms: { ...COLLECTED, coverageBps: 1200 },
    en: [
      'Dike gravel bicycle',
      'For the days when the path runs out and you would rather not turn round. Brazed steel, clearance for 45 mm tyres, eleven gears in front of you and none to think about behind. Every bolt is one of two sizes, and both keys live under the saddle.',
      ['Brazed steel, carbon fork', '1 × 11 gears, disc brakes', 'Tyres up to 45 mm', '10.6 kg, collect in Utrecht'],
      ['bicycle', 'gravel', 'steel', 'pickup'],
    ],
    zh: [
      '堤坝砾石车',
      '给那种路走完了、却不想掉头的日子。钢管铜焊，容得下 45 毫米胎，前面一片盘，后面十一速。全车螺栓只有两种尺寸，两把扳手都住在坐垫底下。',
      ['铜焊钢架，碳叉', '1 × 11 速，碟刹', '最大 45 毫米胎', '10.6 公斤，乌得勒支自提'],
      ['自行车', '砾石', '钢架', '自提'],
    ],
    options: { colour: ['rust', 'navy'], size: ['frame52', 'frame56'] },
    variants: [
      ['SW-GRAV-R52', { colour: 'rust', size: 'frame52' }, 179000, 1, 10600],
      ['SW-GRAV-R56', { colour: 'rust', size: 'frame56' }, 179000, 2, 10800],
      ['SW-GRAV-N56', { colour: 'navy', size: 'frame56' }, 179000, 1, 10800],
    ],
    art: {
      subject: 'bicycle',
      looks: [
        { value: 'rust', colour: '#c65a35', style: 'gravel', trim: '#2e2a2a' },
        { value: 'navy', colour: '#2f4a68', style: 'gravel', trim: '#6b3f24' },
      ],
    },
  }),
  listing({
    handle: 'second-life-bike',
    kind: 'pickup',
    category: 1026,
    terms: { ...COLLECTED, pickup: { by: 'tomas', shareBps: 200 } },
    en: [
      'Second-life bicycle',
      'Old Dutch frames that came in by canal, by bequest or by bad luck, stripped, straightened and built up again with new bearings, cables and tyres. No two are alike; we send photos of three before you collect. Proof that nothing with wheels needs to be thrown away.',
      [
        'Rebuilt steel frame, one of a kind',
        'New bearings, cables, tyres',
        'One-year workshop guarantee',
        'Collect in Utrecht',
      ],
      ['bicycle', 'used', 'rebuilt', 'pickup'],
    ],
    zh: [
      '重生自行车',
      '从运河里、遗嘱里或坏运气里来的旧荷兰车架，拆光、校直，换新轴承、新线、新胎再装起来。没有两辆一样，取车前发三辆照片让您挑。带轮子的东西，没有一样非扔不可。',
      ['翻新钢架，孤品', '全新轴承、线管、轮胎', '车行一年保修', '乌得勒支自提'],
      ['自行车', '二手', '翻新', '自提'],
    ],
    options: { size: ['frame52', 'frame56'] },
    variants: [
      ['SW-LIFE-52', { size: 'frame52' }, 32000, 4, 15500],
      ['SW-LIFE-56', { size: 'frame56' }, 32000, 3, 15800],
    ],
    art: { subject: 'bicycle', looks: [{ colour: '#2f4a68', style: 'classic' }] },
  }),
  listing({
    handle: 'spring-tune-up',
    kind: 'service',
    terms: SERVED,
    en: [
      'Tune-up',
      'The basic tune-up is brakes, gears, bolts and a safety ride; the full one adds hubs, headset, bottom bracket and a wash so thorough that people ask whether it is the same bicycle. Drop it before nine, ride home at six. You get a written list of what we found.',
      ['Basic one hour, full three hours', 'Small parts included', 'Drop-off before 9:00', 'Written report'],
      ['service', 'tune-up', 'repair', 'bicycle'],
    ],
    zh: [
      '整车保养',
      '基础款调刹车、变速、螺栓，再试骑一圈；深度款加花鼓、碗组、中轴，还洗得彻底，有人会问这是不是同一辆车。九点前送来，六点骑走。附一张写明情况的单子。',
      ['基础一小时，深度三小时', '含小配件', '九点前送车', '书面报告'],
      ['服务', '保养', '维修', '自行车'],
    ],
    options: { format: ['basic', 'full'] },
    variants: [
      ['SW-TUNE-B', { format: 'basic' }, 4500, 20, 0],
      ['SW-TUNE-F', { format: 'full' }, 11000, 10, 0],
    ],
    art: { subject: 'bicycle', looks: [{ colour: '#8a3f3a', style: 'classic', trim: '#3a2a24' }] },
  }),
  listing({
    handle: 'wheel-truing',
    kind: 'service',
    terms: SERVED,
    en: [
      'Wheel truing and spokes',
      'A wheel that rubs is a wheel that is asking for help. We true it in the stand to two tenths of a millimetre, replace up to three spokes, and even the tension by ear: a good wheel rings one note all the way round.',
      ['One wheel', 'Up to three spokes included', 'True to 0.2 mm', 'While you wait, by appointment'],
      ['service', 'wheel', 'spokes', 'truing'],
    ],
    zh: [
      '校圈换辐条',
      '蹭刹车的轮子，是在求救。上校圈台，校到 0.2 毫米，最多换三根辐条，再用耳朵调张力：好轮子从头到尾只响一个音。',
      ['单只轮子', '含三根辐条', '精度 0.2 毫米', '预约可立等'],
      ['服务', '轮组', '辐条', '校圈'],
    ],
    variants: [['SW-TRUE-01', {}, 2800, 25, 0]],
    art: { subject: 'truingStand', looks: [{ colour: '#3d5a63' }] },
  }),
];

/** The bicycle workshop with everything it sells. */
export const slowWheel: Shop = { profile, listings: [...workshop, ...parts] };
