import type { Translation } from '../../words.ts';
import type { offline as english } from '../en/offline.ts';

export const offline: Translation<typeof english> = {
  'offline.title': '这个节点没有回应',
  'offline.text': '可能是您断网了，也可能是节点停了。您的钱不在它手里，而是由合约保管。',
  'offline.peer': '从其他节点读取店铺',
  'offline.works': '这些都还在',
  'offline.cart': '购物车和草稿都保存在这台设备上。',
  'offline.orders': '订单照样按链上的期限进行，在其他任何节点上都能查看和操作。',
  'offline.keys': '钱包签过的内容和您的密钥从未离开这台设备。',
};
