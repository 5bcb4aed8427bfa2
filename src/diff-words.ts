// A comparison of a pack with what is published, as sentences in one language. Never decides anything.
import type { Difference, Text } from '#core/packs'
import type { ItemChange, PackDiff, PartChange } from './diff.ts'

export type Language = 'zh' | 'en'

/** All of it, one line for each thing that changes. */
export function sayDiff(diff: PackDiff, language: Language): string {
  const zh = language === 'zh'
  const lines = [
    ...diff.items.flatMap((item) => sayItem(item, language)),
    ...sayParts(diff.licenceTypes, { zh: '证照类型', en: 'Licence types' }, language),
    ...sayParts(diff.letters, { zh: '文书', en: 'Letters' }, language),
    ...sayParts(diff.organisations, { zh: '机构', en: 'Organisations' }, language),
  ]
  const sum = (what: ItemChange['what']) => diff.items.filter((item) => item.what === what).length
  const total = zh
    ? `共：新增 ${sum('new')} 项，变更 ${sum('changed')} 项，停止 ${sum('withdrawn')} 项，不变 ${diff.unchanged} 项；不在本数据包中但仍有效的 ${sum('missing')} 项。什么也没有发布。`
    : `In all: ${sum('new')} new, ${sum('changed')} changed, ${sum('withdrawn')} withdrawn, ${diff.unchanged} unchanged; ${sum('missing')} in force that this pack does not have. Nothing was published.`
  return [...lines, ...(lines.length > 0 ? [''] : []), total].join('\n')
}

const heads: Record<ItemChange['what'], (item: ItemChange, name: string) => { zh: string; en: string }> = {
  new: ({ on, targets }, name) => ({ zh: `新增：${name}（服务对象：${targets.zh}${on ? `；${on} 起` : ''}）`, en: `New: ${name} (for ${targets.en}${on ? `; from ${on}` : ''})` }),
  changed: ({ on, targets }, name) => ({ zh: `变更：${name}（服务对象：${targets.zh}${on ? `；${on} 起` : ''}）`, en: `Changed: ${name} (for ${targets.en}${on ? `; from ${on}` : ''})` }),
  withdrawn: ({ on, targets }, name) => ({ zh: `停止：${name}，办理到 ${on ?? ''} 为止（服务对象：${targets.zh}）`, en: `Withdrawn: ${name}, until ${on ?? ''} (for ${targets.en})` }),
  missing: (_, name) => ({ zh: `不在本数据包中：${name}。仍然有效；要停止的，请保留并写 effective.to`, en: `Not in this pack: ${name}. It stays in force; to withdraw it, keep it and write effective.to` }),
}

const marks: Record<Difference['effect'], { zh: string; en: string }> = { better: { zh: '＋ 对申请人有利：', en: '+ better for applicants: ' }, worse: { zh: '－ 对申请人不利：', en: '- worse for applicants: ' }, neutral: { zh: '· ', en: '· ' } }

function sayItem(item: ItemChange, language: Language): string[] {
  const lines = [heads[item.what](item, nameIn(item.name, language))[language], ...item.differences.map((one) => `  ${marks[one.effect][language]}${one[language]}`)]
  if (item.overDesk) lines.push(language === 'zh' ? '  ! 工作台在上一数据包之后发布过新版本，本版本将接在它的后面' : '  ! The desk has published a version since the last pack; this one would follow it')
  if (item.running > 0) lines.push(language === 'zh' ? `  在办 ${item.running} 件，仍按原版本办理` : `  ${item.running} running cases go on under the version they began with`)
  for (const { name, standing } of item.licences) lines.push(language === 'zh' ? `  已发“${name.zh}”${standing} 份，不受影响` : `  ${standing} of “${nameIn(name, 'en')}” stand as they were issued`)
  return lines
}

function sayParts(parts: readonly PartChange[], title: { zh: string; en: string }, language: Language): string[] {
  const words = { new: { zh: '新增', en: 'new' }, changed: { zh: '变更', en: 'changed' } }
  return parts.map(({ name, what, standing }) => {
    const after = standing === undefined || standing === 0 ? '' : language === 'zh' ? `（已发 ${standing} 份，照面不变）` : ` (${standing} issued keep their faces)`
    return `${title[language]} ${words[what][language]}${language === 'zh' ? '：' : ': '}${nameIn(name, language)}${after}`
  })
}

function nameIn(text: Text, language: Language): string {
  return language === 'zh' ? text.zh : (text.en ?? text.zh)
}
