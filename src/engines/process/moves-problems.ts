// Why a move is refused, with what to do next. Codes never change.
import type { StepProblem } from './state.ts'

export type MoveCode =
  | 'process.move-not-possible' | 'process.move-into-branch' | 'process.move-behind-acceptance' | 'process.move-behind-decision' | 'process.move-over-lawful-step'
  | 'process.move-outcome-missing' | 'process.straight-back-not-possible' | 'process.already-opened' | 'process.signing-open' | 'process.signers-disagree'
  | 'process.signing-not-possible' | 'process.signer-not-removable'

/** A refusal of a move; `element` is the step it fails on. */
export interface MoveProblem {
  code: MoveCode | StepProblem['code']
  element: string
  zh: string
  en: string
}

const words: Record<MoveCode, { zh: string; en: string }> = {
  'process.move-not-possible': { zh: '从当前步骤不能到这一步，请从可选的步骤中选择', en: 'this step cannot be reached from here; choose one of those offered' },
  'process.move-into-branch': { zh: '这一步在另一条并行的路上，进去会使汇合处等不齐或重复，请选择本分支内或分叉之前的步骤', en: 'this step lies on another parallel way, whose join would be stranded or doubled; choose a step on this branch or before the split' },
  'process.move-behind-acceptance': { zh: '已经受理，不能回到受理或受理之前；需要终结的，请依法终止或作出决定', en: 'the application was accepted and nothing goes back behind that; decide, or end it on a lawful ground' },
  'process.move-behind-decision': { zh: '已经作出决定，不能回到决定之前；确有错误的，请依法撤销或变更', en: 'the decision was made and nothing goes back behind it; what is wrong is annulled or changed by an act of its own' },
  'process.move-over-lawful-step': { zh: '这一步是法定步骤，尚未办理，不能越过，请先办理', en: 'the law demands this step and it has not been done; do it first' },
  'process.move-outcome-missing': { zh: '后面的路要看这一步的结果，不能越过，请先办理', en: 'the way further on depends on the outcome of this step; do it first' },
  'process.straight-back-not-possible': { zh: '退到分支之外的，并行的工作要重新进行，不能办完直接送回，请选择逐步办理', en: 'beyond its branch the parallel work is done anew, so that nothing can go straight back; choose to go on step by step' },
  'process.already-opened': { zh: '下一步已经有人打开办理，不能取回，请与其联系退回', en: 'the next one has opened it already; ask that colleague to return it' },
  'process.signing-open': { zh: '还有会签或加签没有完成，请等待或减签', en: 'signers have not all signed; wait for them, or remove who is not needed' },
  'process.signers-disagree': { zh: '会签没有通过，不能作出同意的结果，请选择其他结果或退回', en: 'the signers did not agree, so that this outcome cannot be given; choose another, or return the work' },
  'process.signing-not-possible': { zh: '这一步现在不能这样加签，请选择其他方式', en: 'signers cannot be added to this step in this way now; choose another way' },
  'process.signer-not-removable': { zh: '这个签署人由流程规定，或已经签署，不能减签', en: 'this signer is demanded by the process or has signed already and cannot be removed' },
}

export function moveProblem(code: MoveCode, element: string): MoveProblem {
  return { code, element, zh: `${element}：${words[code].zh}。`, en: `${element}: ${words[code].en}.` }
}

/** Carries a problem out of a move that is not made. */
export class MoveRefused extends Error {
  readonly problem: MoveProblem
  constructor(problem: MoveProblem) {
    super(problem.en)
    this.problem = problem
  }
}

export function refuseMove(code: MoveCode, element: string): never {
  throw new MoveRefused(moveProblem(code, element))
}
