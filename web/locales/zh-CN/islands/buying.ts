import type { Translation } from '../../../words.ts';
import type { buying as english } from '../../en/islands/buying.ts';

export const buying: Translation<typeof english> = {
  'cart.add': '加入购物车',
  'cart.added': '已加入。',
  'gallery.zoom': '放大图片',
  'gallery.close': '关闭',
  'gallery.previous': '上一张',
  'gallery.next': '下一张',
  'cart.open': '查看购物车',
};
