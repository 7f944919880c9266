import type { Listing, Shop } from '../../shop-content.ts';
import { listing, profile } from './profile.ts';
import { teas } from './teas.ts';

/** Gifts, tools and tastings. */
const sets: readonly Listing[] = [
  listing({
    handle: 'six-tin-sampler',
    category: 2073,
    en: [
      'Six little tins',
      'The question we hear most is “where do I start?”, so this box is the answer: six teas, enough of each for four sittings, in the order we would pour them for a guest. A folded card tells you how much leaf, how hot, how long, and what to notice.',
      [
        'Six tins of 12 g',
        'Green, white, jasmine, oolong, black, pu-erh',
        'Card in English and Chinese',
        'The box is linen-covered and reusable',
      ],
      ['sampler', 'gift', 'tea set', 'beginner'],
    ],
    zh: [
      '六小罐',
      '最常听到的问题是“从哪一款开始？”，这个盒子就是回答：六款茶，每款够泡四回，按我们待客的顺序排好。附一张折卡：放多少、多热、多久、留意什么。',
      ['六罐各 12 克', '绿、白、茉莉、岩茶、红、普洱', '中英双语冲泡卡', '布面盒，可再利用'],
      ['品鉴盒', '礼物', '茶礼', '入门'],
    ],
    variants: [['MR-SIX-01', {}, 3400, 36, 460]],
    art: {
      subject: 'sampler',
      looks: [{ colour: '#35564c', tones: ['#5c7a53', '#c9bfa0', '#7f9a8a', '#7c2f2a', '#b8863b', '#4e382a'] }],
    },
  }),
  listing({
    handle: 'festival-box',
    category: 2073,
    en: [
      'Festival box with a paper sleeve',
      'Two tins and a quiet box, for the kind of visit where you do not want to arrive with empty hands. Inside: 75 g of Big Red Robe and 75 g of jasmine pearls. We write a card for you in ink if you leave a line in the order note.',
      ['Two tins of 75 g', 'Box 30 × 20 × 10 cm', 'Handwritten card on request', 'Sleeve in oxblood or forest'],
      ['gift', 'festival', 'oolong', 'jasmine'],
    ],
    zh: [
      '节礼盒 · 纸封套',
      '两罐茶，一只素净的盒子，给那种“不好空手去”的拜访。内装大红袍与茉莉龙珠各 75 克。下单备注里写一句话，我们替您用毛笔抄在卡上。',
      ['两罐各 75 克', '盒 30 × 20 × 10 厘米', '可代写手书卡', '封套有酒红与森林绿'],
      ['礼盒', '节礼', '岩茶', '茉莉'],
    ],
    options: { colour: ['oxblood', 'forest'] },
    variants: [
      ['MR-FES-OX', { colour: 'oxblood' }, 6200, 25, 720],
      ['MR-FES-FO', { colour: 'forest' }, 6200, 19, 720],
    ],
    art: {
      subject: 'giftBox',
      looks: [
        { value: 'oxblood', colour: '#7c2f2a', ink: '#6b2a22' },
        { value: 'forest', colour: '#35564c', ink: '#2f4f43' },
      ],
    },
  }),
  listing({
    handle: 'bamboo-tools',
    en: [
      'Bamboo tea tools',
      'Scoop, needle, tongs and funnel, cut from four-year-old moso bamboo and oiled twice. The carver is my uncle; he leaves one knife mark on the back of each scoop so that he knows his own work. They will darken with your hands.',
      ['Four tools, 18 cm long', 'Moso bamboo, camellia oil', 'Linen roll included', 'Wipe dry, oil once a year'],
      ['tools', 'bamboo', 'gongfu', 'handmade'],
    ],
    zh: [
      '竹制茶道四件',
      '茶则、茶针、茶夹、茶漏，取四年生毛竹，上两遍茶油。刻竹的是我舅舅，每把茶则背后留一道刀痕，好认得出是自己的活。用久了会养出深色。',
      ['四件，长 18 厘米', '毛竹，山茶油', '附麻布卷袋', '擦干存放，每年上一次油'],
      ['茶具', '竹', '茶道', '手作'],
    ],
    variants: [['MR-BAM-04', {}, 2300, 30, 150]],
    art: { subject: 'teaTools', looks: [{ colour: '#c59a5b' }] },
  }),
  listing({
    handle: 'guided-tasting',
    kind: 'service',
    en: [
      'One-hour tasting by video',
      'We post you four small bags; at the agreed hour we boil water together. You learn how to smell a lid, why the second infusion matters, and which of the four you would buy again. In English or Chinese, one household per call.',
      [
        'Sixty minutes by video',
        'Four teas of 8 g posted ahead',
        'One household, any number of cups',
        'Time agreed after purchase',
      ],
      ['tasting', 'class', 'online', 'tea'],
    ],
    zh: [
      '云上品茶 · 一小时',
      '先寄四小包茶，到点我们隔着屏幕一起烧水。学闻盖香，学看第二泡为什么要紧，最后挑出您愿意再买的那一款。中英文皆可，一户一场。',
      ['视频六十分钟', '预寄四款各 8 克', '一户一场，杯子不限', '下单后约时间'],
      ['品茶', '课程', '线上', '茶'],
    ],
    variants: [['MR-TASTE-1', {}, 4200, 15, 0]],
    terms: { shipWithinDays: 14, inspectWithinDays: 7, commissionBps: 1500 },
    art: { subject: 'teaTable', looks: [{ colour: '#f2efe8', accent: '#8a5f3c', liquid: '#c98a3a' }] },
  }),
  listing({
    handle: 'brewing-notebook',
    kind: 'digital',
    category: 784,
    en: [
      'Brewing notes: a small e-book',
      'Eighty pages from fifteen years behind the counter: water, fire, leaf, vessel, patience. Tables you will use, mistakes we made, and the one page about storing pu-erh that people photograph with their phones. No affiliate links, no secrets, no fluff.',
      [
        'EPUB and PDF, 80 pages',
        'English and Chinese in one file',
        'Free updates',
        'Encrypted to your key on delivery',
      ],
      ['e-book', 'tea', 'guide', 'digital'],
    ],
    zh: [
      '《泡茶手记》电子书',
      '站柜台十五年，写成八十页：水、火、叶、器、耐心。有用得上的表，有我们犯过的错，还有那页大家总拿手机拍的“普洱怎么存”。没有广告，没有玄学。',
      ['EPUB 与 PDF，80 页', '中英合册', '免费更新', '交付时以您的密钥加密'],
      ['电子书', '茶', '指南', '数字商品'],
    ],
    variants: [['MR-BOOK-01', {}, 900, 5000, 0]],
    terms: { shipWithinDays: 2, inspectWithinDays: 7, commissionBps: 1500, coverageBps: 1000 },
    art: {
      subject: 'tablet',
      looks: [{ colour: '#3a3b40', art: 'pages', palette: ['#f4ecdc', '#3f6554', '#2a4539', '#d9a85a', '#2c2a28'] }],
    },
  }),
];

/** The tea merchant with everything it sells. */
export const mistRidge: Shop = { profile, listings: [...teas, ...sets] };
