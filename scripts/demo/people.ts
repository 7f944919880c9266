import type { Persona } from './shop-content.ts';
import { both } from './shops/write-listing.ts';

/** Everybody who buys, recommends, judges and sells on the demo market. */
export const personas: readonly Persona[] = [
  {
    id: 'maya',
    name: both('Maya Okafor', '玛雅·奥卡福'),
    role: 'buyer',
    about: both('Furnishes a first flat, one good thing at a time.', '布置第一间公寓，一次只买一件好东西。'),
  },
  {
    id: 'chen',
    name: both('Chen Yuan', '陈远'),
    role: 'buyer',
    about: both('Programmer, tea drinker, reads every label.', '程序员，爱喝茶，标签一个字不落。'),
  },
  {
    id: 'jonas',
    name: both('Jonas Weber', '约纳斯·韦伯'),
    role: 'buyer',
    about: both('Rides to work in any weather.', '风雨无阻骑车上班。'),
  },
  {
    id: 'lin',
    name: both('Lin Mei', '林玫'),
    role: 'buyer',
    about: both('Cooks for eight on Sundays.', '周日常做八个人的饭。'),
  },
  {
    id: 'ines',
    name: both('Inês Duarte', '伊内斯·杜阿尔特'),
    role: 'buyer',
    about: both('Illustrator who buys other people’s prints.', '插画师，专买别人的版画。'),
  },
  {
    id: 'aiko',
    name: both('Aiko Mori', '森爱子'),
    role: 'promoter',
    about: both('Writes a slow letter about objects that last.', '写一份慢通讯，只谈耐用的物件。'),
  },
  {
    id: 'tomas',
    name: both('Tomás Rivera', '托马斯·里韦拉'),
    role: 'promoter',
    parent: 'aiko',
    about: both('Films desks, bags and bicycles; was invited by Aiko.', '拍桌面、包和自行车，由爱子引荐。'),
  },
  {
    id: 'helena',
    name: both('Helena Brandt', '海伦娜·布兰特'),
    role: 'arbitrator',
    about: both('Retired judge who reads both sides twice.', '退休法官，两边的话各读两遍。'),
  },
  {
    id: 'lan',
    name: both('Lan Qiu', '邱岚'),
    role: 'seller',
    shop: 'kiln-and-cloud',
    about: both('Throws, glazes and paints at Kiln & Cloud.', '在云窑拉坯、上釉、画瓷。'),
  },
  {
    id: 'wu',
    name: both('Wu Xiu', '吴岫'),
    role: 'seller',
    shop: 'mist-ridge',
    about: both('Third-generation tea merchant.', '第三代茶人。'),
  },
  {
    id: 'giulia',
    name: both('Giulia Arden', '朱莉娅·雅顿'),
    role: 'seller',
    shop: 'arden-leather',
    about: both('The daughter of Arden & Figlia.', '雅顿父女中的女儿。'),
  },
  {
    id: 'zhao',
    name: both('Zhao Bei', '赵北'),
    role: 'seller',
    shop: 'northlight-desk',
    about: both('Hardware engineer, owner of too many screwdrivers.', '硬件工程师，螺丝刀多得数不清。'),
  },
  {
    id: 'sofia',
    name: both('Sofia Mar', '索菲亚·马尔'),
    role: 'seller',
    shop: 'paper-tide',
    about: both('Draws what Tomé prints.', '她画，Tomé 印。'),
  },
  {
    id: 'bram',
    name: both('Bram de Wit', '布拉姆·德维特'),
    role: 'seller',
    shop: 'slow-wheel',
    about: both('Fixes wheels, feeds the dog.', '修轮子，喂狗。'),
  },
  {
    id: 'noor',
    name: both('Noor Haddad', '努尔·哈达德'),
    role: 'juror',
    about: both('Mediates between neighbours, and now between strangers.', '平日调解邻里，如今也调解陌生人。'),
  },
  {
    id: 'piet',
    name: both('Piet Vos', '皮特·沃斯'),
    role: 'juror',
    about: both('Repaired radios for forty years; knows what broke when.', '修了四十年收音机，知道什么是何时坏的。'),
  },
  {
    id: 'shen',
    name: both('Shen Yi', '沈意'),
    role: 'juror',
    about: both('Customs inspector who opens every box.', '海关查验员，箱箱必开。'),
  },
  {
    id: 'amara',
    name: both('Amara Diallo', '阿玛拉·迪亚洛'),
    role: 'juror',
    about: both('Teaches statistics and asks for the second photo.', '教统计学，总要看第二张照片。'),
  },
  {
    id: 'luca',
    name: both('Luca Ferri', '卢卡·费里'),
    role: 'juror',
    about: both('Ran a shop, ran a returns desk, remembers both.', '开过店，也管过退货柜台，两边都懂。'),
  },
  {
    id: 'hana',
    name: both('Hana Kim', '金荷娜'),
    role: 'juror',
    about: both('Proofreader with patience for long threads.', '校对员，再长的往来也读得完。'),
  },
  {
    // The last of the people: the next account of the mnemonic is that of the first node's operator.
    id: 'ravi',
    name: both('Ravi Nair', '拉维·奈尔'),
    role: 'operator',
    about: both('Keeps the first node running from a shelf in the hallway.', '在走廊的架子上养着第一个节点。'),
  },
];
