import type { Translation } from '../../words.ts';
import type { site as english } from '../en/site.ts';

export const site: Translation<typeof english> = {
  'site.note': '这是店铺的只读副本。浏览器会按店铺的签名核对标题、价格和图片。',
  'site.node': '到 {node} 购买和查看最新内容',
};
