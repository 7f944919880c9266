import type { Translation } from '../../../words.ts';
import type { finding as english } from '../../en/islands/finding.ts';

export const finding: Translation<typeof english> = {
  'finding.list': '搜索建议',
  'finding.categories': '类目',
  'finding.listings': '商品',
  'finding.shops': '店铺',
  'finding.found.one': '{count} 条建议，用方向键选择。',
  'finding.found.other': '{count} 条建议，用方向键选择。',
  'finding.none': '没有建议',
  'finding.locating': '正在向浏览器询问您的位置……',
  'finding.located': '已填入，精确到约一公里。',
  'finding.not_located': '浏览器没有给出位置，请输入城市名。',
};
