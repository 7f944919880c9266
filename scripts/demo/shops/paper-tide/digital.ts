import type { Listing, Shop } from '../../shop-content.ts';
import { prints } from './prints.ts';
import { DIGITAL, INKS, listing, profile } from './profile.ts';

/** Things that are downloaded. */
const digital: readonly Listing[] = [
  listing({
    handle: 'cais-typeface',
    kind: 'digital',
    category: 5032,
    terms: DIGITAL,
    en: [
      'Cais, a typeface in six weights',
      'Drawn from the painted signs of the river docks: wide shoulders, short tails, an ampersand like a knot. Six weights and true italics, with Portuguese accents that do not collide and figures that line up in a price list. Test files come with it; send them to your printer first.',
      ['OTF, WOFF2 and variable', '6 weights, italics, 612 glyphs', 'Latin Extended', 'One-page licence'],
      ['font', 'typeface', 'sans', 'branding'],
    ],
    zh: [
      'Cais 字体 · 六个字重',
      '取自河边码头的手绘招牌：肩宽、尾短，& 像一个绳结。六个字重加真斜体，葡文重音不打架，数字在价目表里对得齐。附测试文件，先发给印厂看看。',
      ['OTF、WOFF2、可变字体', '六字重加斜体，612 字形', '扩展拉丁', '授权书一页'],
      ['字体', '西文', '无衬线', '品牌'],
    ],
    options: { licence: ['personal', 'studio'] },
    variants: [
      ['PT-CAIS-P', { licence: 'personal' }, 2800, 9999, 0],
      ['PT-CAIS-S', { licence: 'studio' }, 12000, 9999, 0],
    ],
    art: { subject: 'laptop', looks: [{ colour: '#3a3b40', art: 'letters', palette: INKS.river }] },
  }),
  listing({
    handle: 'azulejo-patterns',
    kind: 'digital',
    category: 5032,
    terms: DIGITAL,
    en: [
      'Azulejo: 40 seamless patterns',
      'Forty tiles photographed on walks, redrawn from scratch as clean vectors and joined so that no seam shows at any size. Use them for fabric, packaging, walls or the inside of an envelope. Layered colours, so your brand fits in two clicks.',
      ['SVG, PDF and 4,000 px PNG', '40 patterns, 5 palettes', 'Commercial use included', '180 MB'],
      ['pattern', 'tile', 'vector', 'seamless'],
    ],
    zh: [
      '花砖：40 款无缝图案',
      '散步时拍下的四十块花砖，重新画成干净的矢量，接缝在任何尺寸下都看不见。可用于布料、包装、墙面，或信封的里层。分色图层，两下就换成您的品牌色。',
      ['SVG、PDF、4000 像素 PNG', '40 款，5 套配色', '含商用授权', '180 MB'],
      ['图案', '花砖', '矢量', '无缝'],
    ],
    options: { licence: ['personal', 'studio'] },
    variants: [
      ['PT-AZU-P', { licence: 'personal' }, 1900, 9999, 0],
      ['PT-AZU-S', { licence: 'studio' }, 6800, 9999, 0],
    ],
    art: {
      subject: 'loosePrint',
      looks: [
        { colour: '#1f5f6b', art: 'tiles', palette: ['#f3efe4', '#2f5f8a', '#e9e2d0', '#d99a4a', '#23303a'] },
        { colour: '#d9734e', art: 'tiles', palette: INKS.clay },
      ],
    },
  }),
  listing({
    handle: 'harbour-icons',
    kind: 'digital',
    category: 5032,
    terms: DIGITAL,
    en: [
      'Harbour icons: 320 small signs',
      'Icons for shops, weather, work and weekends, drawn on a 24 px grid with one line weight and rounded ends. Everything is a single path, so they animate well and weigh nothing. Updated twice a year, free for you.',
      ['SVG, sprite and Figma file', '320 icons, two styles', '24 px grid, 1.5 px line', 'Free updates'],
      ['icons', 'svg', 'ui', 'figma'],
    ],
    zh: [
      '港口图标：320 个小记号',
      '商店、天气、工作、周末的图标，24 像素网格，一种线宽，圆头收笔。每个都是单一路径，动得顺，轻得几乎没有。每年更新两次，您免费。',
      ['SVG、雪碧图、Figma', '320 个，两种风格', '24 像素网格，1.5 像素线', '免费更新'],
      ['图标', 'SVG', '界面', 'Figma'],
    ],
    options: { licence: ['personal', 'studio'] },
    variants: [
      ['PT-ICO-P', { licence: 'personal' }, 1600, 9999, 0],
      ['PT-ICO-S', { licence: 'studio' }, 5900, 9999, 0],
    ],
    art: {
      subject: 'tablet',
      looks: [{ colour: '#3a3b40', art: 'icons', palette: ['#f4f1ea', '#1f5f6b', '#d9734e', '#8a5a7a', '#33404a'] }],
    },
  }),
  listing({
    handle: 'slow-planner',
    kind: 'digital',
    category: 5032,
    terms: DIGITAL,
    en: [
      'Slow planner for tablets',
      'One page a week, one page a month, and a drawer for everything that can wait. Links between pages work in any PDF app; nothing blinks, nothing counts your streaks. Undated, so the middle of March is a fine time to start.',
      [
        'PDF with 420 links',
        'Undated, 12 months',
        'For GoodNotes, Notability, reMarkable',
        'English and Chinese covers',
      ],
      ['planner', 'tablet', 'pdf', 'undated'],
    ],
    zh: [
      '慢手帐 · 平板版',
      '一周一页，一月一页，再加一个“可以等等”的抽屉。页内链接在任何 PDF 应用里都能用；不闪烁，不数连续打卡。不印日期，三月开始也不晚。',
      ['PDF，420 个链接', '无日期，12 个月', '适配 GoodNotes、Notability、reMarkable', '中英文封面'],
      ['手帐', '平板', 'PDF', '无日期'],
    ],
    variants: [['PT-PLAN-01', {}, 1200, 9999, 0]],
    art: {
      subject: 'tablet',
      looks: [{ colour: '#3a3b40', art: 'planner', palette: ['#f4f1ea', '#5f7f5a', '#8aa36b', '#e7c9a0', '#33404a'] }],
    },
  }),
  listing({
    handle: 'ink-and-light',
    kind: 'digital',
    category: 784,
    terms: DIGITAL,
    en: [
      'Ink and Light: an e-book on screen printing',
      'Everything we wish somebody had told us about mesh, ink and patience, in 140 pages with drawings instead of stock photographs. The second half is a working plan for a studio that fits in a kitchen. Written by Tomé, argued with by Sofia.',
      ['EPUB and PDF, 140 pages', 'English, Chinese summary', '62 drawings', 'Free second edition'],
      ['e-book', 'screen printing', 'craft', 'guide'],
    ],
    zh: [
      '《墨与光》丝网印刷电子书',
      '关于网、墨和耐心，我们当年最希望有人告诉的事，一百四十页，配手绘而不是图库照片。后半本是一套能塞进厨房的工作室方案。Tomé 写，Sofia 负责抬杠。',
      ['EPUB 与 PDF，140 页', '英文，附中文提要', '62 幅手绘', '免费再版'],
      ['电子书', '丝网印刷', '手艺', '指南'],
    ],
    variants: [['PT-BOOK-01', {}, 1500, 9999, 0]],
    art: {
      subject: 'book',
      looks: [{ colour: '#d9734e', art: 'ridges', palette: ['#f6ead7', '#d9734e', '#7c3a34', '#f2d08a', '#3b2a2a'] }],
    },
  }),
  listing({
    handle: 'ridge-wallpapers',
    kind: 'digital',
    category: 5032,
    terms: DIGITAL,
    en: [
      'Ridge: 24 wallpapers',
      'The hills behind Sintra in twenty-four kinds of weather, for phones, tablets and screens as wide as a wall. Quiet in the middle, where your icons live. The cheapest way to hang something of ours, and the easiest to change.',
      ['24 scenes, up to 6,016 px', 'Phone, tablet, desktop, ultrawide', 'Light and dark pairs', 'PNG and AVIF'],
      ['wallpaper', 'mountains', 'desktop', 'phone'],
    ],
    zh: [
      '《远山》壁纸 24 幅',
      '辛特拉后面的山，二十四种天气，手机、平板和宽得像墙的屏幕都有。中间留得安静，图标好住。挂一件我们的东西，这是最便宜的办法。',
      ['24 幅，最高 6016 像素', '手机、平板、桌面、带鱼屏', '明暗成对', 'PNG 与 AVIF'],
      ['壁纸', '山', '桌面', '手机'],
    ],
    variants: [['PT-WALL-24', {}, 600, 9999, 0]],
    art: {
      subject: 'laptop',
      looks: [{ colour: '#3a3b40', art: 'ridges', palette: ['#dfe6e4', '#9db5b8', '#2f4f63', '#f0c98f', '#23303a'] }],
    },
  }),
];

/** The print studio with everything it sells. */
export const paperTide: Shop = { profile, listings: [...prints, ...digital] };
