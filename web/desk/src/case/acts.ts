// The acts of a case as the desk asks for them: which questions each one puts, where it is sent. Which acts are possible is the server's word.
import type { Case, CaseAct, CopyAct, PartyAct, PossibleAct, Step, StepAct, Target, Text } from '../api/types.ts'
import type { ActField, Fee } from '../parts/act-fields.tsx'

/** Where it is sent: below the case, below its step, or below a copy that was sent of it. */
type Address = { sent: CaseAct; onStep?: false; onCopy?: false; onParty?: false } | { sent: PartyAct; onStep?: false; onCopy?: false; onParty: true } | { sent: StepAct; onStep: true; onCopy?: false; onParty?: false } | { sent: CopyAct; onStep?: false; onCopy: true; onParty?: false }
export type ActKind = Address & {
  fields: ActField[]
  /** Hard to undo or against the applicant: shown as such. */
  grave?: boolean
  /** Carries the step in its body. */
  withStep?: boolean
  /** Ends the work of this person on the case: the next case may be shown while it is sent. */
  ends?: boolean
  /** A letter follows it. */
  letter?: boolean
  /** Opens another case, which is shown next. */
  opens?: boolean
  /** Asks nothing: sent at once when chosen. */
  plain?: boolean
}
export type OpenAct = { name: string; kind: ActKind; step: string | undefined; stepName: Text | undefined; outcomes: string[]; targets?: Target[]; copy?: string; who?: string; at?: { organisation: string; role: string; section: string | null }; parties?: number[]; kinds?: { kind: string; name: Text }[]; fees?: Fee[] }

const opinion: ActField = { name: 'opinion', kind: 'words' }
const reason: ActField = { name: 'reason', kind: 'words', required: true }
const to: ActField = { name: 'to', kind: 'target', required: true }
const reasons: ActField = { name: 'reasons', kind: 'words', required: true }

/** In the order in which they are offered: first what moves the case on, last what ends it. */
export const actKinds: Record<string, ActKind> = {
  accept: { sent: 'acceptance', ends: true, letter: true, fields: [] },
  'complete-step': { sent: 'completion', onStep: true, ends: true, fields: [{ name: 'outcome', kind: 'outcome', required: true }, opinion] },
  // 行政许可法第三十四条：两名以上工作人员，有记录。
  'complete-check': {
    sent: 'completion', onStep: true, ends: true,
    fields: [{ name: 'outcome', kind: 'outcome', required: true }, { name: 'officers', kind: 'colleagues', among: 'post', required: true }, { name: 'record', kind: 'words', required: true }],
  },
  decide: {
    sent: 'decision',
    ends: true,
    letter: true,
    withStep: true,
    fields: [
      { name: 'outcome', kind: 'outcome', required: true },
      { name: 'reasons', kind: 'words', requiredUnless: { field: 'outcome', value: 'grant' } },
      { name: 'faces', kind: 'face', only: { field: 'outcome', not: 'refuse' } },
    ],
  },
  'tell-intention': { sent: 'intention', grave: true, fields: [{ name: 'facts', kind: 'words', required: true }, reasons, { name: 'basis', kind: 'line', required: true }] },
  // 行政许可法第五十八条、第五十九条：只收事项公布的、有法律或者行政法规依据的费用。
  'ask-payment': { sent: 'payments', fields: [{ name: 'fee', kind: 'fee', required: true }, { name: 'sum', kind: 'yuan', required: true }, { name: 'days', kind: 'days', required: true, start: 10 }] },
  deliver: { sent: 'delivery', ends: true, fields: [{ name: 'means', kind: 'choice', required: true, options: ['window', 'post', 'electronic'] }, { name: 'proof', kind: 'line', requiredUnless: { field: 'means', value: 'electronic' } }] },
  'request-correction': {
    sent: 'correction-notice',
    ends: true,
    letter: true,
    fields: [{ name: 'missing', kind: 'missing', required: true }, { name: 'days', kind: 'days', required: true, start: 15 }],
  },
  'refuse-acceptance': {
    sent: 'acceptance-refusal',
    ends: true,
    letter: true,
    grave: true,
    fields: [
      { name: 'ground', kind: 'choice', required: true, options: ['not-required', 'not-competent', 'still-missing', 'outside-window'] },
      { name: 'stillMissing', kind: 'notified', required: true, when: { field: 'ground', value: 'still-missing' } },
      { name: 'competentBody', kind: 'line', required: true, when: { field: 'ground', value: 'not-competent' } },
      reasons,
    ],
  },
  // 行政许可法第六十九条：撤销另行立案，先告知、听取陈述申辩。
  'open-annulment': { sent: 'annulments', grave: true, opens: true, fields: [reasons] },
  // 行政许可法第三十二条：可以当场更正的错误，应当允许当场更正。
  mend: { sent: 'on-the-spot-correction', fields: [{ name: 'form', kind: 'mend', required: true }, { name: 'confirmation', kind: 'line', required: true }] },
  'receive-owed': { sent: 'owed-papers', fields: [{ name: 'papers', kind: 'owed', required: true }] },
  'answer-delegation': { sent: 'delegation-answer', onStep: true, fields: [{ name: 'answer', kind: 'words', required: true }] },
  'read-copy': { sent: 'reading', onCopy: true, plain: true, fields: [] },
  resume: { sent: 'resumption', letter: true, fields: [] },
  claim: { sent: 'claim', onStep: true, plain: true, fields: [] },
  release: { sent: 'release', onStep: true, plain: true, fields: [] },
  'take-back': { sent: 'take-back', onStep: true, plain: true, fields: [] },
  return: { sent: 'return', onStep: true, fields: [to, { name: 'then', kind: 'choice', options: ['on', 'straight-back'], first: 'on' }, reason] },
  'add-signers': {
    sent: 'signers',
    onStep: true,
    fields: [
      { name: 'signers', kind: 'signers', among: 'case', required: true },
      { name: 'place', kind: 'choice', required: true, options: ['before', 'with', 'after'], first: 'with' },
      { name: 'rule', kind: 'choice', required: true, options: ['all', 'two-thirds', 'veto', 'any'], first: 'all' },
      { name: 'reason', kind: 'words' },
    ],
  },
  'remove-signer': { sent: 'signer-removal', onStep: true, plain: true, fields: [] },
  transfer: { sent: 'transfer', onStep: true, fields: [{ name: 'to', kind: 'receiver', among: 'post', required: true }, reason] },
  delegate: { sent: 'delegation', onStep: true, fields: [{ name: 'to', kind: 'colleague', among: 'body', required: true }, { name: 'request', kind: 'words', required: true }, { name: 'until', kind: 'date' }] },
  urge: { sent: 'urging', onStep: true, fields: [{ name: 'words', kind: 'words' }] },
  copy: {
    sent: 'copies',
    fields: [
      { name: 'whom', kind: 'choice', required: true, options: ['person', 'unit'], first: 'person' },
      { name: 'account', kind: 'colleague', among: 'case', required: true, when: { field: 'whom', value: 'person' } },
      { name: 'organisation', kind: 'organisation', required: true, when: { field: 'whom', value: 'unit' } },
      { name: 'words', kind: 'words' },
    ],
  },
  jump: { sent: 'jump', onStep: true, grave: true, fields: [to, reason] },
  suspend: {
    sent: 'suspension',
    letter: true,
    // 行政许可法第四十五条，以及本事项的法律、法规另有规定的情形：由服务器列出。
    fields: [
      { name: 'kind', kind: 'suspension', required: true },
      { name: 'expectedDays', kind: 'days', required: true },
      reason,
    ],
  },
  'name-third-party': {
    sent: 'third-parties',
    fields: [
      { name: 'kind', kind: 'choice', required: true, options: ['natural', 'legal'], words: 'accountKind', first: 'natural' },
      { name: 'partyName', kind: 'line', required: true },
      { name: 'idKind', kind: 'choice', required: true, options: ['resident-id', 'passport', 'hmt-residence', 'permanent-residence'], words: 'idKind', first: 'resident-id', when: { field: 'kind', value: 'natural' } },
      { name: 'idNumber', kind: 'line', required: true },
      { name: 'phone', kind: 'line' },
      { name: 'consent', kind: 'choice', required: true, options: ['yes', 'no'], words: 'choice.consent', first: 'no' },
      { name: 'interest', kind: 'words', required: true },
    ],
  },
  'record-statement': { sent: 'statement', onParty: true, fields: [{ name: 'party', kind: 'party', required: true }, { name: 'statement', kind: 'words', required: true }] },
  forward: { sent: 'forwarding', fields: [{ name: 'opinion', kind: 'words', required: true }] },
  extend: { sent: 'extension', letter: true, fields: [{ name: 'days', kind: 'days', required: true }, reason] },
  terminate: {
    sent: 'termination',
    grave: true,
    letter: true,
    fields: [
      { name: 'ground', kind: 'choice', required: true, options: ['applicant-gone', 'no-longer-required', 'fee-unpaid', 'force-majeure', 'decided-elsewhere', 'other-law'], words: 'choice.ground.termination' },
      { name: 'basis', kind: 'line', required: true, when: { field: 'ground', value: 'other-law' } },
      reasons,
    ],
  },
}

const order = Object.keys(actKinds)
const repay: ActField = { name: 'repay', kind: 'yuan', required: true, when: { field: 'outcome', value: 'grant' } }
const gapUntil: ActField = { name: 'gapUntil', kind: 'date', required: true }

/** What a case does not have is not asked: acceptance asks for a promised day only where a paper may follow and none was promised (容缺). */
function kindFor({ act: name, grounds = [], repays = false }: PossibleAct, kind: ActKind, found: Case, step: Step | undefined): ActKind {
  if (name === 'open-annulment') return grounds.length === 0 ? kind : { ...kind, fields: [{ name: 'ground', kind: 'choice', required: true, options: grounds, words: 'choice.ground.annulment' }, ...kind.fields] }
  // 对当事人不利的决定一律说明理由；撤销给付的，写明应当退回的金额（社会救助暂行办法第六十八条）。
  if (name === 'decide' && found.burdens) return { ...kind, fields: [...kind.fields.map((field) => (field.name === 'reasons' ? reasons : field)), ...(repays ? [repay] : [])] }
  // Who signs and disagrees says why: the record goes back to who wrote it.
  if (name === 'complete-step' && step?.isSigner) return { ...kind, fields: [...kind.fields.filter((field) => field !== opinion), { ...opinion, requiredUnless: { field: 'outcome', value: 'agree' } }] }
  // Who asked is told why.
  if (name === 'complete-step' && step?.isTask) return { ...kind, fields: [...kind.fields.filter((field) => field !== opinion), { ...opinion, required: true }] }
  const isGap = found.warnings.some((warning) => warning.kind === 'gap') && found.owed.length === 0 && found.notified.length === 0
  if (name === 'accept' && isGap) return { ...kind, fields: [gapUntil] }
  if (name !== 'refuse-acceptance') return kind
  const isOutside = found.warnings.some((warning) => warning.kind === 'window')
  const open = (ground: string) => (ground === 'still-missing' ? found.notified.length > 0 : ground !== 'outside-window' || isOutside)
  return { ...kind, fields: kind.fields.map((field) => (field.kind === 'choice' && field.name === 'ground' ? { ...field, options: field.options.filter(open) } : field)) }
}

/** The possible acts of a case in the order of `actKinds`. What only an applicant may do is never here. */
export function listActs(found: Case): OpenAct[] {
  const open = found.acts.flatMap((possible): OpenAct[] => {
    const kind = actKinds[possible.act]
    if (kind === undefined) return []
    const step = found.steps.find((each) => each.id === possible.step)
    return [{ name: possible.act, kind: kindFor(possible, kind, found, step), step: possible.step, stepName: step?.name, outcomes: possible.outcomes ?? step?.outcomes ?? [], ...(possible.targets ? { targets: possible.targets } : {}), ...(possible.copy ? { copy: possible.copy } : {}), ...(possible.parties ? { parties: possible.parties } : {}), ...(possible.kinds ? { kinds: possible.kinds } : {}), ...(possible.fees ? { fees: possible.fees } : {}), ...(step?.isSigner && step.assigneeName ? { who: step.assigneeName } : {}), ...(step ? { at: { organisation: step.organisation.code, role: step.role, section: step.section?.code ?? null } } : {}) }]
  })
  return open.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}
