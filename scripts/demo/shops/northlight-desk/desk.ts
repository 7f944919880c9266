import type { Listing, Shop } from '../../shop-content.ts';
import { inputs } from './inputs.ts';
import { listing, profile } from './profile.ts';

/** Light, sound and power. */
const desk: readonly Listing[] = [
  listing({
    handle: 'two-arm-lamp',
    category: 4636,
    en: [
      'Two-arm desk lamp',
      'Two brass arms, three joints with adjustable friction, and a shade that stays exactly where you leave it. The light has a colour index of 97, so a red pencil is red at midnight. A dial on the foot dims from reading to moonlight without a flicker.',
      ['Arms 30 + 32 cm', '2,700 K, CRI 97, 9 W', 'Flicker-free dimming', 'LED module is replaceable'],
      ['lamp', 'desk lamp', 'brass', 'led'],
    ],
    zh: [
      '双臂台灯',
      '两段黄铜臂，三个可调阻尼的关节，灯罩停在您放手的地方。显色指数 97，半夜里红铅笔也是红的。底座旋钮从阅读调到月光，全程无频闪。',
      ['臂长 30 + 32 厘米', '2700K，Ra97，9 瓦', '无频闪调光', '灯芯可更换'],
      ['台灯', '阅读灯', '黄铜', 'LED'],
    ],
    options: { colour: ['forest', 'cream'] },
    variants: [
      ['NL-ARM-FOR', { colour: 'forest' }, 11800, 12, 2100],
      ['NL-ARM-CRE', { colour: 'cream' }, 11800, 14, 2100],
    ],
    art: {
      subject: 'armLamp',
      looks: [
        { value: 'forest', colour: '#3f5b52', accent: '#c9a45a' },
        { value: 'cream', colour: '#e8e0d0', accent: '#c9a45a' },
      ],
    },
  }),
  listing({
    handle: 'globe-lamp',
    category: 4636,
    en: [
      'Globe lamp',
      'A mouth-blown opal globe on a turned wooden foot. It has one job, which is to make the corner of a room feel looked after. Touch the brass ring to switch it; hold to dim. It runs eight hours on a charge, so it can come to dinner.',
      ['Globe 16 cm, total height 28 cm', 'Walnut or oak', '2,400 K, battery 8 hours', 'Glass blown in Zibo'],
      ['lamp', 'globe', 'walnut', 'rechargeable'],
    ],
    zh: [
      '圆球灯',
      '人工吹制的乳白玻璃球，坐在车制的木座上。它只有一件事：让房间的一角像有人照看着。轻触铜环开关，按住调光。充一次亮八小时，可以端去餐桌。',
      ['球径 16 厘米，全高 28 厘米', '胡桃木或白橡木', '2400K，续航 8 小时', '淄博吹制玻璃'],
      ['灯', '圆球', '胡桃木', '可充电'],
    ],
    options: { colour: ['walnut', 'oak'] },
    variants: [
      ['NL-GLO-WAL', { colour: 'walnut' }, 8900, 10, 1300],
      ['NL-GLO-OAK', { colour: 'oak' }, 8500, 11, 1300],
    ],
    art: {
      subject: 'globeLamp',
      looks: [
        { value: 'walnut', colour: '#6f4a32', accent: '#c9a45a' },
        { value: 'oak', colour: '#c69c68', accent: '#c9a45a' },
      ],
    },
  }),
  listing({
    handle: 'mushroom-lamp',
    category: 4636,
    en: [
      'Mushroom lamp with a ceramic foot',
      'The foot is thrown and glazed by Kiln & Cloud in Jingdezhen; the shade is spun aluminium, painted eight times. Light falls down and out in one soft pool and never into your eyes. Two shops, one lamp: the friendliest thing we make.',
      ['Height 32 cm, shade 30 cm', 'Ceramic foot, metal shade', '2,700 K, E14 bulb included', 'Cloth cable 1.8 m'],
      ['lamp', 'mushroom', 'ceramic', 'table lamp'],
    ],
    zh: [
      '蘑菇台灯 · 陶瓷座',
      '灯座由景德镇云窑拉坯上釉，灯罩是旋压铝，喷八遍。光往下往外铺成一汪，不刺眼。两家店合做一盏灯，是我们最讨人喜欢的东西。',
      ['高 32 厘米，罩径 30 厘米', '陶瓷座，金属罩', '2700K，附 E14 灯泡', '布线 1.8 米'],
      ['台灯', '蘑菇灯', '陶瓷', '床头灯'],
    ],
    options: { colour: ['terracotta', 'celadon'] },
    variants: [
      ['NL-MUS-TER', { colour: 'terracotta' }, 9600, 9, 2300],
      ['NL-MUS-CEL', { colour: 'celadon' }, 9600, 7, 2300],
    ],
    art: {
      subject: 'mushroomLamp',
      looks: [
        { value: 'terracotta', colour: '#e6e0d2', accent: '#b8623e' },
        { value: 'celadon', colour: '#f0ece2', accent: '#9dbfac' },
      ],
    },
  }),
  listing({
    handle: 'listening-headphones',
    category: 505771,
    en: [
      'Closed-back headphones',
      'Tuned flat, then a little warm, because people are. The cups are printed in one piece and sealed with lambskin; the cable unplugs on both sides; every part can be replaced with one screwdriver that we put in the box. No app, no voice saying hello.',
      ['40 mm drivers, 32 Ω', '238 g, folds flat', 'Wired, 1.4 m, both sides', 'Oak stand included'],
      ['headphones', 'wired', 'repairable', 'closed'],
    ],
    zh: [
      '封闭式监听耳机',
      '先调平，再暖一点点，因为人是暖的。耳罩一体成型，羊皮封边；线两侧可插；盒里那把螺丝刀能换掉每一个零件。没有 App，也没有人跟您说“你好”。',
      ['40 毫米单元，32 欧', '238 克，可折平', '有线 1.4 米，双侧可插', '附橡木支架'],
      ['耳机', '有线', '可维修', '封闭式'],
    ],
    options: { colour: ['graphite', 'cream'] },
    variants: [
      ['NL-HP-GRA', { colour: 'graphite' }, 15900, 13, 620],
      ['NL-HP-CRE', { colour: 'cream' }, 15900, 10, 620],
    ],
    terms: { coverageBps: 4000 },
    art: {
      subject: 'headphones',
      looks: [
        { value: 'graphite', colour: '#34363b', accent: '#c9a45a' },
        { value: 'cream', colour: '#e3dccb', accent: '#b8876a' },
      ],
    },
  }),
  listing({
    handle: 'shelf-speaker',
    category: 249,
    en: [
      'Shelf speaker in solid wood',
      'One box, two drivers, three knobs: volume, tone, source. We left out the microphone on purpose. The cabinet is solid oak, jointed rather than glued, and the grille comes off without tools so that dust does not win.',
      [
        '36 × 20 × 15 cm, 3.4 kg',
        '2 × 20 W, Bluetooth and line in',
        'Solid oak or walnut',
        'No microphone, no account',
      ],
      ['speaker', 'wood', 'bluetooth', 'shelf'],
    ],
    zh: [
      '实木书架音箱',
      '一个箱，两只单元，三个旋钮：音量、音色、音源。麦克风是故意不装的。箱体实木榫接，网罩徒手可拆，灰尘赢不了。',
      ['36 × 20 × 15 厘米，3.4 公斤', '2 × 20 瓦，蓝牙与线路输入', '实木橡木或胡桃木', '无麦克风，无账号'],
      ['音箱', '实木', '蓝牙', '书架'],
    ],
    options: { colour: ['oak', 'walnut'] },
    variants: [
      ['NL-SPK-OAK', { colour: 'oak' }, 18900, 8, 4100],
      ['NL-SPK-WAL', { colour: 'walnut' }, 19900, 6, 4100],
    ],
    terms: { coverageBps: 4000, shipWithinDays: 5 },
    art: {
      subject: 'speaker',
      looks: [
        { value: 'oak', colour: '#c29a67', accent: '#b7b2a6' },
        { value: 'walnut', colour: '#7a5338', accent: '#8d8a83' },
      ],
    },
  }),
  listing({
    handle: 'round-charger',
    category: 505295,
    en: [
      'Round wireless charger',
      'A felt disc in an aluminium ring, heavy enough to lift the phone without lifting itself. Fifteen honest watts, a coil that forgives bad aim, and no light at all, so it can sleep beside you.',
      ['10.5 cm across, 1 cm tall, 240 g', '15 W Qi2, wool felt top', 'Woven cable 1.5 m', 'No light'],
      ['charger', 'wireless', 'felt', 'qi2'],
    ],
    zh: [
      '圆盘无线充',
      '铝环里嵌一片毛毡，够沉，单手拿起手机它不会跟着走。十五瓦不虚标，线圈容得下放歪，全身没有一颗灯，可以睡在枕边。',
      ['直径 10.5 厘米，厚 1 厘米，240 克', '15 瓦 Qi2，羊毛毡面', '编织线 1.5 米', '无指示灯'],
      ['无线充', '充电器', '毛毡', 'Qi2'],
    ],
    variants: [['NL-CHG-01', {}, 3900, 50, 310]],
    art: {
      subject: 'charger',
      looks: [
        { colour: '#8c938f', accent: '#c9b48c' },
        { colour: '#8c938f', accent: '#c9b48c', phone: true },
      ],
    },
  }),
  listing({
    handle: 'seven-port-hub',
    category: 279,
    en: [
      'Seven-port hub',
      'Milled from one bar, so it stays cool and stays put. The short cable folds under itself, and every port is far enough from its neighbour to take a fat plug. Reads cards at full speed and never asks for a driver.',
      ['USB-C, HDMI 4K60, 3 × USB-A, SD, audio', '100 W pass-through', '118 × 46 × 14 mm', 'Two-year exchange'],
      ['hub', 'usb-c', 'hdmi', 'aluminium'],
    ],
    zh: [
      '七口扩展坞',
      '整根铝棒铣成，不烫，也不乱跑。短线能折回底下；口与口之间留够距离，胖插头也并排得下。读卡满速，从不要驱动。',
      ['USB-C、HDMI 4K60、3 个 USB-A、SD、音频', '100 瓦直通充电', '118 × 46 × 14 毫米', '两年换新'],
      ['扩展坞', 'USB-C', 'HDMI', '铝合金'],
    ],
    options: { colour: ['silver', 'graphite'] },
    variants: [
      ['NL-HUB-SIL', { colour: 'silver' }, 5900, 28, 160],
      ['NL-HUB-GRA', { colour: 'graphite' }, 5900, 24, 160],
    ],
    art: {
      subject: 'hub',
      looks: [
        { value: 'silver', colour: '#b9bcc0', accent: '#5d646b' },
        { value: 'graphite', colour: '#5a5d63', accent: '#3a3d42' },
      ],
    },
  }),
  listing({
    handle: 'monitor-riser',
    category: 922,
    en: [
      'Monitor riser',
      'A plank of solid oak on steel legs that lifts a screen by eleven centimetres and gives back the space beneath it: a keyboard, a notebook, a cat. Assembled with four bolts and the key in the box.',
      ['66 × 23 × 12 cm', 'Solid oak or walnut, oiled', 'Carries 30 kg', 'Flat packed, 3.2 kg'],
      ['riser', 'monitor', 'oak', 'desk'],
    ],
    zh: [
      '实木显示器架',
      '一块实木板，两副钢脚，把屏幕抬高十一厘米，底下的地方还给您：放键盘、本子，或一只猫。四颗螺栓，扳手在盒里。',
      ['66 × 23 × 12 厘米', '实木橡木或胡桃木，上油', '承重 30 公斤', '平板包装，3.2 公斤'],
      ['显示器架', '增高架', '橡木', '桌面'],
    ],
    options: { colour: ['oak', 'walnut'] },
    variants: [
      ['NL-RIS-OAK', { colour: 'oak' }, 7400, 15, 3600],
      ['NL-RIS-WAL', { colour: 'walnut' }, 8200, 9, 3600],
    ],
    art: {
      subject: 'riser',
      looks: [
        { value: 'oak', colour: '#c29a67', accent: '#4a4c50', phone: true },
        { value: 'walnut', colour: '#7a5338', accent: '#4a4c50', phone: true },
      ],
    },
  }),
  listing({
    handle: 'silent-clock',
    category: 3890,
    en: [
      'Silent desk clock',
      'A sweep movement, so it does not tick while you think. Turned beech case, a printed dial you can read from the bed, and one thin orange hand for the seconds you are spending. The alarm starts softly and gets to the point.',
      ['Dial 14 cm', 'Beech, glass front', 'Silent sweep, soft alarm', 'One AA cell'],
      ['clock', 'alarm', 'beech', 'silent'],
    ],
    zh: [
      '静音木座钟',
      '扫秒机芯，想事的时候它不滴答。山毛榉车制外壳，表盘躺在床上也看得清，一根细橙针走着您正花掉的每一秒。闹铃先轻后实，不绕弯。',
      ['表盘 14 厘米', '山毛榉，玻璃面', '静音扫秒，渐强闹铃', '一节五号电池'],
      ['座钟', '闹钟', '榉木', '静音'],
    ],
    variants: [['NL-CLK-01', {}, 4600, 26, 540]],
    art: { subject: 'clock', looks: [{ colour: '#c98f5a', accent: '#c8452f' }] },
  }),
  listing({
    handle: 'switch-tuning',
    kind: 'service',
    en: [
      'Keyboard tuning',
      'Send us your board, any brand. We take it apart, clean it, lubricate every switch by hand, fit the stabilisers so that the space bar stops sounding like cutlery, and send a recording before we pack it. Takes four evenings and a lot of tea.',
      [
        'Up to 110 switches',
        'Cleaning, lubrication, stabilisers',
        'Recording before dispatch',
        'Return postage in China included',
      ],
      ['service', 'keyboard', 'tuning', 'lube'],
    ],
    zh: [
      '键盘调校',
      '什么牌子都收。拆开清洁，逐颗手工润轴，调好卫星轴，让空格不再像一把餐具。装箱前先发一段录音给您听。要花四个晚上，和很多茶。',
      ['最多 110 轴', '清洁、润轴、卫星轴', '寄回前先听录音', '国内回程包邮'],
      ['服务', '键盘', '调校', '润轴'],
    ],
    variants: [['NL-TUNE-01', {}, 5500, 8, 0]],
    terms: { shipWithinDays: 14, inspectWithinDays: 7, commissionBps: 500 },
    art: { subject: 'keyboard', looks: [{ colour: '#c9b79a', accent: '#46586b', trim: '#7f9a8a', inside: '#efe6d2' }] },
  }),
];

/** The desk shop with everything it sells. */
export const northlightDesk: Shop = { profile, listings: [...inputs, ...desk] };
