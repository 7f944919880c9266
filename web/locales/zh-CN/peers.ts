import type { Translation } from '../../words.ts';
import type { peers as english } from '../en/peers.ts';

export const peers: Translation<typeof english> = {
  'peers.title': '不经服务器读取店铺',
  'peers.lead':
    '浏览器直接询问网络中的节点，核对每个签名和每一部分内容，然后展示店铺。打开本页之后，不再需要任何网站。',
  'peers.noscript': '从节点读取需要 JavaScript，因为浏览器要做服务器的工作。',
  'peers.this_shop': '不经本节点查看此店铺',
  'peers.footer': '不经服务器',
};
