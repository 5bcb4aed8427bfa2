// Names for people and companies that do not exist: common surnames, common letters, no real company.
import type { Chance } from './chance.ts'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文', '欧阳', '司马', '上官']
const letters = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉华建国志红梅春生海燕晓东雪莉文博宇轩子涵欣怡浩然梓萱思远嘉宁俊凯雨桐喆堃镕']
const trades = ['商贸', '餐饮管理', '建设工程', '物业服务', '文化传播', '机电设备', '汽车服务', '环境科技', '信息技术', '教育咨询', '园林绿化', '食品']
const marks = ['云溪', '青石', '湖滨', '松岭', '柳泉', '江滨', '文昌', '中山', '南江', '西湖', '东城', '北山', '安泰', '恒昌', '瑞丰', '明达', '广源', '和顺']

/** A person's name of two or three letters. */
export function personName(chance: Chance): string {
  const surname = chance.pick(surnames)
  return surname + chance.pick(letters) + (chance.happens(0.7) ? chance.pick(letters) : '')
}

/** A company's name in the city. */
export function companyName(city: string, chance: Chance): string {
  return `${city}${chance.pick(marks)}${chance.pick(letters)}${chance.pick(trades)}有限公司`
}
