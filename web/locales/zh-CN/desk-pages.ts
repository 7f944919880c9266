import type { Translation } from '../../words.ts';
import type { deskPages as english } from '../en/desk-pages.ts';

export const deskPages: Translation<typeof english> = {
  'desknav.label': '工作台',
  'desknav.connect': '请连接店铺的钱包，或店员的钱包。',
  'desknav.overview': '概览',
  'desknav.overview_lead': '待办事项，以及保证金还能担保多少订单。',
  'desknav.orders': '订单',
  'desknav.orders_lead': '待发货的订单，以及处于纠纷中的订单。',
  'desknav.goods': '商品',
  'desknav.goods_lead': '商品、价格与库存。一次签名即可发布全部修改，无需费用。',
  'desknav.edit': '编辑商品',
  'desknav.edit_lead': '卖什么、卖多少钱、如何送达。发布之前，您写的内容保存在此浏览器中。',
  'desknav.import': '导入',
  'desknav.import_lead': '选择商品文件，先查看结果，再发布。',
  'desknav.offers': '优惠',
  'desknav.offers_lead': '拼团价、优惠券、积分，以及积分互通的店铺。',
  'desknav.insights': '数据',
  'desknav.insights_lead': '根据人人可核对的记录，了解销售情况。',
  'desknav.look': '店面',
  'desknav.look_lead': '买家眼中您的店铺页面。',
  'desknav.settings': '设置',
  'desknav.settings_lead': '资料、配送、密钥、店员，以及保存您店铺的节点。',
};
