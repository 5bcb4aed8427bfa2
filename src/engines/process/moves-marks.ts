// What a model says for moves: which steps the law demands (`yiwang:lawful`), and who signs a step together (`yiwang:signers`, `yiwang:rule`).
import type { ModdleElement } from 'bpmn-moddle'
import type { Lawful, Signing, StepKind } from './model.ts'
import { attribute } from './moddle.ts'
import { lawfulUnknown, type Place, signingInvalid } from './problems.ts'
import type { Reader } from './reader.ts'
import { isRole, isUnit } from './vocabulary.ts'

const lawfuls: readonly string[] = ['notice', 'hearing', 'site-check', 'legal-review', 'publicity'] satisfies Lawful[]

function isLawful(text: string): text is Lawful {
  return lawfuls.includes(text)
}

/** The mark of a step that no move passes over. */
export function readLawful(element: ModdleElement): { lawful?: Lawful } {
  const lawful = attribute(element, 'yiwang:lawful')
  return isLawful(lawful) ? { lawful } : {}
}

/** Signers as `unit/role`, separated by commas; the rule as `all`, `veto`, `any` or `share:2/3`, without one `all`. */
export function readSigning(element: ModdleElement): { signing?: Signing } {
  const signers = attribute(element, 'yiwang:signers').split(',').flatMap((post) => {
    const [unit = '', role = ''] = post.trim().split('/')
    return isUnit(unit) && isRole(role) ? [{ unit, role }] : []
  })
  const rule = attribute(element, 'yiwang:rule') || 'all'
  return signers.length > 0 && isRule(rule) ? { signing: { signers, rule } } : {}
}

/** The elements whose handlers keep away from this step, separated by commas. */
export function readApart(element: ModdleElement): { apart?: string[] } {
  const apart = attribute(element, 'yiwang:apart').split(',').map((one) => one.trim()).filter((one) => one !== '')
  return apart.length > 0 ? { apart } : {}
}

/** A proportion is one of whole numbers, above nothing and at most all. */
export function isRule(text: string): text is Signing['rule'] {
  const [, agree = '0', of = '0'] = /^share:([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text) ?? []
  return text === 'all' || text === 'veto' || text === 'any' || (Number(agree) > 0 && Number(agree) <= Number(of))
}

/** Notes marks that say nothing known. `kind`: of the step; absent for what is none. Acceptance and delivery are one person's acts; a decision has one who answers for it. */
export function checkMarks(element: ModdleElement, kind: StepKind | undefined, place: Place, reader: Reader): void {
  const lawful = attribute(element, 'yiwang:lawful')
  if (lawful !== '' && !isLawful(lawful)) reader.problems.push(lawfulUnknown(place, lawful))
  const signers = attribute(element, 'yiwang:signers')
  const rule = attribute(element, 'yiwang:rule')
  if (signers === '' && rule === '') return
  const named = readSigning(element).signing
  const isWhole = named?.signers.length === signers.split(',').length
  const fits = kind !== undefined && kind !== 'acceptance' && kind !== 'delivery' && !(kind === 'decision' && rule === 'any')
  if (!isWhole || !fits) reader.problems.push(signingInvalid(place, `${signers} ${rule}`.trim()))
}
