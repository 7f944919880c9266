import type { Translation } from '../../../words.ts';
import type { overview as english } from '../../en/islands/overview.ts';

export const overview: Translation<typeof english> = {
  'todo.title': '待办事项',
  'todo.none': '目前没有待办事项。',
  'todo.suspended': '店铺已被暂停：请增加保证金',
  'todo.ship': '笔待发货或待交付',
  'todo.answer': '笔纠纷待回应',
  'todo.renew': '请重新签署商品目录，否则无人能购买',
  'todo.deposit': '请存入保证金，买家才能付款',
  'todo.list': '上架第一件商品',
  'todo.policies': '写明如何发货和退货，买家会看',
  'todo.until': '最早期限：',
  'todo.latest': '最新订单',
  'todo.no_orders': '还没有订单',
  'choose.none': '此账户没有店铺',
  'choose.none_text': '几分钟即可开店；或前往您任职店铺的工作台。',
  'choose.no_shop': '没有这家店铺',
  'choose.no_shop_text': '本页地址中的账户在此市场没有开店。',
  'choose.not_staff': '您不是这家店铺的店员',
  'choose.not_staff_text': '请店主先在店铺工作台的“设置”页允许当前账户。您也可能需要连接另一个账户。',
  'choose.open': '开设店铺',
  'choose.staff': '我在某家店铺工作',
  'choose.staff_text': '店员可以上架商品、查看订单，但永远不能动用资金。',
  'choose.before': '您以前工作过的店铺',
  'choose.shop': '店铺账户',
  'choose.go': '前往其工作台',
};
