// What a form need not ask, because the platform holds it: the identity of the account, and the faces of licences (国令716 第七条: 能通过共享获得的信息，不得要求提供).
// A name alone is told as a hint; whoever designs the form decides. Pure.
import type { LicenceType } from '#core/packs'

export interface AskedField {
  field: string
  label: string
}

export interface HeldDatum {
  field: string
  source: 'account' | 'licence'
  /** Of a licence: its type, and the field of its face. */
  type: { code: string; name: { zh: string; en?: string } } | null
  datum: string
}

/** What every account of a person or a company holds, by the labels under which forms ask for it. */
const ofAccounts: readonly (readonly [datum: string, labels: readonly string[]])[] = [
  ['name', ['姓名', '申请人姓名', '本人姓名', '名称', '单位名称', '企业名称', '申请人名称']],
  ['idNumber', ['身份证号', '身份证号码', '公民身份号码', '证件号码', '申请人证件号码']],
  ['idKind', ['证件类型']],
  ['uscc', ['统一社会信用代码', '社会信用代码', '营业执照号']],
]

/** Labels so general that equal words say nothing. */
const general: ReadonlySet<string> = new Set(['编号', '备注', '日期', '地址', '说明', '类型', '有效期', '类别', '范围'])

const plain = (label: string) => label.normalize('NFKC').replace(/[（(].*?[)）]/g, '').replace(/[\s：:，,、·“”"]/g, '')

/** Those of the fields that need not be asked, each with where it is held. */
export function findHeldData(fields: readonly AskedField[], types: readonly Pick<LicenceType, 'code' | 'name' | 'face'>[]): HeldDatum[] {
  return fields.flatMap(({ field, label }): HeldDatum[] => {
    const words = plain(label)
    const account = ofAccounts.find(([, labels]) => labels.includes(words))
    if (account) return [{ field, source: 'account', type: null, datum: account[0] }]
    if (words.length < 3 || general.has(words)) return []
    const type = types.find(({ face }) => face.layout.some((line) => plain(line.label.zh) === words))
    const line = type?.face.layout.find((one) => plain(one.label.zh) === words)
    return type && line ? [{ field, source: 'licence', type: { code: type.code, name: type.name }, datum: line.field }] : []
  })
}
