// Faults of what an item says of the time after its decision, seeded into the hoarding of the pack: the rule, the change, and where it is told.
import type { Rule } from '#core/packs'

type Change = (text: string) => string
const form = 'form: outdoor-advertising\n'
const remedy = (line: string): Change => (text) => text.replace('remedy:\n', `remedy:\n  ${line}\n`)
const withLine = (line: string): Change => (text) => text.replace(form, `${form}${line}\n`)
const law = '{ law: 中华人民共和国税收征收管理法, article: 第八十八条 }'
const local = '{ law: 云州市规定, article: 第一条, local: true }'
const permitLaw = '{ law: 中华人民共和国行政许可法, article: 第五十条 }'
const renewal = (parts: string): Change => withLine(`renewal: { ${parts} }`)
const usual = 'licenceType: "11990100700140426Y001", askDays: 30, unit: calendar, silence: renewed, late: person'
const onCase = (parts: string, from = 'opensFrom: office\n'): Change => withLine(`${from}onCase: { act: annulment, ${parts} }`)
const heard = 'defence: { days: 5, unit: working }'
const reliefLaw = '{ law: 社会救助暂行办法, article: 第六十八条 }'
const onLicence = (act: string, more = ''): Change => withLine(`onLicence: { act: ${act}, basis: ${permitLaw}${more} }`)

/** Changes that leave the item good. */
export const soundAfter: Change[] = [
  renewal(`${usual}, basis: ${permitLaw}`),
  renewal('licenceType: "11990100700140426Y001", askDays: 6, unit: months, silence: renewed, late: refused, basis: { law: 医疗器械监督管理条例, article: 第二十二条 }'),
]

/** The usual renewal on any item, for two of one type. */
export const renewTwice = (slug: string): Change => (text) => text.replace(`form: ${slug}\n`, `form: ${slug}\nrenewal: { ${usual}, basis: ${permitLaw} }\n`)

export const seedsAfter: [rule: Rule, change: Change, at: string][] = [
  ['unknown-organisation', remedy(`body: { organisation: "91990102708100115X", basis: ${law} }`), 'organisation:'],
  ['remedy-body', remedy(`courtBody: { organisation: "11990100700113487N", basis: ${law} }`), '  courtBody:'],
  ['remedy-shortened', remedy(`reviewDays: { days: 30, basis: ${law} }`), '  reviewDays:'],
  ['remedy-by-local-rule', remedy(`first: { basis: ${local} }`), '  first:'],
  ['matter-twice', (text) => onLicence('change')(renewal(`${usual}, basis: ${permitLaw}`)(text)), 'onLicence:'],
  ['unknown-licence-type', renewal(`${usual.replace('Y001', 'Y009')}, basis: ${permitLaw}`), 'renewal:'],
  ['renewal-of-no-term', renewal(`${usual.replace('11990100700140426Y001', '11990100700153892X002')}, basis: ${permitLaw}`), 'renewal:'],
  ['renewal-days', renewal(`${usual.replace('30', '60')}, basis: ${permitLaw}`), 'renewal:'],
  ['renewal-silence', renewal(`${usual.replace('renewed', 'refused')}, basis: ${permitLaw}`), 'renewal:'],
  ['renewal-late', renewal(`${usual.replace('late: person', 'late: refused')}, basis: ${permitLaw}`), 'renewal:'],
  ['office-about-nothing', withLine('opensFrom: office'), 'opensFrom:'],
  ['burden-on-application', onLicence('annulment'), 'onLicence:'],
  ['defence-missing', (text) => onLicence('annulment')(text).replace('onLicence:', 'opensFrom: office\nonLicence:'), 'onLicence:'],
  ['hearing-days', (text) => onLicence('revocation', `, defence: { days: 4, unit: working }`)(text).replace('onLicence:', 'opensFrom: office\nonLicence:'), 'onLicence:'],
  ['hearing-days', (text) => onLicence('revocation', `, defence: { days: 7, unit: calendar }`)(text).replace('onLicence:', 'opensFrom: office\nonLicence:'), 'onLicence:'],
  ['suspension-without-end', (text) => onLicence('suspension', `, defence: { days: 5, unit: working }`)(text).replace('onLicence:', 'opensFrom: office\nonLicence:'), 'onLicence:'],
  ['unknown-licence-type', onLicence('change', ', types: ["11990100700140426Y009"]'), 'onLicence:'],
  ['burden-on-application', onCase(`of: [ADMIN_ADJUDICATION], ${heard}, basis: ${reliefLaw}`, ''), 'onCase:'],
  ['defence-missing', onCase(`of: [ADMIN_ADJUDICATION], defence: { days: 0, unit: working }, basis: ${reliefLaw}`), 'onCase:'],
  ['matter-twice', (text) => onCase(`of: [ADMIN_ADJUDICATION], ${heard}, basis: ${reliefLaw}`)(text).replace('onCase:', `onLicence: { act: change, basis: ${permitLaw} }\nonCase:`), 'onCase:'],
  ['annulment-by-permit-law', onCase(`of: [ADMIN_ADJUDICATION], ${heard}, basis: ${permitLaw}`), 'onCase:'],
  ['annulment-twice', onCase(`of: [PUBLIC_SERVICE], ${heard}, basis: ${reliefLaw}`), 'onCase:'],
  ['unknown-item', onCase(`of: [ADMIN_ADJUDICATION], items: [local-nothing], ${heard}, basis: ${reliefLaw}`), 'onCase:'],
  ['repay-item', onCase(`of: [ADMIN_ADJUDICATION], ${heard}, basis: ${reliefLaw}, repay: { days: 30, unit: calendar, item: local-licence-change, basis: ${reliefLaw} }`), 'onCase:'],
  ['grants-hidden', withLine(`published: { grants: false, basis: ${local} }`), 'published:'],
  ['published-late', withLine(`published: { grants: true, days: { days: 30, unit: working }, basis: ${permitLaw} }`), 'published:'],
]
