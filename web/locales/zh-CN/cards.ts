import type { Translation } from '../../words.ts';
import type { cards as english } from '../en/cards.ts';

export const cards: Translation<typeof english> = {
  'card.promise': '货款由合约托管 · 评价只来自买家',
  'card.members': '已有 {members} 人，共需 {size} 人',
  'card.group': '一起拼团',
  'card.alone': '单独购买 {price}',
  'card.closes': '截至 {date}',
  'card.deposit': '保证金 {amount}',
  'card.sold': '{percent} 的订单顺利完成',
  'card.promoter': '推广者',
  'card.person': '买家',
  'card.sales.one': '带来 {count} 笔成交',
  'card.sales.other': '带来 {count} 笔成交',
  'card.orders.one': '完成 {count} 笔订单',
  'card.orders.other': '完成 {count} 笔订单',
  'card.market': '不属于任何平台的市场',
  'card.market_text': '卖家交保证金，货款由合约保管，只有买家才能评价。',
  'card.scan': '扫码查看',
};
