import type { Listing } from '../../shop-content.ts';
import { listing } from './profile.ts';

/** What can be posted. */
export const parts: readonly Listing[] = [
  listing({
    handle: 'city-helmet',
    category: 1029,
    en: [
      'City helmet',
      'A helmet that looks like a hat and passes the test like a helmet. Matte shell, leather strap with a magnetic buckle you can close with gloves on, and a dial at the back that finds the size of a Monday head as well as a Friday one.',
      ['Sizes 52 to 56 or 56 to 61 cm', '340 g', 'EN 1078', 'Magnetic buckle'],
      ['helmet', 'city', 'safety', 'leather'],
    ],
    zh: [
      '城市头盔',
      '看着像帽子，测试按头盔过。哑光外壳，皮带配磁吸扣，戴手套也能扣；后脑旋钮调得准，周一的头和周五的头都合适。',
      ['52–56 或 56–61 厘米', '340 克', 'EN 1078', '磁吸扣'],
      ['头盔', '城市', '安全', '皮革'],
    ],
    options: { colour: ['cream', 'forest'], size: ['medium', 'large'] },
    variants: [
      ['SW-HEL-CM', { colour: 'cream', size: 'medium' }, 7900, 14, 420],
      ['SW-HEL-CL', { colour: 'cream', size: 'large' }, 7900, 11, 440],
      ['SW-HEL-FM', { colour: 'forest', size: 'medium' }, 7900, 9, 420],
      ['SW-HEL-FL', { colour: 'forest', size: 'large' }, 7900, 8, 440],
    ],
    art: {
      subject: 'helmet',
      looks: [
        { value: 'cream', colour: '#e0d8c5', accent: '#8a5a35' },
        { value: 'forest', colour: '#3f5b4e', accent: '#8a5a35' },
      ],
    },
  }),
  listing({
    handle: 'sprung-saddle',
    category: 3618,
    en: [
      'Sprung leather saddle',
      'Thick saddle leather stretched over steel rails, riveted, with two coil springs that know every cobble in the old town. The first three hundred kilometres are an acquaintance; after that it has your shape and nobody else may borrow it.',
      ['280 × 210 mm, 1.1 kg', '5 mm leather, copper rivets', 'Tension bolt and key', 'Needs two treatments a year'],
      ['saddle', 'leather', 'springs', 'classic'],
    ],
    zh: [
      '弹簧皮坐垫',
      '厚皮绷在钢轨上，铆钉固定，两只弹簧认得老城的每一块石头。头三百公里算互相认识，之后它就成了您的形状，谁也不借。',
      ['280 × 210 毫米，1.1 公斤', '5 毫米皮，铜铆钉', '附张紧螺栓与扳手', '每年保养两次'],
      ['坐垫', '皮革', '弹簧', '经典'],
    ],
    options: { colour: ['tan', 'black'] },
    variants: [
      ['SW-SAD-TAN', { colour: 'tan' }, 9800, 12, 1200],
      ['SW-SAD-BLA', { colour: 'black' }, 9800, 9, 1200],
    ],
    art: {
      subject: 'saddle',
      looks: [
        { value: 'tan', colour: '#9a5c2c', accent: '#c9a45a' },
        { value: 'black', colour: '#322c2c', accent: '#c9a45a' },
      ],
    },
  }),
  listing({
    handle: 'brass-bell',
    category: 3214,
    en: [
      'Brass bell',
      'Spun from one sheet of brass, so it rings for four seconds and sounds like an apology rather than a warning. Polishing it is entirely optional; in a year of rain it turns the deep colour of strong tea.',
      ['5.5 cm across, 84 g', 'Solid brass', 'Fits 22.2 to 31.8 mm bars', 'Rings for four seconds'],
      ['bell', 'brass', 'accessory', 'gift'],
    ],
    zh: [
      '黄铜车铃',
      '一整片黄铜旋压而成，一响四秒，听着像道歉，不像警告。擦不擦都行，一年后会变成浓茶的颜色。',
      ['直径 5.5 厘米，84 克', '实心黄铜', '适配 22.2–31.8 毫米车把', '余音四秒'],
      ['车铃', '黄铜', '配件', '礼物'],
    ],
    variants: [['SW-BELL-01', {}, 2200, 60, 110]],
    art: { subject: 'bell', looks: [{ colour: '#d0a24c' }] },
  }),
  listing({
    handle: 'roll-top-pannier',
    category: 3214,
    en: [
      'Roll-top pannier',
      'Waxed cotton, welded inside, rolled shut three times and buckled. It hangs on any rack with two hooks and comes off with one hand while the other holds a baguette. Reflective strip low down, where headlights look.',
      ['20 litres, 42 × 30 × 16 cm', 'Waxed cotton, leather straps', 'Waterproof to a canal splash', 'Sold singly'],
      ['pannier', 'bag', 'waterproof', 'commute'],
    ],
    zh: [
      '卷口驮包',
      '蜡棉外布，内里热压，卷三道再扣上。两只挂钩哪个后架都挂得住，一手取下，另一手还拿着法棍。反光条放得低，正是车灯照的高度。',
      ['20 升，42 × 30 × 16 厘米', '蜡棉，皮带', '防得住运河的浪花', '单只出售'],
      ['驮包', '车包', '防水', '通勤'],
    ],
    options: { colour: ['olive', 'slate'] },
    variants: [
      ['SW-PAN-OLI', { colour: 'olive' }, 8600, 16, 980],
      ['SW-PAN-SLA', { colour: 'slate' }, 8600, 13, 980],
    ],
    art: {
      subject: 'pannier',
      looks: [
        { value: 'olive', colour: '#6d7357', accent: '#8a5a35' },
        { value: 'slate', colour: '#5c666d', accent: '#6b3f24' },
      ],
    },
  }),
  listing({
    handle: 'glow-lights',
    category: 3214,
    en: [
      'Glow lights, front and rear',
      'Two small drums that charge by cable and hold on with a loop of rubber. The beam is cut off at the top, as a car’s must be, because blinding people is not a safety feature. Twelve hours steady; the rear keeps glowing at red lights.',
      ['60 and 20 lumens, StVZO beam', '12 hours steady', 'USB-C, IP65', 'Aluminium'],
      ['lights', 'safety', 'usb-c', 'night'],
    ],
    zh: [
      '微光前后灯',
      '两只小圆筒，线充，一圈橡胶就绑得牢。光束上缘有截止线，和汽车一样，因为晃别人的眼睛不算安全。常亮十二小时，等红灯时尾灯不灭。',
      ['60 与 20 流明，截止线光型', '常亮 12 小时', 'USB-C，IP65', '铝壳'],
      ['车灯', '安全', 'USB-C', '夜骑'],
    ],
    options: { set: ['pair', 'rear'] },
    variants: [
      ['SW-LIT-PAIR', { set: 'pair' }, 4900, 35, 180],
      ['SW-LIT-REAR', { set: 'rear' }, 2600, 22, 90],
    ],
    art: { subject: 'lights', looks: [{ colour: '#5a5d63' }] },
  }),
  listing({
    handle: 'steel-bottle',
    category: 674,
    en: [
      'Steel bottle',
      'Double walled, so the tea you filled at seven burns your tongue at ten. The lid has a loop for one finger, the paint is powder coated, and it fits the cage on the Dike. Dents are character; we do not replace those.',
      ['600 ml, 7.2 cm across', 'Steel, double wall', 'Hot 10 hours, cold 20', 'Lid and seal sold as spares'],
      ['bottle', 'steel', 'insulated', 'outdoor'],
    ],
    zh: [
      '双层钢水壶',
      '双层真空，七点灌的茶十点还烫嘴。盖上有一指宽的提环，粉末喷涂，堤坝车的水壶架正好。磕出的坑算性格，这个不换。',
      ['600 毫升，直径 7.2 厘米', '不锈钢双层', '保热 10 小时，保冷 20 小时', '壶盖与密封圈有备件'],
      ['水壶', '不锈钢', '保温', '户外'],
    ],
    options: { colour: ['forest', 'rust', 'cream'] },
    variants: [
      ['SW-BOT-FOR', { colour: 'forest' }, 3200, 28, 390],
      ['SW-BOT-RUS', { colour: 'rust' }, 3200, 24, 390],
      ['SW-BOT-CRE', { colour: 'cream' }, 3200, 19, 390],
    ],
    art: {
      subject: 'bottle',
      looks: [
        { value: 'forest', colour: '#4d6b5a', accent: '#c9b48c' },
        { value: 'rust', colour: '#b5583a', accent: '#c9b48c' },
        { value: 'cream', colour: '#e3dac5', accent: '#a9825a' },
      ],
    },
  }),
  listing({
    handle: 'canvas-tool-roll',
    category: 3214,
    en: [
      'Canvas tool roll',
      'Six tools we reach for on every ride, in a roll that straps under a saddle or lives in a kitchen drawer. The leather tie goes round twice. A printed card shows which tool does what, so you can help a stranger.',
      ['Six steel tools', 'Waxed canvas, leather tie', '22 × 14 cm rolled flat', 'Card in English and Chinese'],
      ['tools', 'repair', 'canvas', 'gift'],
    ],
    zh: [
      '帆布工具卷',
      '每次骑车都会伸手去拿的六件工具，卷起来绑坐垫下，或住进厨房抽屉。皮绳绕两圈。附一张卡，写明哪件管什么，好帮路上的陌生人。',
      ['六件钢制工具', '蜡帆布，皮绳', '展开 22 × 14 厘米', '中英说明卡'],
      ['工具', '维修', '帆布', '礼物'],
    ],
    variants: [['SW-ROLL-06', {}, 5400, 18, 640]],
    art: { subject: 'toolRoll', looks: [{ colour: '#7c7a5a', accent: '#8a5a35' }] },
  }),
  listing({
    handle: 'canal-route-guide',
    kind: 'digital',
    category: 784,
    terms: { shipWithinDays: 2, inspectWithinDays: 7, coverageBps: 1000, commissionBps: 1500 },
    en: [
      'Twelve canal rides: routes and notes',
      'Twelve loops from Utrecht station, from forty minutes to a whole Sunday, each with a GPX track, a hand-drawn map, the bakery, and where the wind usually comes from. Written over nine years by whoever was testing a bicycle that day.',
      ['12 GPX tracks and a PDF', '18 to 96 km', 'Trains noted at both ends', 'Free updates each spring'],
      ['routes', 'gpx', 'guide', 'digital'],
    ],
    zh: [
      '十二条运河骑行线',
      '从乌得勒支火车站出发的十二条环线，从四十分钟到一整个周日，每条附 GPX、手绘地图、面包房，以及风通常从哪边来。九年里，谁试车谁就记一笔。',
      ['12 条 GPX 与一本 PDF', '18 至 96 公里', '两端火车站已标注', '每年春天免费更新'],
      ['路线', 'GPX', '指南', '数字商品'],
    ],
    variants: [['SW-GPX-12', {}, 900, 9999, 0]],
    art: {
      subject: 'tablet',
      looks: [{ colour: '#3a3b40', art: 'streets', palette: ['#eef0e6', '#8aa36b', '#7fb0bf', '#c8452f', '#5f6b60'] }],
    },
  }),
];
