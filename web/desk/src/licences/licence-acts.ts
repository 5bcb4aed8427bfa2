// What may be begun about a licence, with its grounds as law lists them: 行政许可法 8 (撤回), 69 (撤销), 70 (注销), 行政处罚法 9 (吊销). Nothing here
// is done to the licence at once: a case is opened; before anything is taken the holder is told and heard.
import type { Licence, LicenceActName, LicenceMatter } from '../api/types.ts'
import type { ActField } from '../parts/act-fields.tsx'

/** `sent`: the address below the licence; `name`: the act in law. */
export type LicenceAct = { name: string; sent: LicenceActName; fields: ActField[]; grave?: boolean; open?: string | null }

function matterAct({ act, grounds, open }: LicenceMatter): LicenceAct {
  const ground: ActField[] = grounds.length > 0 ? [{ name: 'ground', kind: 'choice', required: true, options: grounds.map((one) => one.ground), words: `choice.ground.${act}` }] : []
  const number: ActField[] = act === 'revocation' ? [{ name: 'decisionNumber', kind: 'line' }] : []
  return { name: act, sent: 'cases', fields: [...ground, ...number, { name: 'reasons', kind: 'words', required: true }], grave: act !== 'resumption', open }
}

/** What this reader may begin, in the order of the server. */
export function licenceActs(licence: Licence): LicenceAct[] {
  return licence.matters.filter((matter) => matter.exOfficio).map(matterAct)
}
