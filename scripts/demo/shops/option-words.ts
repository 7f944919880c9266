import type { ListingOption, Localized } from '../shop-content.ts'

/** The options that listings of the demo market offer. */
export type OptionName = 'colour' | 'size' | 'set' | 'weight' | 'design' | 'layout' | 'licence' | 'day' | 'format'

const NAMES: Record<OptionName, Localized> = {
  colour: { en: 'Colour', 'zh-CN': '颜色' },
  size: { en: 'Size', 'zh-CN': '尺寸' },
  set: { en: 'Set', 'zh-CN': '套装' },
  weight: { en: 'Weight', 'zh-CN': '净重' },
  design: { en: 'Design', 'zh-CN': '图案' },
  layout: { en: 'Layout', 'zh-CN': '配列' },
  licence: { en: 'Licence', 'zh-CN': '授权' },
  day: { en: 'Day', 'zh-CN': '日期' },
  format: { en: 'Format', 'zh-CN': '规格' },
}

const VALUES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  oat: ['Oat', '燕麦'], celadon: ['Celadon', '青瓷'], ink: ['Ink', '墨蓝'], snow: ['Snow', '甜白'], rust: ['Iron rust', '铁锈'], sky: ['Clear sky', '霁青'], moss: ['Moss', '苔绿'], sand: ['Sand', '沙色'],
  tan: ['Tan', '原色棕'], chestnut: ['Chestnut', '栗色'], forest: ['Forest', '森林绿'], oxblood: ['Oxblood', '酒红'], black: ['Black', '黑色'], navy: ['Navy', '藏青'], olive: ['Olive', '橄榄'],
  bone: ['Bone', '米白'], slate: ['Slate', '石板灰'], graphite: ['Graphite', '石墨'], amber: ['Amber', '琥珀'], walnut: ['Walnut', '胡桃木'], oak: ['Oak', '白橡木'], silver: ['Silver', '银色'], brass: ['Brass', '黄铜'], terracotta: ['Terracotta', '赤陶'], cream: ['Cream', '奶油白'], dune: ['Dune', '沙丘'], harbour: ['Harbour', '港湾'],
  small: ['Small', '小号'], medium: ['Medium', '中号'], large: ['Large', '大号'], one: ['Single', '单只'], two: ['Set of two', '两件套'], four: ['Set of four', '四件套'], six: ['Set of six', '六件套'],
  g50: ['50 g', '50 克'], g75: ['75 g', '75 克'], g100: ['100 g', '100 克'], g125: ['125 g', '125 克'], g150: ['150 g', '150 克'], g250: ['250 g', '250 克'], g357: ['357 g', '357 克'],
  a4: ['A4, unframed', 'A4 无框'], a3: ['A3, unframed', 'A3 无框'], a3oak: ['A3, oak frame', 'A3 橡木框'],
  plum: ['Plum', '梅枝'], bamboo: ['Bamboo', '竹影'], fish: ['Two fish', '双鱼'],
  linear: ['Linear switches', '线性轴'], tactile: ['Tactile switches', '段落轴'], personal: ['Personal', '个人使用'], studio: ['Studio, up to 5 people', '工作室（5 人内）'],
  saturday: ['Saturday', '周六'], sunday: ['Sunday', '周日'], wednesday: ['Wednesday', '周三'],
  s20: ['20 mm', '20 毫米'], s22: ['22 mm', '22 毫米'], s85: ['85 cm', '85 厘米'], s95: ['95 cm', '95 厘米'], s105: ['105 cm', '105 厘米'], inch13: ['13 inch', '13 英寸'], inch14: ['14 inch', '14 英寸'], inch16: ['16 inch', '16 英寸'],
  frame52: ['Frame 52 cm', '车架 52 厘米'], frame56: ['Frame 56 cm', '车架 56 厘米'], pair: ['Pair', '一对'], rear: ['Rear only', '仅尾灯'], plain: ['Plain', '空白内页'], grid: ['Grid', '方格内页'],
  basic: ['Basic', '基础'], full: ['Full', '深度'], tides: ['Tides', '潮汐'], suns: ['Arches', '拱门'], ridges: ['Ridges', '远山'],
}

/** Builds an option with both languages. Throws a RangeError when a value has no words yet. */
export function option(name: OptionName, values: readonly string[]): ListingOption {
  return {
    id: name,
    name: NAMES[name],
    values: values.map((id) => {
      const words = VALUES[id]
      if (!words) throw new RangeError(`option value "${id}" of "${name}" has no words in option-words.ts`)
      return { id, name: { en: words[0], 'zh-CN': words[1] } }
    }),
  }
}
