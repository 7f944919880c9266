import type { Translation } from '../../words.ts';
import type { host as english } from '../en/host.ts';

export const host: Translation<typeof english> = {
  'host.title': '运行节点',
  'host.lead':
    '任何一台机器都能为本市场的所有店铺提供服务。您的节点自行核验每个签名、自行读取链上数据，无需信任任何人；其他节点停止时，店铺照常营业。',
  'host.holds': '本市场的节点提供什么',
  'host.shops': '店铺',
  'host.listings': '商品',
  'host.orders': '订单',
  'host.peers': '与本节点相连的节点',
  'host.holds_text': '以上是本节点的数字。新节点从其他节点复制商品目录，其余数据由链上记录算出。',
  'host.get': '取得程序',
  'host.get_text':
    '每个节点都提供自己正在运行的程序（{size} MB）。只需 Node.js 20 或更新版本及 npm，其余会自动安装。1 GB 内存的小型服务器就够用，家中路由器后面的电脑也可以。',
  'host.get_sum': '同一版本的所有节点提供同一个文件。把资金托付给它之前，请与其他节点的 SHA-256 比对：{sum}',
  'host.join': '加入本市场',
  'host.join_text':
    '在源代码文件夹中运行。合约地址和首批节点取自本节点，合约代码会与您的源代码比对；--rpc 是链 {chain} 的任一接口：您自己的或服务商的，多个以逗号分隔。',
  'host.join_local_text':
    '在本机的源代码文件夹中运行，这个试用市场的链（{chain}）就在本机。合约地址和首批节点取自本节点，合约代码会与您的源代码比对。',
  'host.open': '对外开放',
  'host.open_text':
    '在此之前，只有您自己的机器能看到页面。为页面配置带证书的域名，为其他节点开放 TCP 端口 9080，并把这些设置写在命令之前。',
  'host.earn': '从成交中获得收入',
  'host.earn_text':
    '卖家为促成交易的节点设定分成。把 HOST_PAYOUT 设为您的账户，并把节点登记到链上名册，让其他人找到它。',
  'host.choose': '选择承载内容',
  'host.choose_text':
    '承载所有店铺，或只承载您关注的店铺。您不承载的内容会连同理由公开列出。启动时会显示 DATA_DIR 所用的文件夹；把您的账户写入 OPERATORS，也可以在运营者页面上操作。',
  'host.trust': '即使本节点明天消失，您的节点也会继续运行：它记得其他节点，并通过它们和链上名册找到更多节点。',
  'host.others': '已公布节点的运营者',
  'host.network': '本节点所见的网络',
  'host.deployment': '本市场的链与合约（供程序读取）',
};
