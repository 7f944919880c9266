import type { Listing } from '../../shop-content.ts';
import { HIDES, listing } from './profile.ts';

const { tan, chestnut, forest, oxblood, black, navy } = HIDES;

/** Bags that are carried. */
export const bags: readonly Listing[] = [
  listing({
    handle: 'market-tote',
    category: 3032,
    en: [
      'Market tote',
      'One hide, four seams, no lining to tear. It holds a laptop, a loaf and a bunch of leeks and still stands up by itself. The handles are doubled and stitched through, so they reach over a winter coat and will not stretch. It arrives pale and stiff, and it becomes yours by about October.',
      ['42 × 34 × 14 cm', '3 mm vegetable-tanned shoulder', 'Handle drop 26 cm', 'One inside pocket for keys'],
      ['tote', 'leather', 'bag', 'everyday'],
    ],
    zh: [
      '集市托特包',
      '一张皮，四道缝，没有会破的里布。装得下电脑、面包和一把大葱，自己还能站着。提手双层通缝，穿大衣也能上肩，不会拉长。刚到手色浅皮硬，大概到十月就成了您自己的样子。',
      ['42 × 34 × 14 厘米', '3 毫米植鞣肩皮', '提手净高 26 厘米', '内有一只钥匙袋'],
      ['托特包', '皮革', '包', '日常'],
    ],
    options: { colour: ['tan', 'chestnut', 'forest'] },
    variants: [
      ['AF-TOTE-TAN', { colour: 'tan' }, 21000, 8, 1100],
      ['AF-TOTE-CHE', { colour: 'chestnut' }, 21000, 6, 1100],
      ['AF-TOTE-FOR', { colour: 'forest' }, 22500, 4, 1100],
    ],
    art: { subject: 'tote', looks: [tan, chestnut, { ...forest, trim: '#8a5a35' }] },
  }),
  listing({
    handle: 'two-buckle-satchel',
    category: 3032,
    en: [
      'Two-buckle satchel',
      'The bag Sandro made for his own schoolbooks in 1979, with better buckles. Solid brass, turned edges, a strap that unbuckles so that the handle alone carries it into a meeting. Fits a 14-inch laptop and a lunch that is nobody’s business.',
      ['38 × 28 × 9 cm', 'Brass buckles, hidden magnets underneath', 'Strap 95 to 125 cm', 'Two compartments'],
      ['satchel', 'briefcase', 'leather', 'laptop'],
    ],
    zh: [
      '双扣邮差包',
      '1979 年 Sandro 给自己装课本做的那只，扣件换了更好的。实心黄铜，折边收口，肩带可拆，单提进会议室正合适。放得下 14 寸电脑，和一份不必让人知道的午饭。',
      ['38 × 28 × 9 厘米', '黄铜扣，内藏磁扣', '肩带 95–125 厘米', '双隔层'],
      ['邮差包', '公文包', '皮革', '电脑包'],
    ],
    options: { colour: ['chestnut', 'black'] },
    variants: [
      ['AF-SAT-CHE', { colour: 'chestnut' }, 26500, 5, 1450],
      ['AF-SAT-BLA', { colour: 'black' }, 26500, 5, 1450],
    ],
    terms: { coverageBps: 5_000 },
    art: { subject: 'satchel', looks: [chestnut, black] },
  }),
  listing({
    handle: 'day-crossbody',
    category: 3032,
    en: [
      'One-strap crossbody',
      'Small enough to forget, big enough for a book. A single broad strap closes the flap with a swivel buckle that works with gloves on. Giulia drew it after losing her phone on a tram; it has a pocket against the body that nobody can reach but you.',
      ['26 × 19 × 7 cm', '2.4 mm hide, suede inside pocket', 'Strap 100 to 130 cm', 'Weighs 520 g'],
      ['crossbody', 'leather', 'small bag', 'travel'],
    ],
    zh: [
      '单扣斜挎包',
      '小到会忘了背着，大到装得下一本书。一条宽皮带压住翻盖，戴手套也能扣。Giulia 在电车上丢过手机之后画的：贴身一侧有只口袋，除了您谁也够不着。',
      ['26 × 19 × 7 厘米', '2.4 毫米皮，绒面内袋', '肩带 100–130 厘米', '重 520 克'],
      ['斜挎包', '皮革', '小包', '旅行'],
    ],
    options: { colour: ['oxblood', 'navy', 'tan'] },
    variants: [
      ['AF-CRO-OXB', { colour: 'oxblood' }, 14500, 9, 520],
      ['AF-CRO-NAV', { colour: 'navy' }, 14500, 7, 520],
      ['AF-CRO-TAN', { colour: 'tan' }, 14500, 11, 520],
    ],
    art: {
      subject: 'satchel',
      looks: [
        { ...oxblood, single: true, width: 430, height: 330 },
        { ...navy, single: true, width: 430, height: 330 },
        { ...tan, single: true, width: 430, height: 330 },
      ],
    },
  }),
  listing({
    handle: 'half-moon-bag',
    category: 3032,
    en: [
      'Half-moon bag',
      'Cut from a single curved piece and gathered into a half moon, with a brass zip that runs the whole way across. It looks like an evening bag and behaves like a pocket: phone, keys, cards, a folded shirt if you insist.',
      ['28 × 16 × 6 cm', 'Brass zip, waxed', 'Strap adjusts without holes', 'Unlined, edges painted five times'],
      ['half moon', 'shoulder bag', 'leather', 'evening'],
    ],
    zh: [
      '半月包',
      '一整块弧形皮收成半个月亮，黄铜拉链从这头走到那头。看着像晚宴包，用着像口袋：手机、钥匙、卡，硬要塞件叠好的衬衫也行。',
      ['28 × 16 × 6 厘米', '黄铜拉链，上蜡', '肩带无孔调节', '无里布，封边油五遍'],
      ['半月包', '单肩包', '皮革', '晚间'],
    ],
    options: { colour: ['oxblood', 'black'] },
    variants: [
      ['AF-MOON-OX', { colour: 'oxblood' }, 16800, 6, 460],
      ['AF-MOON-BL', { colour: 'black' }, 16800, 8, 460],
    ],
    art: { subject: 'moonBag', looks: [oxblood, black] },
  }),
  listing({
    handle: 'field-backpack',
    category: 100,
    en: [
      'Field backpack, canvas and hide',
      'Waxed canvas where weight matters, leather where wear happens. Two straps over one flap, a front pocket for what you reach for, and a back panel that keeps its shape. It has been to the Dolomites and to a wedding in the same week.',
      [
        '30 × 44 × 15 cm, 17 litres',
        '15 oz waxed canvas, 3 mm leather',
        'Padded sleeve for 16 inches',
        'Brass roller buckles',
      ],
      ['backpack', 'canvas', 'leather', 'travel'],
    ],
    zh: [
      '帆布植鞣双肩包',
      '要轻的地方用蜡帆布，易磨的地方用皮。一盖两带，前袋放顺手的东西，背板挺括。同一周里，它去过多洛米蒂，也去过一场婚礼。',
      ['30 × 44 × 15 厘米，17 升', '15 盎司蜡帆布，3 毫米皮', '16 寸电脑夹层', '黄铜滚轴扣'],
      ['双肩包', '帆布', '皮革', '旅行'],
    ],
    options: { colour: ['olive', 'navy'] },
    variants: [
      ['AF-PACK-OL', { colour: 'olive' }, 24800, 6, 1600],
      ['AF-PACK-NA', { colour: 'navy' }, 24800, 5, 1600],
    ],
    terms: { coverageBps: 5_000 },
    art: {
      subject: 'backpack',
      looks: [
        { value: 'olive', colour: '#69704f', canvas: true, trim: '#7a4a28' },
        { value: 'navy', colour: '#3c4d63', canvas: true, trim: '#7a4a28' },
      ],
    },
  }),
];
