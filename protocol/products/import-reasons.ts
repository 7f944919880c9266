/** Why a row, a product or a part of one was not imported: by code, in English and Chinese, with places for details. */
const texts = {
  row_too_long: ['the row has more than {limit} bytes', '这一行超过{limit}字节'],
  row_unreadable: ['the row cannot be read ({error})', '这一行无法读取（{error}）'],
  handle_missing: ['has no handle', '没有商品标识（Handle）'],
  handle_letters: ['the handle has no latin letter or digit', '商品标识中没有拉丁字母或数字'],
  handle_taken: [
    'the handle becomes {handle}, which {other} has already',
    '商品标识会变成 {handle}，已被 {other} 使用',
  ],
  not_published: ['is not published in the file', '在文件中没有上架'],
  variant_repeats: ['repeats the variant {code}', '重复了规格 {code}'],
  variant_no_value: ['has no value for one of its options', '缺少某个选项的值'],
  sku_long: ['the SKU is longer than {limit} characters', 'SKU 超过{limit}个字符'],
  no_variants: ['has no variant that can be sold', '没有可以出售的规格'],
  price_missing: ['has no price', '没有价格'],
  price_zero: ['the price must be above zero', '价格必须大于零'],
  price_invalid: ['the price “{value}” is not an amount such as 12.50', '价格“{value}”不是金额，应写成 12.50 这样'],
  price_negative: ['the price {value} is below zero', '价格 {value} 小于零'],
  price_too_many_decimals: [
    'the price {value} has more than {limit} decimal places',
    '价格 {value} 的小数超过{limit}位',
  ],
  price_too_large: ['the price {value} is too large', '价格 {value} 太大'],
  pictures_many: ['has more than {limit} pictures', '图片超过{limit}张'],
  picture_missing: ['{name} is not in the picture folder', '图片文件夹中没有 {name}'],
  picture_unusable: ['{name} cannot be used as a picture ({error})', '{name} 不能用作图片（{error}）'],
  column_unreadable: ['the column {column} is not as an export writes it', '{column} 一列与导出的格式不符'],
  field_empty: ['{field} is empty', '{field} 为空'],
  field_long: ['{field} has more than {limit} characters', '{field} 超过{limit}个字符'],
  field_many: ['{field} has more than {limit} entries', '{field} 超过{limit}项'],
  field_few: ['{field} has fewer than {limit} entries', '{field} 少于{limit}项'],
  field_high: ['{field} is above {limit}', '{field} 大于{limit}'],
  field_low: ['{field} is below {limit}', '{field} 小于{limit}'],
  field_unusable: ['{field} cannot be used as it is', '{field} 的内容不能使用'],
} as const satisfies Record<string, readonly [en: string, zhCn: string]>;

/** Why something was not imported. */
export type ImportCode = keyof typeof texts;
export const importCodes = Object.keys(texts) as ImportCode[];

/** A row or a product that was not imported, or a part of one. */
export interface ImportIssue {
  line: number;
  handle: string;
  field: string;
  code: ImportCode;
  /** What the text of the code names. */
  details: Readonly<Record<string, string>>;
  /** `refused`: the row or product is left out; `warning`: it is imported without something. */
  severity: 'refused' | 'warning';
}

/** The reason in words. */
export function importReason(
  { code, details }: Pick<ImportIssue, 'code' | 'details'>,
  language: 'en' | 'zh-CN',
): string {
  const text: string = texts[code][language === 'en' ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
}
