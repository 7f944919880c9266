import type { Listing } from '../../shop-content.ts';
import { listing } from './profile.ts';

/** Loose teas and cakes. */
export const teas: readonly Listing[] = [
  listing({
    handle: 'big-red-robe',
    category: 2073,
    en: [
      'Big Red Robe, charcoal roasted',
      'The tea our cliffs are known for, blended from three gardens and roasted four times over longan charcoal between June and November. It smells of toasted rice and orchid, tastes of dark honey and wet stone, and keeps giving for eight infusions. Let it rest a month after opening if you like it softer.',
      [
        'Picked 2 May, from three cliff gardens',
        'Oolong, medium-high roast',
        '8 g to 110 ml, boiling water, 10 seconds',
        'Best within three years',
      ],
      ['oolong', 'da hong pao', 'wuyi', 'roasted'],
    ],
    zh: [
      '大红袍 · 炭焙',
      '三片岩园拼配，龙眼炭从六月到十一月焙了四道。闻着是炒米和兰香，入口是深色蜜糖与湿石头，八冲有余。喜欢柔一点，开罐后再放一个月。',
      ['5 月 2 日采，三处岩园', '乌龙，中足火', '8 克配 110 毫升，沸水，十秒出汤', '三年内饮用为佳'],
      ['岩茶', '大红袍', '武夷', '炭焙'],
    ],
    options: { weight: ['g50', 'g100', 'g250'] },
    variants: [
      ['MR-DHP-050', { weight: 'g50' }, 1900, 60, 110],
      ['MR-DHP-100', { weight: 'g100' }, 3500, 42, 190],
      ['MR-DHP-250', { weight: 'g250' }, 7900, 12, 380],
    ],
    art: { subject: 'tin', looks: [{ colour: '#7c2f2a', emblem: 'ridge', ink: '#6b2a22' }] },
  }),
  listing({
    handle: 'golden-brow',
    category: 2073,
    en: [
      'Golden Brow, all-bud black tea',
      'Sixty thousand buds make one kilo, picked in the Tongmu reserve in eleven cold mornings. No smoke, no sugar, no fruit: the sweet-potato and lychee notes are simply what these buds do. Brew it gently and it forgives you; brew it hard and it still forgives you.',
      ['Picked 28 March to 7 April, Tongmu', 'Black tea, buds only', '4 g to 120 ml, 90 °C', 'Five good infusions'],
      ['black tea', 'jin jun mei', 'tongmu', 'buds'],
    ],
    zh: [
      '金骏眉 · 单芽红茶',
      '六万个芽头才得一公斤，桐木关内十一个冷早晨采完。不熏烟、不加糖，薯香和荔枝味是芽头自己的。泡得温柔它好喝，泡得粗心它也原谅你。',
      ['3 月 28 日至 4 月 7 日，桐木', '红茶，单芽', '4 克配 120 毫升，90 ℃', '五泡皆宜'],
      ['红茶', '金骏眉', '桐木', '单芽'],
    ],
    options: { weight: ['g50', 'g100'] },
    variants: [
      ['MR-JJM-050', { weight: 'g50' }, 2900, 35, 110],
      ['MR-JJM-100', { weight: 'g100' }, 5400, 18, 190],
    ],
    art: { subject: 'tin', looks: [{ colour: '#b8863b', emblem: 'sun', ink: '#5b3b18', inside: '#f7efdd' }] },
  }),
  listing({
    handle: 'spring-dragon-well',
    category: 2073,
    en: [
      'Dragon Well, before the rains',
      'Flat green leaves pressed by hand against a hot pan, from a friend’s old bushes above Wengjiashan. Chestnut first, then fresh peas, then a long sweetness at the back. A glass is all you need; watch the leaves stand up and sink.',
      [
        'Picked 29 March, before Qingming',
        'Green tea, pan fired by hand',
        '3 g to 200 ml, 85 °C',
        'Keep cold and dark, drink this year',
      ],
      ['green tea', 'longjing', 'spring', 'hangzhou'],
    ],
    zh: [
      '明前龙井',
      '翁家山上朋友家的老茶树，扁叶全靠一双手在热锅里压出来。先是栗香，再是豌豆的鲜，末了喉头一阵甜。一只玻璃杯就够，看叶子站起来又沉下去。',
      ['3 月 29 日采，明前', '绿茶，手工炒制', '3 克配 200 毫升，85 ℃', '避光冷藏，当年喝完'],
      ['绿茶', '龙井', '明前', '杭州'],
    ],
    options: { weight: ['g50', 'g100'] },
    variants: [
      ['MR-LJ-050', { weight: 'g50' }, 2600, 28, 105],
      ['MR-LJ-100', { weight: 'g100' }, 4800, 0, 185],
    ],
    art: { subject: 'looseLeaf', looks: [{ colour: '#7d8f4a', trim: '#b98a5a' }] },
  }),
  listing({
    handle: 'white-peony',
    category: 2073,
    en: [
      'White Peony from Fuding',
      'One bud, two leaves, withered for three days on bamboo trays and then left alone. Fresh it tastes of hay, cucumber and apricot; after two or three years it turns to dates and herbs. We sell it in a plain pouch because you will be back for more.',
      ['Picked 12 April, Panxi', 'White tea, sun withered', '5 g to 150 ml, 95 °C', 'Ages well in a dry cupboard'],
      ['white tea', 'bai mudan', 'fuding', 'ageing'],
    ],
    zh: [
      '福鼎白牡丹',
      '一芽二叶，竹匾上萎凋三天，此后不再多动它。新茶有干草、青瓜和杏子的味道；放上两三年，就转成枣香和药香。用素袋子装，反正您很快会再来。',
      ['4 月 12 日采，磻溪', '白茶，日光萎凋', '5 克配 150 毫升，95 ℃', '干燥处可久存'],
      ['白茶', '白牡丹', '福鼎', '可陈放'],
    ],
    options: { weight: ['g75', 'g150'] },
    variants: [
      ['MR-BMD-075', { weight: 'g75' }, 1700, 48, 95],
      ['MR-BMD-150', { weight: 'g150' }, 3000, 33, 175],
    ],
    art: { subject: 'pouch', looks: [{ colour: '#c79f6b', emblem: 'leaf', ink: '#4b5a38' }] },
  }),
  listing({
    handle: 'jasmine-pearls',
    category: 2073,
    en: [
      'Jasmine pearls, scented seven nights',
      'Spring leaf rolled into pearls and laid among fresh jasmine for seven nights in July, the flowers changed every evening. No oil, no flavouring, and the spent blossoms are sifted out. Ten pearls in a glass are plenty; they open slowly, like something being remembered.',
      [
        'Leaf picked in April, flowers in July',
        'Green tea, scented seven times',
        '10 pearls to 250 ml, 85 °C',
        'Three infusions',
      ],
      ['jasmine', 'green tea', 'scented', 'fuzhou'],
    ],
    zh: [
      '七窨茉莉龙珠',
      '春茶揉成珠，七月里与鲜茉莉同眠七夜，花每晚换新。不用香精，花渣筛净。十粒一杯就足，它慢慢地展开，像想起一件旧事。',
      ['四月采茶，七月窨花', '绿茶坯，七窨', '十粒配 250 毫升，85 ℃', '可三泡'],
      ['茉莉花茶', '绿茶', '七窨', '福州'],
    ],
    options: { weight: ['g75', 'g150'] },
    variants: [
      ['MR-JAS-075', { weight: 'g75' }, 2100, 40, 130],
      ['MR-JAS-150', { weight: 'g150' }, 3800, 22, 220],
    ],
    art: {
      subject: 'tin',
      looks: [{ colour: '#5c7a6a', emblem: 'blossom', ink: '#3d5a4c', inside: '#f8f4e8', height: 330, radius: 175 }],
    },
  }),
  listing({
    handle: 'old-tree-cake',
    category: 2073,
    en: [
      'Old-tree pu-erh cake, 2018',
      'Pressed in 2018 from one village in Mengku, kept six years in our dry store, and just now coming out of its stubborn years. Camphor, plum skin, a bitterness that turns sweet before you put the cup down. Loosen it from the edge with a pick, never from the middle.',
      ['357 g stone-pressed cake', 'Raw pu-erh, spring 2018, Mengku', '7 g to 120 ml, boiling', 'Will age for decades'],
      ['pu-erh', 'raw', 'aged', 'cake'],
    ],
    zh: [
      '勐库古树生普 · 2018',
      '2018 年春，勐库一个寨子的料，石磨压饼，在我们的干仓里放了六年，刚过了倔脾气的年纪。樟香、李子皮，苦还没放下杯子就化成了甜。从边上撬，别从中间下针。',
      ['357 克石磨饼', '生普，2018 春，勐库', '7 克配 120 毫升，沸水', '可存数十年'],
      ['普洱', '生茶', '陈年', '茶饼'],
    ],
    options: { weight: ['g100', 'g357'] },
    variants: [
      ['MR-PU-100', { weight: 'g100' }, 2800, 20, 140],
      ['MR-PU-357', { weight: 'g357' }, 8800, 15, 420],
    ],
    terms: { coverageBps: 10_000, inspectWithinDays: 10 },
    art: { subject: 'teaCake', looks: [{ colour: '#4e382a', ink: '#7a2e25' }] },
  }),
];
