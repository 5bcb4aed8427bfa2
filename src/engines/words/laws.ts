// Names of the laws in English, for whoever reads a legal basis in English: titles as the official gazettes and the national database of laws give
// them, as far as they do. What a place made itself stays under the Chinese name that it has.
const names: Readonly<Record<string, string>> = {
  个人信息保护法: 'Personal Information Protection Law', 民法典: 'Civil Code', 网络安全法: 'Cybersecurity Law', 数据安全法: 'Data Security Law', 网络数据安全管理条例: 'Regulations on Network Data Security Management',
  行政许可法: 'Administrative Licensing Law', 行政处罚法: 'Law on Administrative Penalties', 行政强制法: 'Administrative Compulsion Law', 行政复议法: 'Administrative Reconsideration Law', 行政诉讼法: 'Administrative Litigation Law',
  监察法: 'Supervision Law', 档案法: 'Archives Law', 政府信息公开条例: 'Regulations on Open Government Information', 优化营商环境条例: 'Regulations on Optimizing the Business Environment', 国务院关于在线政务服务的若干规定: 'Several Provisions of the State Council on Online Government Services',
  市场主体登记管理条例: 'Regulations on the Administration of the Registration of Market Entities', 企业名称登记管理规定: 'Provisions on the Administration of the Registration of Enterprise Names', 公司法: 'Company Law', 广告法: 'Advertising Law', 食品安全法: 'Food Safety Law', 消防法: 'Fire Protection Law',
  土地管理法: 'Land Administration Law', 土地管理法实施条例: 'Regulations for the Implementation of the Land Administration Law', 城乡规划法: 'Urban and Rural Planning Law', 城市房地产管理法: 'Urban Real Estate Administration Law', 城市道路管理条例: 'Regulations on the Administration of Urban Roads',
  城市绿化条例: 'Regulations on Urban Greening', 城市市容和环境卫生管理条例: 'Regulations on the Administration of City Appearance and Environmental Sanitation', 取水许可和水资源费征收管理条例: 'Regulations on the Administration of Water Drawing Permits and the Levy of Water Resource Fees', 节约用水条例: 'Regulations on Water Conservation',
  社会保险法: 'Social Insurance Law', 社会救助暂行办法: 'Interim Measures for Social Assistance', 工伤保险条例: 'Regulations on Work-Related Injury Insurance', 住房公积金管理条例: 'Regulations on the Administration of Housing Provident Funds', 就业促进法: 'Employment Promotion Law', 残疾人保障法: 'Law on the Protection of Persons with Disabilities',
  老年人权益保障法: 'Law on the Protection of the Rights and Interests of the Elderly', 义务教育法: 'Compulsory Education Law', 民办教育促进法: 'Law on the Promotion of Private Education', 教师法: 'Teachers Law', 教师资格条例: 'Regulations on the Qualifications of Teachers', 医师法: 'Doctors Law',
  户口登记条例: 'Regulations on Household Registration', 居住证暂行条例: 'Interim Regulations on Residence Permits', 婚姻登记条例: 'Regulations on Marriage Registration', 大型群众性活动安全管理条例: 'Regulations on the Security of Large-Scale Mass Activities', 道路交通安全法: 'Road Traffic Safety Law', 道路运输条例: 'Regulations on Road Transport', 动物防疫法: 'Animal Epidemic Prevention Law',
}

export interface Cited {
  law: string
  article?: string
}

/** A law and its article: 中华人民共和国个人信息保护法第四十四条 · Personal Information Protection Law, art. 44. */
export function sayLaw({ law, article }: Cited, language: 'zh' | 'en'): string {
  if (language === 'zh') return `${law}${article ?? ''}`
  const name = names[law.replace(/^中华人民共和国/, '')] ?? law
  return article === undefined ? name : `${name}, ${sayArticle(article)}`
}

/** 第十条第二款第（三）项 · art. 10 para. 2 item 3; what is put in another way stays as it is. */
function sayArticle(article: string): string {
  const parts = /^第([一二三四五六七八九十百千零]+)条(之[一二三四五六七八九十])?(?:第([一二三四五六七八九十]+)款)?(?:第[（(]?([一二三四五六七八九十]+)[）)]?项)?$/.exec(article)
  if (!parts) return article
  const [, number = '', inserted, paragraph, item] = parts
  return `art. ${numberOf(number)}${inserted ? `-${numberOf(inserted.slice(1))}` : ''}${paragraph ? ` para. ${numberOf(paragraph)}` : ''}${item ? ` item ${numberOf(item)}` : ''}`
}

const digits = '零一二三四五六七八九'

/** A number below ten thousand as laws count: 一百八十八 is 188, 一千二百六十 is 1260. */
function numberOf(words: string): number {
  let sum = 0
  let digit = 0
  for (const sign of words) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign]
    if (unit === undefined) digit = digits.indexOf(sign)
    else {
      sum += (digit || 1) * unit
      digit = 0
    }
  }
  return sum + digit
}
