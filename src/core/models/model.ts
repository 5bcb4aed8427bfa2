// The noun: a draft of a process or a decision, what may be done with it and by whom. Nobody publishes what he has written himself.
import { createHash } from 'node:crypto'
import { refusal } from '#base/problem'
import type { ExampleAnswer } from '#core/packs'
import type { ModelKind } from '#core/items'

/** An example kept with a draft: variables by name, for a process the officials' answers, and what must come of it. */
export interface ModelExample {
  title: string
  /** Of a decision file: the name of the decision asked. */
  decision?: string
  variables: Record<string, unknown>
  answers?: ExampleAnswer[]
  expect: { path?: string[]; outcome?: string; value?: unknown }
}

export type DraftState = 'drafting' | 'submitted' | 'published' | 'discarded'

export interface ModelDraft {
  id: string
  body: string
  region: string
  kind: ModelKind
  name: string
  state: DraftState
  /** Digest of the text in force from which it was begun. */
  base: string
  text: string
  examples: ModelExample[]
  /** Counts savings from 1. */
  revision: number
  authors: string[]
  createdAt: Temporal.Instant
  savedBy: string
  savedAt: Temporal.Instant
  effectiveFrom: string | null
}

/** Acts on a draft, as they are offered. */
export type ModelAct = 'save' | 'submit' | 'withdraw' | 'return' | 'publish' | 'discard'

/** Characters of a text; with its answers it must fit into one request of 1 MiB. */
export const textLengthMax = 900_000

export const modelNotFound = refusal({
  code: 'models.not-found', status: 404,
  zh: '没有这个流程或决策，或者您无权查看。', en: 'There is no such process, decision or draft, or it is not yours to see.',
  nextZh: '请返回模型列表重新查找。', nextEn: 'Look it up in the list of models.',
})
export const savedByAnother = refusal({
  code: 'models.saved-by-another', status: 409,
  zh: '您打开之后，别人已经保存过这份修改稿。', en: 'Somebody else has saved this draft since you opened it.',
  nextZh: '请先导出您的改动，再重新打开，比较后合并。', nextEn: 'Export your text first, open the draft again, compare, and put the two together.',
})
export const wrongState = refusal({
  code: 'models.wrong-state', status: 409,
  zh: '修改稿现在的状态不能这样办理。', en: 'The state of the draft does not allow this.',
  nextZh: '请重新载入，查看它的状态。', nextEn: 'Load it again and look at its state.',
})
export const notByAuthor = refusal({
  code: 'models.not-by-author', status: 403,
  zh: '编写、保存或送审过修改稿的人不能由自己发布或退回，须由第二人办理。', en: 'Whoever wrote, saved or submitted a draft neither publishes nor returns it: a second person does.',
  nextZh: '请由本机关另一位审批人员或负责人办理。', nextEn: 'Ask another approver, or the head, of the deciding body.',
})
export const hasProblems = refusal({
  code: 'models.has-problems', status: 422,
  zh: '检查还有问题，不能送审和发布。', en: 'The check still has problems: it cannot be submitted or published.',
  nextZh: '请按检查结果逐条改正。', nextEn: 'Correct what the check lists.',
})
export const nothingChanged = refusal({
  code: 'models.nothing-changed', status: 409,
  zh: '内容与现行版本完全一样，没有可以发布的。', en: 'The text is the one in force: there is nothing to publish.',
  nextZh: '请先修改，或者作废这份修改稿。', nextEn: 'Change it first, or discard the draft.',
})
export const overtaken = refusal({
  code: 'models.overtaken', status: 409,
  zh: '开始修改之后，现行版本已经换了，发布会盖掉别人的改动。', en: 'Another version was published after this draft was begun; publishing would undo it.',
  nextZh: '请从现行版本另起一份，把改动移过去。', nextEn: 'Begin a new draft from the version in force and carry your change over.',
})
export const datePast = refusal({
  code: 'models.date-past', status: 422,
  zh: '生效日期不能早于今天。', en: 'The day in force may not lie before today.',
  nextZh: '请选择今天或以后的日期。', nextEn: 'Choose today or a later day.',
})
export const laterVersionWaits = refusal({
  code: 'models.later-version-waits', status: 409,
  zh: '用到它的事项已有一个更晚生效的新版本，先后会颠倒。', en: 'An item that uses it has a version that comes into force later; the order would be reversed.',
  nextZh: '请把生效日期定在那个版本之后。', nextEn: 'Choose a day after that version’s.',
})

export const draftLock = (id: string) => `model-draft:${id}`

/** Refuses where the draft is not in this state. */
export function mustBe(draft: ModelDraft, state: DraftState): void {
  if (draft.state !== state) throw wrongState({ state: draft.state })
}

/** Refuses the publication or return of a draft by anybody who had a hand in it. */
export function mustBeSecond(draft: ModelDraft, account: string): void {
  if (draft.authors.includes(account)) throw notByAuthor()
}

const publishers = ['approver', 'head']

/** The acts open to an account with these posts, as the page offers them; the acts themselves refuse the rest. */
export function possibleModelActs(draft: ModelDraft, account: string, posts: readonly { role: string; organisation: string }[]): ModelAct[] {
  if (draft.state === 'drafting') return draft.authors.includes(account) ? ['save', 'submit', 'discard'] : ['save']
  if (draft.state !== 'submitted') return []
  const isSecond = !draft.authors.includes(account) && posts.some((post) => publishers.includes(post.role) && post.organisation === draft.body)
  return [...(draft.authors.includes(account) ? (['withdraw'] as const) : []), ...(isSecond ? (['publish', 'return'] as const) : [])]
}

/** What a draft proves in the ledger without its words: which text it was. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
