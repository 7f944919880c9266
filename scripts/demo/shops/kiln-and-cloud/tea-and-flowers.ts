import type { Listing } from '../../shop-content.ts';
import { GLAZES, listing } from './profile.ts';

const { oat, celadon, ink, snow, rust } = GLAZES;

/** Tea ware and vases. */
export const teaAndFlowers: readonly Listing[] = [
  listing({
    handle: 'cane-handle-teapot',
    en: [
      'Teapot with a cane handle',
      'The handle is bent from mountain cane by Mr Fang, who is seventy-eight and still faster than any of us. The pot pours in one clear arc and stops without a drip, because we sharpen each spout twice. The strainer is pierced into the wall, so there is nothing to lose.',
      [
        'Holds 480 ml, serves two to four',
        '16 cm tall with the handle',
        'Stoneware, pierced strainer',
        'Keep the cane out of the dishwasher',
      ],
      ['teapot', 'stoneware', 'cane', 'tea'],
    ],
    zh: [
      '提梁壶 · 山藤把',
      '提梁由方师傅用山藤弯成，他七十八岁，手脚仍比我们谁都快。壶嘴修两遍，出水成一道弧，断水不滴。滤孔直接打在壶壁上，没有会弄丢的零件。',
      ['容量 480 毫升，二至四人', '连提梁高 16 厘米', '粗陶，壶壁自带滤孔', '藤把请勿入洗碗机'],
      ['茶壶', '提梁壶', '粗陶', '藤编'],
    ],
    options: { colour: ['ink', 'oat'] },
    variants: [
      ['KC-POT-INK', { colour: 'ink' }, 8600, 7, 690],
      ['KC-POT-OAT', { colour: 'oat' }, 8600, 6, 690],
    ],
    art: {
      subject: 'teapot',
      looks: [
        { ...ink, overhead: true },
        { ...oat, overhead: true },
      ],
    },
  }),
  listing({
    handle: 'painted-gaiwan',
    en: [
      'Porcelain gaiwan, painted by hand',
      'A gaiwan should open with one finger and never burn you. Ours has a flared lip that keeps fingers away from the heat and a lid with just enough weight. Lan paints the fish and the plum blossom under the glaze, with a brush of goat hair, from memory.',
      ['Holds 130 ml', 'Porcelain, cobalt or iron-red under glaze', 'Lid, bowl and saucer', 'Wash by hand'],
      ['gaiwan', 'porcelain', 'blue and white', 'gongfu'],
    ],
    zh: [
      '手绘白瓷盖碗',
      '好盖碗该一指能开、不烫手。撇口让手指离热处远一点，盖子有恰好的分量。双鱼和梅枝由阿岚用羊毫在釉下画成，不打稿，凭记性。',
      ['容量 130 毫升', '白瓷，釉下青花或铁红', '盖、碗、托三件', '请手洗'],
      ['盖碗', '白瓷', '青花', '功夫茶'],
    ],
    options: { design: ['fish', 'plum'] },
    variants: [
      ['KC-GAI-FIS', { design: 'fish' }, 6400, 10, 340],
      ['KC-GAI-PLU', { design: 'plum' }, 6400, 8, 340],
    ],
    art: {
      subject: 'gaiwan',
      looks: [
        { ...snow, value: 'fish', motif: 'fish', ink: '#2b4a86' },
        { ...snow, value: 'plum', motif: 'plum', ink: '#b5494b' },
      ],
    },
  }),
  listing({
    handle: 'fairness-pitcher',
    en: [
      'Fairness pitcher',
      'Tea goes from the pot into this pitcher and then to the cups, so that the last guest drinks the same tea as the first. The spout is pulled, not cut, and the handle stays cool. It also makes a fine small milk jug, and we will not tell.',
      ['Holds 220 ml', '10 cm tall', 'Stoneware or porcelain glaze', 'Dishwasher safe'],
      ['pitcher', 'gongfu', 'tea', 'celadon'],
    ],
    zh: [
      '公道杯',
      '茶从壶里先到公道杯，再分到各人杯中，最后一位喝到的和第一位一样浓。嘴是捏出来的，不是切的；杯把不烫。拿来装牛奶也很合适，我们不会说出去。',
      ['容量 220 毫升', '高 10 厘米', '青瓷釉或甜白釉', '可用洗碗机'],
      ['公道杯', '分茶', '功夫茶', '青瓷'],
    ],
    options: { colour: ['celadon', 'snow'] },
    variants: [
      ['KC-PIT-CEL', { colour: 'celadon' }, 3800, 14, 280],
      ['KC-PIT-SNO', { colour: 'snow' }, 3800, 12, 270],
    ],
    art: {
      subject: 'pitcher',
      looks: [
        { ...celadon, liquid: '#c98f3c' },
        { ...snow, liquid: '#b8652a' },
      ],
    },
  }),
  listing({
    handle: 'moon-vase',
    category: 602,
    en: [
      'Moon vase, painted',
      'Two bowls joined at the rim, the old way of making a moon jar: the seam leaves the circle slightly untrue, like the real moon. One branch in it is enough. Choose plum blossom for winter or bamboo for the rest of the year.',
      ['27 cm tall, 24 cm across', 'Porcelain, painted under the glaze', 'Watertight', 'Signed on the foot'],
      ['vase', 'moon jar', 'porcelain', 'painted'],
    ],
    zh: [
      '手绘月亮瓶',
      '两只大碗口对口接成，是做月亮罐的老办法：接缝让圆有一点点不圆，像真的月亮。插一枝就够了。冬天选梅，其余的日子选竹。',
      ['高 27 厘米，腹径 24 厘米', '瓷胎，釉下彩绘', '不渗水', '底足有签名'],
      ['花瓶', '月亮罐', '瓷器', '手绘'],
    ],
    options: { design: ['plum', 'bamboo'] },
    variants: [
      ['KC-MOON-PL', { design: 'plum' }, 14800, 4, 1650],
      ['KC-MOON-BA', { design: 'bamboo' }, 14800, 3, 1650],
    ],
    terms: { inspectWithinDays: 10 },
    art: {
      subject: 'vase',
      looks: [
        { ...snow, value: 'plum', shape: 'moon', motif: 'plum', ink: '#b5494b', height: 480, radius: 220 },
        { ...snow, value: 'bamboo', shape: 'moon', motif: 'bamboo', ink: '#2f5a55', height: 480, radius: 220 },
      ],
    },
  }),
  listing({
    handle: 'long-neck-vase',
    category: 602,
    en: [
      'Long-neck vase',
      'A tall throat for a single stem. The form comes from Song bottles in the city museum, made a little rounder because our shelves are lower. The celadon crackles faintly in its first year; you may hear it, a small ping at night.',
      ['24 cm tall, 12 cm across', 'Neck opening 2 cm', 'Stoneware', 'Wipe with a damp cloth'],
      ['vase', 'celadon', 'single stem', 'song style'],
    ],
    zh: [
      '长颈瓶',
      '长颈，只为一枝花。器形学自城里博物馆的宋瓶，肩做得再圆一点，因为我们的架子矮。青瓷头一年会慢慢开片，夜里偶尔“叮”一声，不用怕。',
      ['高 24 厘米，腹径 12 厘米', '瓶口 2 厘米', '陶胎', '湿布擦拭'],
      ['花瓶', '青瓷', '单枝', '宋式'],
    ],
    options: { colour: ['celadon', 'ink', 'rust'] },
    variants: [
      ['KC-NECK-CE', { colour: 'celadon' }, 5200, 9, 610],
      ['KC-NECK-IN', { colour: 'ink' }, 5200, 7, 610],
      ['KC-NECK-RU', { colour: 'rust' }, 4800, 2, 610],
    ],
    art: {
      subject: 'vase',
      looks: [
        { ...celadon, shape: 'bottle', height: 520, radius: 160 },
        { ...ink, shape: 'bottle', height: 520, radius: 160 },
        { ...rust, shape: 'bottle', height: 520, radius: 160 },
      ],
    },
  }),
];
