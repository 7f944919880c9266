import type { Listing, Shop } from '../../shop-content.ts';
import { bags } from './bags.ts';
import { HIDES, listing, profile } from './profile.ts';

const { tan, chestnut, forest, oxblood, black, navy } = HIDES;

/** Things for pockets, wrists and desks, and the workshop's services. */
const smallGoods: readonly Listing[] = [
  listing({
    handle: 'bifold-wallet',
    category: 2668,
    en: [
      'Bifold wallet',
      'Six cards, notes in two currencies, and nothing to rattle. The leather is skived at the fold to half a millimetre so that it closes flat from the first day. No plastic, no glue you can smell, one continuous stitch.',
      ['11 × 9 × 1.2 cm', 'Six card slots, two note pockets', '1.2 mm shoulder', 'Fits euro, dollar and yuan'],
      ['wallet', 'bifold', 'leather', 'gift'],
    ],
    zh: [
      '对折钱包',
      '六张卡，两种货币，没有叮当作响的东西。折处削薄到半毫米，第一天就合得平。无塑料，闻不到胶味，一线到底。',
      ['11 × 9 × 1.2 厘米', '六卡位，双钞夹', '1.2 毫米肩皮', '欧元、美元、人民币都放得下'],
      ['钱包', '对折', '皮革', '礼物'],
    ],
    options: { colour: ['chestnut', 'forest', 'navy'] },
    variants: [
      ['AF-WAL-CHE', { colour: 'chestnut' }, 6900, 20, 90],
      ['AF-WAL-FOR', { colour: 'forest' }, 6900, 14, 90],
      ['AF-WAL-NAV', { colour: 'navy' }, 6900, 16, 90],
    ],
    art: { subject: 'wallet', looks: [chestnut, forest, navy] },
  }),
  listing({
    handle: 'card-holder',
    category: 2668,
    en: [
      'Three-slot card holder',
      'For people who pay with a phone and still carry a library card. Three slots in front, one secret one behind, cut so that the top edge of each card shows and a thumb finds it. Made from the offcuts of satchels, which is why colours run out.',
      ['10 × 7.5 cm', 'Four to eight cards', 'Hand-burnished edges', 'Made from offcuts'],
      ['card holder', 'slim', 'leather', 'offcuts'],
    ],
    zh: [
      '三格卡套',
      '给用手机付钱、却还带着借书证的人。前面三格，背后藏一格，卡片露出一点边，拇指一推就出来。用做邮差包的边角料缝成，所以颜色卖完要等。',
      ['10 × 7.5 厘米', '四至八张卡', '手工磨边', '边角料制作'],
      ['卡套', '轻薄', '皮革', '边角料'],
    ],
    options: { colour: ['forest', 'tan', 'oxblood'] },
    variants: [
      ['AF-CARD-FO', { colour: 'forest' }, 3900, 18, 45],
      ['AF-CARD-TA', { colour: 'tan' }, 3900, 25, 45],
      ['AF-CARD-OX', { colour: 'oxblood' }, 3900, 0, 45],
    ],
    art: { subject: 'cardHolder', looks: [forest, tan, oxblood] },
  }),
  listing({
    handle: 'everyday-belt',
    category: 169,
    en: [
      'Everyday belt',
      'Cut along the spine of the hide, where leather does not stretch. One layer, four millimetres, with an edge you can run a finger along. The buckle is brass and comes off with a screw, so in twenty years you may change your mind about it.',
      ['3.5 cm wide, 4 mm thick', 'Solid brass buckle', 'Sized to the middle hole', 'Darkens with wear'],
      ['belt', 'leather', 'brass', 'classic'],
    ],
    zh: [
      '日常皮带',
      '沿着脊背裁，那里的皮不会长。单层四毫米，边缘摸上去是顺的。黄铜扣用螺丝固定，二十年后想换也行。',
      ['宽 3.5 厘米，厚 4 毫米', '实心黄铜扣', '尺寸量到中间孔', '越用越深'],
      ['皮带', '皮革', '黄铜', '经典'],
    ],
    options: { colour: ['chestnut', 'black'], size: ['s85', 's95', 's105'] },
    variants: [
      ['AF-BELT-C85', { colour: 'chestnut', size: 's85' }, 7800, 9, 240],
      ['AF-BELT-C95', { colour: 'chestnut', size: 's95' }, 7800, 12, 260],
      ['AF-BELT-C05', { colour: 'chestnut', size: 's105' }, 7800, 6, 280],
      ['AF-BELT-B95', { colour: 'black', size: 's95' }, 7800, 10, 260],
    ],
    art: { subject: 'belt', looks: [chestnut, black] },
  }),
  listing({
    handle: 'laptop-sleeve',
    category: 279,
    en: [
      'Laptop sleeve with a curved flap',
      'Wool felt inside, leather outside, one press stud. The flap is cut in a curve so that the stud never sits over the lid. It slides into a bag without catching and looks calm on a café table.',
      ['13 or 14 inch', '2 mm hide, 3 mm wool felt', 'Brass press stud', 'Rear pocket for papers'],
      ['sleeve', 'laptop', 'felt', 'leather'],
    ],
    zh: [
      '弧盖电脑内袋',
      '里面羊毛毡，外面植鞣皮，一颗按扣。翻盖裁成弧形，按扣不会压在电脑盖上。塞进包里不勾不绊，摆在咖啡桌上也安静。',
      ['13 或 14 英寸', '2 毫米皮，3 毫米羊毛毡', '黄铜按扣', '背面文件袋'],
      ['内袋', '电脑', '羊毛毡', '皮革'],
    ],
    options: { colour: ['tan', 'navy'], size: ['inch13', 'inch14'] },
    variants: [
      ['AF-SLV-T13', { colour: 'tan', size: 'inch13' }, 9800, 7, 340],
      ['AF-SLV-T14', { colour: 'tan', size: 'inch14' }, 10400, 9, 370],
      ['AF-SLV-N14', { colour: 'navy', size: 'inch14' }, 10400, 5, 370],
    ],
    art: { subject: 'sleeve', looks: [tan, navy] },
  }),
  listing({
    handle: 'watch-strap',
    category: 5123,
    en: [
      'Watch strap, side stitched',
      'Two layers, hand stitched along the edge, lined with undyed calf that is kind to wrists in summer. The holes are punched one by one because a press always leaves them ragged. Quick-release bars are included; the only tool you need is your thumbnail.',
      ['20 or 22 mm', '120 + 75 mm', 'Steel buckle', 'Quick-release bars'],
      ['watch', 'strap', 'leather', '20mm'],
    ],
    zh: [
      '侧缝表带',
      '双层皮，沿边手缝，内衬不染色小牛皮，夏天也贴肤。孔一个个冲出来，机器压的会毛。附快拆针，指甲就是工具。',
      ['20 或 22 毫米', '120 + 75 毫米', '精钢针扣', '快拆针'],
      ['表带', '手表', '皮革', '20mm'],
    ],
    options: { colour: ['chestnut', 'black'], size: ['s20', 's22'] },
    variants: [
      ['AF-WS-C20', { colour: 'chestnut', size: 's20' }, 4800, 15, 25],
      ['AF-WS-C22', { colour: 'chestnut', size: 's22' }, 4800, 11, 27],
      ['AF-WS-B20', { colour: 'black', size: 's20' }, 4800, 13, 25],
    ],
    art: { subject: 'watchStrap', looks: [chestnut, black] },
  }),
  listing({
    handle: 'valet-tray',
    en: [
      'Valet tray',
      'The place where keys, coins and rings sleep. Four rivets pull the corners up; take them out and the tray lies flat in a suitcase. It is the first thing Giulia learnt to make and still the one she makes when it rains.',
      ['22 × 19 × 4 cm', '3.5 mm hide, brass rivets', 'Folds flat for travel', 'Oil once a year'],
      ['tray', 'desk', 'leather', 'home'],
    ],
    zh: [
      '随身物托盘',
      '钥匙、硬币、戒指睡觉的地方。四颗铆钉拉起四角，拆开就能平放进行李箱。这是 Giulia 学会的第一件活，下雨天她还是爱做它。',
      ['22 × 19 × 4 厘米', '3.5 毫米皮，黄铜铆钉', '旅行可摊平', '每年上油一次'],
      ['托盘', '桌面', '皮革', '家居'],
    ],
    options: { colour: ['tan', 'forest'] },
    variants: [
      ['AF-TRAY-TA', { colour: 'tan' }, 4400, 16, 190],
      ['AF-TRAY-FO', { colour: 'forest' }, 4400, 10, 190],
    ],
    art: { subject: 'tray', looks: [tan, forest] },
  }),
  listing({
    handle: 'travel-tag',
    category: 5620,
    en: [
      'Luggage tag',
      'A tag with a window, a flap you can close over your address, and a loop that has not come off a suitcase yet. Sewn from the same hide as the bags, in colours you will see from across a baggage hall.',
      ['11 × 6.5 cm', 'Paper card included', 'Loop closes on itself', 'Free monogram on request'],
      ['luggage tag', 'travel', 'leather', 'gift'],
    ],
    zh: [
      '行李牌',
      '有窗口，有能盖住地址的翻盖，皮圈至今没从行李箱上掉过。与包同皮，颜色隔着整个行李厅都认得出。',
      ['11 × 6.5 厘米', '附地址卡', '自锁皮圈', '可免费烙字'],
      ['行李牌', '旅行', '皮革', '礼物'],
    ],
    options: { colour: ['oxblood', 'tan', 'navy'] },
    variants: [
      ['AF-TAG-OX', { colour: 'oxblood' }, 2400, 30, 40],
      ['AF-TAG-TA', { colour: 'tan' }, 2400, 34, 40],
      ['AF-TAG-NA', { colour: 'navy' }, 2400, 22, 40],
    ],
    art: { subject: 'luggageTag', looks: [oxblood, tan, navy] },
  }),
  listing({
    handle: 'refillable-journal',
    category: 961,
    en: [
      'Refillable journal cover',
      'A cover that outlives its paper. It takes any A5 notebook, holds a pen in the spine, and keeps an elastic across the front so that loose notes stay where you put them. The first refill is in the box.',
      ['A5, 16 × 22 cm', 'Plain or grid paper, 120 pages', 'Elastic and ribbon', 'Refills from any shop'],
      ['journal', 'notebook', 'leather', 'a5'],
    ],
    zh: [
      '可换芯手帐皮套',
      '皮套比纸活得久。任意 A5 本芯都能装，书脊藏笔，一道松紧带压住散页。首本内芯随盒附上。',
      ['A5，16 × 22 厘米', '空白或方格，120 页', '松紧带与丝带', '内芯随处可买'],
      ['手帐', '笔记本', '皮革', 'A5'],
    ],
    options: { colour: ['forest', 'chestnut'], format: ['plain', 'grid'] },
    variants: [
      ['AF-JRN-FP', { colour: 'forest', format: 'plain' }, 6400, 12, 380],
      ['AF-JRN-FG', { colour: 'forest', format: 'grid' }, 6400, 9, 380],
      ['AF-JRN-CP', { colour: 'chestnut', format: 'plain' }, 6400, 10, 380],
    ],
    art: { subject: 'journal', looks: [forest, chestnut] },
  }),
  listing({
    handle: 'monogram-fob',
    kind: 'service',
    en: [
      'Monogram and key fob',
      'Choose up to three letters; Sandro stamps them by hand with brass type from 1931 and sews a key fob around them. Send the letters in the order note, and tell us blind or gold. A good excuse to start small.',
      [
        'Up to three Latin letters or one seal character',
        'Blind or gold stamp',
        'Fob with steel ring',
        'Ready in five days',
      ],
      ['monogram', 'key fob', 'personal', 'gift'],
    ],
    zh: [
      '烙字钥匙扣',
      '选至多三个字母，或一个印章字，Sandro 用 1931 年的铜活字手工压上，再缝成钥匙扣。字写在备注里，注明素压或烫金。从小件开始，是个好借口。',
      ['至多三个字母或一个汉字', '素压或烫金', '附钢圈', '五日内完成'],
      ['烙字', '钥匙扣', '定制', '礼物'],
    ],
    options: { colour: ['tan', 'black'] },
    variants: [
      ['AF-FOB-TAN', { colour: 'tan' }, 2900, 40, 0],
      ['AF-FOB-BLA', { colour: 'black' }, 2900, 32, 0],
    ],
    terms: { commissionBps: 500, inspectWithinDays: 7 },
    art: { subject: 'keyFob', looks: [tan, black] },
  }),
];

/** The leather workshop with everything it sells. */
export const ardenLeather: Shop = { profile, listings: [...bags, ...smallGoods] };
