// Journeys through a town: somebody applies, officials handle step after step, as the process asks and not as a test remembers it.
import { dateInChina } from '#base/time'
import type { Answer, Town } from './town.ts'
import { testPack } from './town.ts'

interface StepView {
  id: string
  element: string
  kind: string
  role: string
  state: string
  outcomes: string[]
  isSigner: boolean
  organisation: { code: string }
}

/** A case as the API shows it; what journeys and their tests read of it. */
export interface CaseView {
  id: string
  number: string
  state: string
  outcome: string | null
  dueAt: string | null
  steps: StepView[]
  results: { id: string; outcome: string; licenceType: string | null }[]
  handling: { code: string }
  warnings: { kind: string; material?: string }[]
  owed: { material: string; metAt: string | null }[]
}

export interface Application {
  /** Login of the applicant. */
  as: string
  /** The folder of the item in the pack, or a code. */
  item: string
  form: Record<string, unknown>
  consent?: boolean
}

/** The answers of the first example of an item that is granted. */
export async function exampleForm(item: string, outcome = 'granted'): Promise<Record<string, unknown>> {
  const found = (await testPack()).items.find((one) => one.slug === item)
  const example = found?.examples.find((one) => one.expect?.outcome === outcome)
  if (!example) throw new Error(`${item} has no example that is ${outcome}`)
  return { ...example.form }
}

/** Applies on line and submits. Answers the number of the case. */
export async function applyFor(town: Town, { as, item, form, consent = true }: Application): Promise<string> {
  const code = (await testPack()).items.find((one) => one.slug === item)?.content.code ?? item
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item: code } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { as, body: { form, consent } }))
  return must(await town.call<CaseView>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} })).number
}

/** The login of a demonstration account that holds a post. */
export async function holderOf(role: string, organisation: string): Promise<string> {
  const found = (await testPack()).people.find((person) => person.posts?.some((post) => post.role === role && post.organisation === organisation))
  if (!found) throw new Error(`nobody is ${role} of ${organisation}`)
  return found.login
}

export interface Handling {
  decision?: { outcome: 'grant' | 'partly-grant' | 'refuse'; reasons?: string; faces?: Record<string, unknown>; results?: Record<string, string> }
  /** Stops before a step of this kind. */
  until?: 'acceptance' | 'examination' | 'decision' | 'delivery'
  /** How a waiting delivery step is done. */
  means?: 'electronic' | 'window' | 'post'
}

const stepsMax = 12

/** Handles a case, each step by whoever holds its post, until it is finished or nothing waits. Answers it as it then stands. */
export async function handle(town: Town, number: string, applicant: string, handling: Handling = {}): Promise<CaseView> {
  for (let turn = 0; turn < stepsMax; turn++) {
    await town.settle()
    const view = must(await town.call<CaseView>('GET', `/api/cases/${number}`, { as: applicant }))
    const step = view.steps.find((one) => one.state === 'open')
    if (!step || view.state === 'finished' || step.kind === handling.until) return view
    await handleStep(town, view, step, handling)
  }
  throw new Error(`case ${number} takes more than ${stepsMax} steps`)
}

async function handleStep(town: Town, view: CaseView, step: StepView, handling: Handling): Promise<void> {
  const { number } = view
  const holder = await holderOf(step.role, step.organisation.code)
  // A check on the site is made by two: one writes the record, the other confirms it (许可法 34).
  const colleague = step.element === 'visit' ? (await testPack()).people.find(({ login, posts }) => login !== holder && posts?.some((post) => post.role === step.role && post.organisation === step.organisation.code))?.login : undefined
  const as = step.isSigner ? (colleague ?? holder) : holder
  const act = (path: string, body: object) => town.call('POST', `/api/cases/${number}/${path}`, { as, body }).then(must)
  // What may follow is promised for tomorrow and comes before the decision (容缺).
  const tomorrow = dateInChina(town.platform.ground.clock.now()).add({ days: 1 }).toString()
  const owed = view.owed.filter(({ metAt }) => metAt === null)
  if (step.kind === 'decision' && owed.length > 0) await takeOwed(town, view, owed)
  if (step.kind === 'acceptance') await act('acceptance', view.warnings.some(({ kind }) => kind === 'gap') && owed.length === 0 ? { gapUntil: tomorrow } : {})
  else if (step.kind === 'decision') await act('decision', { step: step.id, outcome: 'grant', ...handling.decision })
  else if (step.kind === 'delivery') {
    const answer = await town.call<{ code: string }>('POST', `/api/cases/${number}/delivery`, { as, body: { means: handling.means ?? 'electronic' } })
    // In a running town the platform may have handed over in between.
    if (answer.body.code !== 'cases.finished') must(answer)
  }
  else {
    const [second] = colleague && !step.isSigner ? await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [colleague]) : []
    await act(`steps/${step.id}/completion`, { outcome: step.outcomes[0], opinion: '符合条件。', ...(second ? { officers: [second.id] } : {}) })
  }
}

async function takeOwed(town: Town, { number, handling }: CaseView, owed: CaseView['owed']): Promise<void> {
  const papers = owed.map(({ material }) => ({ material, name: '补交的材料' }))
  must(await town.call('POST', `/api/cases/${number}/owed-papers`, { as: await holderOf('clerk', handling.code), body: { papers } }))
}

/** The body of an answer that must be good. */
export function must<T>(answer: Answer<T>): T {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 600)}`)
  return answer.body
}

/** What a body means to do to a licence, and how it decides after hearing the holder. */
export interface Proceeding {
  act: 'annulment' | 'withdrawal' | 'revocation' | 'suspension' | 'deregistration'
  ground?: string
  decisionNumber?: string
  outcome?: 'grant' | 'refuse'
}

/** Carries a case of the body's own accord through notice, defence, decision and delivery. Answers it as it then stands. */
export async function proceedAgainst(town: Town, licence: string, holder: string, { outcome = 'grant', ...input }: Proceeding): Promise<CaseView> {
  const { issuer } = must(await town.call<{ issuer: { code: string } }>('GET', `/api/licences/${licence}`, { as: holder }))
  const [clerk, examiner, head] = [await holderOf('clerk', issuer.code), await holderOf('examiner', issuer.code), await holderOf('head', issuer.code)]
  const { number } = must(await town.call<CaseView>('POST', `/api/licences/${licence}/cases`, { as: clerk, body: { ...input, reasons: '发现应当依法处理的情形。' } }))
  const act = async (path: string, as: string, body: object) => must(await town.call<CaseView>('POST', `/api/cases/${number}/${path}`, { as, body }))
  await act('acceptance', clerk, {})
  await act('intention', examiner, { facts: '经查，有应当依法处理的情形。', reasons: '依法应当处理。', basis: '见告知书' })
  await town.settle()
  const told = await act('defence', holder, { waived: true })
  // Before a revocation the holder may ask for a hearing (处罚法 63): this one asks, and takes it back.
  if (input.act === 'revocation') {
    const asked = must(await town.call<{ items: { id: string }[] }>('POST', `/api/cases/${number}/hearing-requests`, { as: holder, body: { reason: '对事实有异议。' } }))
    must(await town.call('POST', `/api/cases/${number}/hearings/${asked.items.at(-1)?.id ?? ''}/withdrawal`, { as: holder, body: {} }))
  }
  await act(`steps/${told.steps.find((step) => step.element === 'hear')?.id ?? ''}/completion`, examiner, { outcome: 'done' })
  const view = must(await town.call<CaseView>('GET', `/api/cases/${number}`, { as: head }))
  await act('decision', head, { step: view.steps.find((step) => step.kind === 'decision' && step.state === 'open')?.id ?? '', outcome, reasons: '依法办理。' })
  await town.settle()
  return must(await town.call<CaseView>('GET', `/api/cases/${number}`, { as: holder }))
}

/** Applies about a licence that one holds. Answers the number of the case. */
export async function applyAbout(town: Town, as: string, licence: string, act: 'renewal' | 'change' | 'reissue' | 'resumption' | 'deregistration', form: Record<string, unknown> = {}): Promise<string> {
  const draft = must(await town.call<{ id: string; form: Record<string, unknown> }>('POST', '/api/applications', { as, body: { licence: { id: licence, act } } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { as, body: { form: { ...draft.form, ...form }, consent: true } }))
  return must(await town.call<CaseView>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} })).number
}
