import type { Translation } from '../../../words.ts';
import type { opening as english } from '../../en/islands/opening.ts';

export const opening: Translation<typeof english> = {
  'opening.steps': '开店步骤',
  'opening.taken': '（已完成）',
  'opening.shop': '店名',
  'opening.shop_title': '为店铺取名',
  'opening.shop_text': '买家最先看到的内容。现在只需店名，其余随时可以修改。',
  'opening.shop_done': '您的店铺已在链上开张。',
  'opening.change_profile': '修改店名、介绍和标志',
  'opening.deposit': '保证金',
  'opening.deposit_title': '存入保证金',
  'opening.deposit_text':
    '保证金是您的承诺：如果您不发货，买家从中获得赔付。它仍属于您，未被订单占用的部分经过等待期即可取出。',
  'opening.deposit_slider': '金额',
  'opening.exposure': '您可以同时接多少订单',
  'opening.exposure_text':
    '每笔未完成的订单锁定其价格的五分之一，新店最多可锁定保证金的四分之一。每一笔顺利的交易都会扩大额度。',
  'opening.orders.one': '{count} 笔未完成订单',
  'opening.orders.other': '{count} 笔未完成订单',
  'opening.balance': '您有 {balance}，最低为 {least}。',
  'opening.balance_short': '您有 {balance}，不够。最低保证金为 {least}。',
  'opening.look_again': '重新查看',
  'opening.put_down': '存入 {amount}',
  'opening.delivery': '配送',
  'opening.delivery_title': '您送到哪里？',
  'opening.delivery_text': '您的商品会以此为起点，每件都可不同。如果没有需要发货的商品，直接继续即可。',
  'opening.key': '密钥',
  'opening.key_title': '一键发布',
  'opening.key_skip': '不用密钥，继续',
  'opening.key_later': '那样每次修改都由您的钱包签名。以后可在工作台的设置中再决定。',
  'opening.listing': '首件商品',
  'opening.listing_title': '上架第一件商品',
  'opening.listing_text': '标题、图片和价格就够了。',
  'opening.more': '尺码、类目、拼团价等更多内容：打开完整编辑页',
  'opening.next': '继续',
};
