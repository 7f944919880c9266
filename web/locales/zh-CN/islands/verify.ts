import type { Translation } from '../../../words.ts';
import type { verify as english } from '../../en/islands/verify.ts';

export const verify: Translation<typeof english> = {
  'verify.checking': '正在浏览器中核对店铺签名的内容……',
  'verify.listing': '已在您的浏览器中核对：标题、描述、价格以及所用图片均由店铺签名。',
  'verify.shop.one': '已在您的浏览器中核对：目录的签名，以及 {count} 件商品及其价格。',
  'verify.shop.other': '已在您的浏览器中核对：目录的签名，以及前 {count} 件商品及其价格。',
  'verify.publisher': '签名密钥不是店主的；付款前会在链上确认该密钥。',
  'verify.not_now': '浏览器现在无法核对本页。付款前会再次核对。',
  'verify.false': '本页显示的不是店铺签名的内容。',
  'verify.false_text': '不符的是：{part}。请勿在此购买。',
  'verify.elsewhere': '不经本节点读取该店铺',
  'verify.part_signature': '目录的签名',
  'verify.part_catalogue': '目录所含的内容',
  'verify.part_block': '商品本身',
  'verify.part_offer': '报价',
  'verify.part_title': '标题',
  'verify.part_words': '描述',
  'verify.part_price': '价格',
  'verify.part_picture': '图片',
};
