import type { Listing } from '../../shop-content.ts';
import { GLAZES, listing } from './profile.ts';

const { oat, celadon, ink, snow, rust, sky } = GLAZES;

/** Cups, bowls and plates. */
export const tableware: readonly Listing[] = [
  listing({
    handle: 'cloud-mug',
    category: 2169,
    en: [
      'Cloud mug in speckled stoneware',
      'A mug for the first hour of the day. The wall is thin at the lip and heavier at the foot, so it sits steady in the hand and keeps coffee warm a little longer. The handle takes three fingers, and the iron in our local clay comes through the glaze as fine freckles.',
      [
        'Holds 320 ml to a comfortable line',
        '9 cm tall, 9.5 cm across',
        'Stoneware, fired at 1,280 °C',
        'Microwave and dishwasher safe',
      ],
      ['mug', 'stoneware', 'coffee', 'handmade'],
    ],
    zh: [
      '云朵马克杯 · 斑点粗陶',
      '给清晨第一杯的杯子。口沿薄，底足沉，握着稳，也更保温。杯把正好容三指。本地陶泥里的铁质会从釉下透出来，成了细细的雀斑，每只都不一样。',
      ['容量 320 毫升', '高 9 厘米，口径 9.5 厘米', '粗陶，1280 ℃ 烧成', '可用微波炉与洗碗机'],
      ['马克杯', '粗陶', '咖啡杯', '手作'],
    ],
    options: { colour: ['oat', 'celadon', 'ink'] },
    variants: [
      ['KC-MUG-OAT', { colour: 'oat' }, 2800, 24, 420],
      ['KC-MUG-CEL', { colour: 'celadon' }, 2800, 18, 420],
      ['KC-MUG-INK', { colour: 'ink' }, 3000, 9, 420],
    ],
    art: {
      subject: 'cup',
      looks: [
        { ...oat, handle: true, height: 270, radius: 165 },
        { ...celadon, handle: true, height: 270, radius: 165 },
        { ...ink, handle: true, height: 270, radius: 165 },
      ],
    },
  }),
  listing({
    handle: 'tea-cups',
    category: 6049,
    en: [
      'Small tea cups, thrown thin',
      'Cups for gongfu tea, thrown thin enough that light shows through the rim. The white one is porcelain; celadon and rust are stoneware from the same wheel. They stack, they pour clean, and they are the right size for three sips while the tea is still talking.',
      ['Each holds 60 ml', '5 cm tall, 6.5 cm across', 'Porcelain or stoneware', 'Wash by hand, no soap needed'],
      ['tea cup', 'gongfu', 'porcelain', 'set'],
    ],
    zh: [
      '薄胎品茗杯',
      '薄到杯沿能透光的小杯。甜白是瓷胎，青瓷与铁锈是同一把辘轳上的陶胎。可以叠放，出水利落，三口一杯，茶正好还烫。',
      ['单只容量 60 毫升', '高 5 厘米，口径 6.5 厘米', '瓷胎或陶胎', '清水手洗即可'],
      ['品茗杯', '功夫茶', '瓷器', '套装'],
    ],
    options: { colour: ['snow', 'celadon', 'rust'], set: ['two', 'six'] },
    variants: [
      ['KC-CUP-SN2', { colour: 'snow', set: 'two' }, 2200, 30, 160],
      ['KC-CUP-SN6', { colour: 'snow', set: 'six' }, 5800, 12, 460],
      ['KC-CUP-CE2', { colour: 'celadon', set: 'two' }, 2200, 26, 180],
      ['KC-CUP-CE6', { colour: 'celadon', set: 'six' }, 5800, 8, 520],
      ['KC-CUP-RU2', { colour: 'rust', set: 'two' }, 2400, 14, 180],
    ],
    art: {
      subject: 'cup',
      looks: [
        { ...snow, height: 190, radius: 150, liquid: '#c98f3c' },
        { ...celadon, height: 190, radius: 150, liquid: '#c98f3c' },
        { ...rust, height: 190, radius: 150, liquid: '#8f4a22' },
      ],
    },
  }),
  listing({
    handle: 'fluted-rice-bowl',
    category: 3498,
    en: [
      'Fluted rice bowl',
      'Sixty flutes are carved into the leather-hard clay with a bamboo blade, one by one, before the bowl is dipped. Glaze pools in the grooves and thins on the ridges, which is where the colour gets its depth. A bowl for rice, for soup, for half a pomegranate.',
      ['13 cm across, 7 cm tall', 'Holds 380 ml', 'Carved by hand, celadon fired in reduction', 'Dishwasher safe'],
      ['bowl', 'celadon', 'rice', 'carved'],
    ],
    zh: [
      '菊瓣饭碗',
      '泥坯半干时，用竹刀一道一道刻出六十条瓣纹，再上釉。釉积在沟里，薄在脊上，颜色因此有了深浅。盛饭、盛汤、盛半个石榴都好看。',
      ['口径 13 厘米，高 7 厘米', '容量 380 毫升', '手工跳刻，还原焰青瓷', '可用洗碗机'],
      ['饭碗', '青瓷', '手刻', '餐具'],
    ],
    options: { colour: ['celadon', 'snow', 'sky'] },
    variants: [
      ['KC-RICE-CEL', { colour: 'celadon' }, 2600, 32, 300],
      ['KC-RICE-SNO', { colour: 'snow' }, 2600, 28, 290],
      ['KC-RICE-SKY', { colour: 'sky' }, 2900, 11, 300],
    ],
    art: {
      subject: 'bowl',
      looks: [
        { ...celadon, motif: 'flutes' },
        { ...snow, motif: 'flutes' },
        { ...sky, motif: 'flutes' },
      ],
    },
  }),
  listing({
    handle: 'noodle-bowl',
    category: 3498,
    en: [
      'Deep noodle bowl, two glazes',
      'A generous bowl with a foot you can hold when the broth is hot. Dipped twice: oat first, then ink from the shoulder up, with a soft line where they meet. Big enough for noodles with everything, and calm enough for a salad on a summer night.',
      ['18 cm across, 9 cm tall', 'Holds 900 ml', 'Stoneware with a raised foot', 'Oven safe to 200 °C'],
      ['bowl', 'ramen', 'stoneware', 'two-tone'],
    ],
    zh: [
      '双釉深口面碗',
      '底足够高，汤再烫也端得住。先浸燕麦釉，再从肩部往上浸墨蓝，两色相接处是一道柔和的线。一大碗面放得下所有浇头，夏夜拌个沙拉也安静好看。',
      ['口径 18 厘米，高 9 厘米', '容量 900 毫升', '粗陶，高圈足', '可入烤箱，200 ℃ 以内'],
      ['面碗', '汤碗', '粗陶', '双色'],
    ],
    variants: [['KC-NOOD-01', {}, 3900, 16, 780]],
    art: {
      subject: 'bowl',
      looks: [{ ...oat, dip: '#43566b', dipFrom: 0.5, radius: 300, height: 250, inside: '#8ea0ae' }],
    },
  }),
  listing({
    handle: 'supper-plate',
    category: 3553,
    en: [
      'Supper plate with an iron rim',
      'Flat in the middle, with a low wall that stops sauce from running. The bare rim shows the dark clay as a thin brown line that frames whatever you cook. Stacks neatly, which handmade plates rarely do.',
      [
        '24 cm across, 2.5 cm tall',
        'Stoneware, food-safe matte glaze',
        'Stacks eight high',
        'Dishwasher safe, not for direct flame',
      ],
      ['plate', 'dinner', 'stoneware', 'tableware'],
    ],
    zh: [
      '铁口晚餐盘',
      '盘心平，边墙低，汤汁不会跑。口沿露出深色的泥，一圈细细的棕线，把菜框得很好看。手作盘子少见地能整齐叠放。',
      ['直径 24 厘米，高 2.5 厘米', '粗陶，食品级哑光釉', '可叠放八只', '可用洗碗机，勿直接明火'],
      ['餐盘', '晚餐盘', '粗陶', '餐具'],
    ],
    options: { colour: ['oat', 'celadon'], set: ['one', 'four'] },
    variants: [
      ['KC-PLT-OA1', { colour: 'oat', set: 'one' }, 3400, 20, 720],
      ['KC-PLT-OA4', { colour: 'oat', set: 'four' }, 12400, 5, 2900],
      ['KC-PLT-CE1', { colour: 'celadon', set: 'one' }, 3400, 15, 720],
    ],
    art: { subject: 'plate', looks: [oat, { ...celadon, rim: '#a9845c' }] },
  }),
];
