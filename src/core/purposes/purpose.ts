// The noun: a purpose for which people's data is processed: registered before anything is read for it (个人信息保护法 6, 17). Pure.
import { refusal } from '#base/problem'
import type { DataKind, Purpose } from '#core/packs'

export const notRegistered = refusal({
  code: 'purposes.not-registered', status: 409, basis: '个人信息保护法第六条、第十七条', zh: '这里要用的处理目的没有登记，不能读取个人信息。', en: 'The purpose that this is for is not registered: nobody’s data is read for it.',
  nextZh: '请由管理员发布写有该处理目的的数据包。', nextEn: 'Have an administrator publish a pack that names the purpose.',
})
export const registerIncomplete = refusal({
  code: 'purposes.register-incomplete', status: 409, basis: '个人信息保护法第六条、第十七条', zh: '处理目的登记不完整，平台没有启动。', en: 'The register of purposes is incomplete: the platform was not started.',
  nextZh: '请先用 yiwang pack apply 发布写有这些处理目的的数据包（purposes.yaml）。', nextEn: 'First publish a pack that names these purposes (purposes.yaml) with `yiwang pack apply`.',
})

/** Names of the grounds of 个人信息保护法 13, in its order. */
export const groundWords: Record<Purpose['ground'], { zh: string; en: string }> = {
  consent: { zh: '您的同意', en: 'Your consent' }, contract: { zh: '订立、履行您作为一方的合同', en: 'A contract of yours' }, duty: { zh: '履行法定职责', en: 'A duty by law' },
  emergency: { zh: '突发公共卫生事件或者紧急情况', en: 'An emergency' }, news: { zh: '新闻报道、舆论监督', en: 'News and public oversight' }, published: { zh: '已经合法公开的信息', en: 'What is lawfully public' }, 'other-law': { zh: '法律、行政法规的其他规定', en: 'Other law' },
}

/** Names of the kinds of data. */
export const kindWords: Record<DataKind, { zh: string; en: string }> = {
  name: { zh: '姓名、名称', en: 'name' }, 'id-number': { zh: '证件类型和号码', en: 'identity document and its number' }, contact: { zh: '电话、邮箱', en: 'telephone and mail' }, address: { zh: '住址', en: 'home' },
  matter: { zh: '申请内容', en: 'what you apply with' }, papers: { zh: '申请材料', en: 'papers' }, course: { zh: '办理经过和结果', en: 'course and outcome' }, letters: { zh: '文书', en: 'letters' }, licences: { zh: '证照', en: 'licences' },
  account: { zh: '账号和登录方式', en: 'account and ways to sign in' }, network: { zh: '登录的网络地址', en: 'network address' }, opinion: { zh: '评价和意见', en: 'verdicts and opinions' }, readings: { zh: '查阅和操作记录', en: 'records of readings and acts' },
  biometrics: { zh: '生物识别', en: 'biometrics' }, religion: { zh: '宗教信仰', en: 'religion' }, status: { zh: '特定身份', en: 'specific status' }, health: { zh: '医疗健康', en: 'health' }, finance: { zh: '金融账户和收入', en: 'accounts and income' },
  whereabouts: { zh: '行踪轨迹', en: 'whereabouts' }, child: { zh: '不满十四周岁未成年人的信息', en: 'data of a child under fourteen' },
}

/** A period of retention in words: `P3Y`, `P6M`, `P30D`, `permanent`. */
export function sayPeriod(period: string): { zh: string; en: string } {
  if (period === 'permanent') return { zh: '永久', en: 'for ever' }
  const { years, months, days } = Temporal.Duration.from(period)
  const parts = [[years, '年', 'year'], [months, '个月', 'month'], [days, '日', 'day']] as const
  const said = parts.filter(([count]) => count > 0)
  return { zh: said.map(([count, zh]) => `${count}${zh}`).join(''), en: said.map(([count, , en]) => `${count} ${en}${count === 1 ? '' : 's'}`).join(' ') }
}
