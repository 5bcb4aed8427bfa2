// What somebody was filling in, and the own papers: what was sent goes with the time of its matter, where the case holds it.
import { ofAccount, ofCase, settleBy, type Holding } from '#base/context'
import { openOthers } from './others.ts'
import { loosen } from './store.ts'

const looseDrafts = (where: string) => loosen(`select f.sha256 from applications.files f join applications.drafts t on t.id = f.draft where ${where}`, '$4')
const looseLibrary = (where: string) => loosen(`select t.sha256 from applications.library t where ${where}`, '$4')

/** A paper that both have is one paper: the better of the two levels stays, and what was taken from the other is from this one. */
const joinPapers = settleBy(
  `update applications.library k set level = least(k.level, o.level), checked_at = coalesce(k.checked_at, o.checked_at), checked_by = coalesce(k.checked_by, o.checked_by), unit = coalesce(k.unit, o.unit)
   from applications.library o where o.account = $1 and k.account = $2 and (o.sha256, o.material) = (k.sha256, k.material)`,
  'update applications.files f set library = k.id from applications.library o join applications.library k on (o.sha256, o.material) = (k.sha256, k.material) where o.account = $1 and k.account = $2 and f.library = o.id',
  'delete from applications.library o using applications.library k where o.account = $1 and k.account = $2 and (o.sha256, o.material) = (k.sha256, k.material)',
)

/** What was typed of others is the person's to read again, as it was typed. */
const openDraft: Holding['open'] = (keys, { id, others_sealed: othersSealed, ...row }) => ({ ...row, ...(typeof othersSealed === 'string' ? { others: openOthers(keys, { id: String(id), othersSealed }) } : {}) })

/** See Holding: whose, why, until when. */
export const applicationHoldings: readonly Holding[] = [
  { table: 'applications.drafts', purpose: 'handling', whose: `(${ofAccount('account')}) and t.case_number is null`, ended: 'case when t.case_number is null then t.updated_at end', erase: 'row', first: looseDrafts, copy: ['t.id', 't.item', 't.form', 't.others_sealed', 't.created_at', 't.updated_at'], open: openDraft },
  { table: 'applications.drafts', purpose: 'matter', whose: 't.case_number = any ($3)', ended: 'matter', erase: 'row', first: looseDrafts, copy: [] },
  { table: 'applications.files', purpose: 'handling', whose: 't.draft in (select d.id from applications.drafts d where d.account = any ($1))', ended: null, stays: 'row', erase: null, copy: ['t.material', 't.name', 't.type', 't.at'], file: { digest: 't.sha256', folder: "'applications'", name: 't.name' } },
  { table: 'applications.library', purpose: 'handling', whose: ofAccount('account'), ended: 't.added_at', erase: 'row', first: looseLibrary, copy: ['t.title', 't.name', 't.type', 't.added_at', 't.checked_at'], file: { digest: 't.sha256', folder: "'library'", name: 't.name' }, merging: { settle: joinPapers } },
  { table: 'applications.confirmations', purpose: 'matter', whose: ofCase(), ended: 'matter', erase: 'row', copy: [] },
]
