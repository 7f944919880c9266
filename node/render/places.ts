import { nearText } from '../../protocol/api/search.ts';

/** Latitude and longitude of large cities, in hundredths of a degree, by their names in English and Chinese. */
const cities: readonly [english: string, chinese: string, latitude: number, longitude: number][] = [
  ['amsterdam', '阿姆斯特丹', 5237, 490],
  ['athens', '雅典', 3798, 2373],
  ['bangkok', '曼谷', 1376, 10050],
  ['barcelona', '巴塞罗那', 4139, 217],
  ['beijing', '北京', 3990, 11641],
  ['berlin', '柏林', 5252, 1340],
  ['bogota', '波哥大', 471, -7407],
  ['brussels', '布鲁塞尔', 5085, 435],
  ['budapest', '布达佩斯', 4750, 1904],
  ['buenos aires', '布宜诺斯艾利斯', -3460, -5838],
  ['cairo', '开罗', 3004, 3124],
  ['cape town', '开普敦', -3392, 1842],
  ['changsha', '长沙', 2823, 11294],
  ['chengdu', '成都', 3057, 10407],
  ['chicago', '芝加哥', 4188, -8763],
  ['chongqing', '重庆', 2956, 10655],
  ['copenhagen', '哥本哈根', 5568, 1257],
  ['dalian', '大连', 3891, 12160],
  ['delhi', '德里', 2861, 7721],
  ['dubai', '迪拜', 2520, 5527],
  ['dublin', '都柏林', 5335, -626],
  ['frankfurt', '法兰克福', 5011, 868],
  ['guangzhou', '广州', 2313, 11326],
  ['hamburg', '汉堡', 5355, 999],
  ['hangzhou', '杭州', 3027, 12015],
  ['hanoi', '河内', 2103, 10585],
  ['harbin', '哈尔滨', 4580, 12653],
  ['helsinki', '赫尔辛基', 6017, 2494],
  ['ho chi minh city', '胡志明市', 1082, 10663],
  ['hong kong', '香港', 2232, 11417],
  ['istanbul', '伊斯坦布尔', 4101, 2898],
  ['jakarta', '雅加达', -621, 10685],
  ['jingdezhen', '景德镇', 2927, 11718],
  ['johannesburg', '约翰内斯堡', -2620, 2805],
  ['kuala lumpur', '吉隆坡', 314, 10169],
  ['kunming', '昆明', 2504, 10272],
  ['lagos', '拉各斯', 652, 338],
  ['lima', '利马', -1205, -7704],
  ['lisbon', '里斯本', 3872, -914],
  ['london', '伦敦', 5151, -13],
  ['los angeles', '洛杉矶', 3405, -11824],
  ['lyon', '里昂', 4576, 484],
  ['madrid', '马德里', 4042, -370],
  ['manila', '马尼拉', 1460, 12098],
  ['melbourne', '墨尔本', -3781, 14496],
  ['mexico city', '墨西哥城', 1943, -9913],
  ['milan', '米兰', 4546, 919],
  ['montreal', '蒙特利尔', 4550, -7357],
  ['moscow', '莫斯科', 5576, 3762],
  ['mumbai', '孟买', 1908, 7288],
  ['munich', '慕尼黑', 4814, 1158],
  ['nairobi', '内罗毕', -129, 3682],
  ['nanjing', '南京', 3206, 11880],
  ['new york', '纽约', 4071, -7401],
  ['osaka', '大阪', 3469, 13550],
  ['oslo', '奥斯陆', 5991, 1075],
  ['paris', '巴黎', 4886, 235],
  ['prague', '布拉格', 5009, 1442],
  ['qingdao', '青岛', 3607, 12038],
  ['rome', '罗马', 4190, 1250],
  ['san francisco', '旧金山', 3777, -12242],
  ['santiago', '圣地亚哥', -3345, -7067],
  ['sao paulo', '圣保罗', -2355, -4663],
  ['seattle', '西雅图', 4761, -12233],
  ['seoul', '首尔', 3757, 12698],
  ['shanghai', '上海', 3123, 12147],
  ['shenyang', '沈阳', 4181, 12343],
  ['shenzhen', '深圳', 2254, 11406],
  ['singapore', '新加坡', 135, 10382],
  ['stockholm', '斯德哥尔摩', 5933, 1807],
  ['suzhou', '苏州', 3130, 12058],
  ['sydney', '悉尼', -3387, 15121],
  ['taipei', '台北', 2503, 12157],
  ['tianjin', '天津', 3914, 11718],
  ['tokyo', '东京', 3568, 13969],
  ['toronto', '多伦多', 4365, -7938],
  ['vancouver', '温哥华', 4928, -12312],
  ['vienna', '维也纳', 4821, 1637],
  ['warsaw', '华沙', 5223, 2101],
  ['wuhan', '武汉', 3059, 11430],
  ["xi'an", '西安', 3434, 10894],
  ['xiamen', '厦门', 2448, 11809],
  ['zurich', '苏黎世', 4737, 854],
];

const degrees = (hundredths: number): string => (hundredths / 100).toFixed(2);

const points = new Map(
  cities.flatMap(([english, chinese, latitude, longitude]): [string, string][] => {
    const point = `${degrees(latitude)},${degrees(longitude)}`;
    return [english, chinese].map((name) => [name, point]);
  }),
);

/** What people type beside a city's name: accents, case, spaces around commas, and the Chinese word for city. */
const plainName = (typed: string): string =>
  typed.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/’/g, "'").trim();

/**
 * Finds the point that a reader means.
 * @param typed `latitude,longitude` in degrees, or a large city in English or Chinese
 * @returns `latitude,longitude`, or null for a place that is not known here
 */
export function pointOf(typed: string): string | null {
  const point = typed.replace(/\s*[,，]\s*/, ',');
  if (nearText.safeParse(point).success) return point;
  const name = plainName(typed);
  return points.get(name) ?? points.get(name.replace(/市$/, '')) ?? null;
}
