import type { Translation } from '../../../words.ts';
import type { keeping as english } from '../../en/islands/keeping.ts';
import { copies } from '../network.ts';

export const keeping: Translation<typeof english> = {
  ...copies,
  'keys.title': '收货信息与消息的密钥',
  'keys.text': '买家用这把密钥加密地址和消息。它由您的钱包签名生成，无需备份。',
  'keys.now': '正在使用：{key}',
  'keys.when': '何时应该更换？',
  'keys.when_text':
    '有人可能看到过您的签名，或在本页打开时使用过它。更换之后，买家改用新密钥。以前的内容您仍能读到：钱包会重新生成旧密钥。但持有旧密钥的人也能读到：新密钥只保护此后的内容。',
  'keys.change': '生成新密钥',
  'keys.asks': '钱包会请求两次签名和一笔交易。',
  'keys.changed': '从现在起，买家使用新密钥。',
  'copies.site': '把店铺下载为静态网站',
  'copies.site_text':
    '一个 CAR 文件，含全部页面、图片和订阅源。任何 IPFS 节点或网关都能按其 CID 提供；页面会自行核对，购买时回到这里。',
  'copies.desk_lead': '签了名的每个节点都保存着您的整个店铺。您的电脑或本节点离线时，买家在那里仍能找到它。',
};
