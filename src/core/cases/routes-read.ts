// HTTP of reading cases: the lists, one case, its timeline, files and drawing.
import { Type, type Static } from 'typebox'
import { entriesOf } from '#base/act'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, sendFile, type Call, type Caller, type Reach, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { describeProgress, describeStages } from '#engines/process'
import { suspensionKinds, suspensionOf } from '#core/clock'
import { getItemVersion, type Item } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { matterOf, type ItemContent } from '#core/packs'
import { deputisedBy, maskNumber, namesOf, endingsOf } from '#core/people'
import { findAnnulmentItem, isAnnullable } from './annulment.ts'
import { bulkOutcome } from './bulk.ts'
import { type CaseStep, closingCodes, isSigner, isTask, lampOf, takesPart, type Party, type Procedure, type Suspension } from './case.ts'
import { countViews, isVisible, listCases, type CaseFilter, type CaseListRow, type ListLamp, type PaymentWait, type Phase, type View } from './list.ts'
import { maskForm, maskTold } from './masking.ts'
import { heldByPayment } from './payment.ts'
import { possibleActs } from './possible.ts'
import { findMissingExtender } from './extenders.ts'
import { caseNotFound } from './refusals.ts'
import { postsIn, sectionsIn } from './sections.ts'
import { findStanding } from './standing.ts'
import { findCaseId, findCaseNumbers, findWholeCase, findWords, type WholeCase } from './store.ts'
import { findPart, investigatedIn } from './store-apart.ts'
import { findPayments } from './store-payments.ts'
import { listCopies } from './store-copies.ts'
import { findParties, findProcedures, findRelated, findSubCases, type Related } from './store-procedures.ts'
import { isThirdOnly } from './third-parties.ts'
import { CaseShape, concernsThird, innerKinds, momentText, RowShape, StateShape, timelineRow, TimelineShape, toldFacts, toldWords } from './views.ts'

/** Who may see cases at all: people their own, civil servants those of their organisations. */
export const readers: Route['access'] = [
  { who: ['natural', 'legal'], scope: 'own' },
  { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' },
  // What was copied to somebody is read by that one, wherever the post; what an emergency opened, for its time.
  { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'own' },
  { who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'emergency' },
]
export const numberParam = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })

/** The id behind a number, for a caller who may see the case; a third party only where that is said. Others get the same answer as for a number that does not exist. */
export async function visibleCase(ground: Ground, number: string, reach: Reach, alsoThird = false): Promise<string> {
  const id = await findCaseId(ground.sql, number)
  if (!id || !(await isVisible(ground.sql, id, reach, alsoThird))) throw caseNotFound({ number })
  return id
}

/** A case as its page shows it, with the acts open to this caller. */
export async function describeCase(ground: Ground, id: string, call: Pick<Call<unknown, unknown, unknown>, 'caller'>) {
  const whole = await findWholeCase(ground.sql, id)
  if (!whole) throw caseNotFound()
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  const copies = call.caller?.kind === 'staff' ? await listCopies(ground.sql, id) : []
  const organisations = await findOrganisations(ground.sql, [whole.case.receiving, whole.case.handling, whole.case.deciding, ...sectionsIn(whole.case, []), ...whole.allSteps.flatMap((step) => (step.section === null ? [step.organisation] : [step.organisation, step.section])), ...copies.flatMap((copy) => copy.organisation ?? [])])
  const people = await namesOf(ground.sql, [...whole.allSteps.flatMap(({ assignee, delegatedBy }) => [assignee, delegatedBy]), ...copies.flatMap(({ account, sentBy, readBy }) => [account, sentBy, readBy])].filter((one) => one !== null))
  const named = (code: string) => nameOrganisation(organisations, code)
  const standing = await findStanding(ground.sql, whole, item)
  const progress = describeProgress(item.process, whole.run)
  const { itemVersion: _version, about: _about, annulledOn, annulledBy, window, team, ...row } = whole.case
  const [procedures, related, payments] = await Promise.all([findProcedures(ground.sql, id), relatedTo(ground, whole), findPayments(ground.sql, id)])
  const today = dateInChina(ground.clock.now())
  const isStaff = call.caller?.kind === 'staff'
  // Who is asked to apply together is told of to staff and to those who apply.
  const seesAll = isStaff || whole.parties.some(({ role, account }) => account === call.caller?.id && (role === 'applicant' || role === 'joint-applicant'))
  // An officer gets one whole with a reason alone (support/readings); who applied reads the own answers.
  const answers = isStaff ? maskForm(item.form, whole.form) : { form: whole.form, masked: [] }
  const inner = (code: string | null) => (isStaff && code !== null ? named(code) : null)
  const reader = call.caller && { ...call.caller, posts: postsIn(call.caller.posts, sectionsIn(whole.case, whole.allSteps)) }
  const ended = await endingsOf(ground.sql, whole.parties.flatMap((party) => party.account ?? []))
  const described = {
    ...row, openedAt: momentText(row.openedAt), suspendedAt: row.suspendedAt && momentText(row.suspendedAt), finishedAt: row.finishedAt && momentText(row.finishedAt),
    item: { code: item.code, name: item.content.name, type: item.content.type, version: item.version },
    burdens: matterOf(item.content)?.burdens ?? false, annulled: annulledOn === null ? null : { on: annulledOn, case: annulledBy === null ? null : ((await findCaseNumbers(ground.sql, [annulledBy])).get(annulledBy) ?? null) },
    closingCode: row.outcome && row.finishedAt ? closingCodes[row.outcome] : null, lamp: lampOf({ ...row, suspendedAt: row.suspendedAt === null ? null : Temporal.Instant.from(row.suspendedAt) }, today), ...related, sight: call.caller?.emergencies?.includes(id) ? ('emergency' as const) : ('whole' as const),
    before: procedures.filter((one) => !one.endedAt && !(one.toldOn && one.untilOn && one.untilOn < today.toString())).map((one) => ({ kind: one.kind, about: one.about, until: one.untilOn })),
    receiving: named(row.receiving), handling: named(row.handling), deciding: named(row.deciding), window: inner(window), team: inner(team),
    parties: whole.parties.flatMap((party, place) => (!takesPart(party) && !seesAll ? [] : [{ ...describeParty(party, call.caller?.id), place, address: isStaff || (party.account !== null && party.account === call.caller?.id) ? (party.address ?? null) : null, ended: (party.account && (isStaff || takesPart(party)) && ended.get(party.account)) || null, interest: isStaff || party.account === call.caller?.id ? (party.interest ?? null) : null, ...toldOf(procedures, place) }])),
    form: answers.form, masked: isStaff ? maskedIn(whole.parties, call.caller?.id, answers.masked) : [], scenario: whole.scenario, formVersion: whole.formVersion, files: whole.files.map((file) => ({ ...file, at: momentText(file.at) })),
    steps: whole.allSteps.map(({ token, claimedAt, doneBy: _doneBy, urgedAt, delegatedBy, ...step }) => ({ ...step, isSigner: isSigner({ token }), isTask: isTask({ token }), isOpened: claimedAt !== null, urgedAt: urgedAt && momentText(urgedAt), delegatedByName: (delegatedBy && people.get(delegatedBy)?.name) ?? null, openedAt: momentText(step.openedAt), doneAt: step.doneAt && momentText(step.doneAt), organisation: named(step.organisation), section: inner(step.section), assigneeName: (step.assignee && people.get(step.assignee)?.name) ?? null })),
    terms: whole.terms, extenderMissing: (isStaff && row.state === 'accepted' && (await findMissingExtender(ground.sql, { ...whole, item }, ground.clock.now()))) || null, suspensions: whole.suspensions.map((one) => describeSuspension(one, item.content, today)), results: whole.results, payments: payments.map((one) => ({ ...one, isMissed: one.settled === null && one.dueOn < today.toString(), stops: stoppedBy(whole, item, one.id) })), missing: whole.case.state === 'correcting' ? standing.notified : [], ...standing,
    acts: possibleActs({ case: whole.case, steps: whole.allSteps, terms: whole.terms, suspensions: whole.suspensions, parties: whole.parties, item, annullable: isStaff && isAnnullable(whole, item) && (await findAnnulmentItem(ground.sql, item, ground.clock.now())) !== undefined, run: whole.run, copies, standing, payments, now: ground.clock.now(), deputises: await deputiesOf(ground, whole, call.caller), part: await partOf(ground, whole, isStaff ? call.caller : undefined) }, reader),
    copies: copies.map((copy) => ({ id: copy.id, to: copy.account ? (people.get(copy.account)?.name ?? '') : '', organisation: copy.organisation === null ? null : named(copy.organisation), by: people.get(copy.sentBy)?.name ?? '', at: momentText(copy.sentAt), readAt: copy.readAt && momentText(copy.readAt), readBy: (copy.readBy && people.get(copy.readBy)?.name) ?? null })),
    process: { lit: progress.lit, done: progress.done, flows: progress.doneFlows },
    stages: describeStages(item.process).map(({ element, name, kind }) => ({ element, name, kind, state: progress.lit.includes(element) ? ('current' as const) : progress.done.includes(element) ? ('done' as const) : ('ahead' as const) })),
  }
  return isThirdOnly(whole.parties, call.caller?.id) ? limitToThird(described, whole.parties, call.caller?.id) : described
}

/** By which law the clock stands until this is paid. */
function stoppedBy({ suspensions }: WholeCase, { content }: Item, payment: string) {
  const held = suspensions.find((one) => one.untilOn === null && one.heldBy === heldByPayment(payment))
  return (held && content.suspends?.find(({ kind }) => kind === held.kind)?.basis) ?? null
}

/** The case above and the cases below, as far as their pages name them. */
async function relatedTo(ground: Ground, { case: row }: WholeCase) {
  const [parent, subCases] = await Promise.all([row.parent ? findRelated(ground.sql, row.parent) : undefined, findSubCases(ground.sql, row.id)])
  const all = [...(parent ? [parent] : []), ...subCases]
  const organisations = await findOrganisations(ground.sql, all.map((one) => one.deciding))
  const say = async ({ number, item, itemVersion, state, outcome, deciding }: Related) => {
    const { content } = await getItemVersion(ground.sql, itemVersion)
    return { number, item: { code: item, name: content.name }, state, outcome, burdens: matterOf(content)?.burdens ?? false, deciding: nameOrganisation(organisations, deciding) }
  }
  return { parent: parent ? await say(parent) : null, subCases: await Promise.all(subCases.map(say)) }
}

function toldOf(procedures: readonly Procedure[], place: number): { toldOn: string | null; speakUntil: string | null } {
  const one = procedures.find(({ kind, about }) => kind === 'third-party' && about === String(place))
  return { toldOn: one?.toldOn ?? null, speakUntil: one?.untilOn ?? null }
}

/** A stretch that is not counted, by its name, with the day it was expected to end (许可法 45). */
function describeSuspension({ heldBy: _held, ...one }: Suspension, content: ItemContent, today: Temporal.PlainDate) {
  const expectedUntil = Temporal.PlainDate.from(one.fromOn).add({ days: one.expectedDays })
  return { ...one, name: suspensionOf(content, one.kind) ?? suspensionKinds[one.kind] ?? { zh: one.kind }, expectedUntil: expectedUntil.toString(), isOverrun: one.untilOn === null && Temporal.PlainDate.compare(expectedUntil, today) < 0 }
}

/** What concerns a third party: which matter, whose, who handles it and how it ended; no papers, no answers, no numbers of others. */
function limitToThird<C extends { sight: string; parties: { role: string; place: number }[]; steps: object[]; copies: object[]; files: object[]; form: object; scenario: object; missing: object[]; payments: object[]; results: object[]; suspensions: object[]; terms: object[]; subCases: object[]; parent: object | null; before: object[]; warnings: object[]; notified: object[]; owed: object[]; commitment: object | null; place: object | null }>(one: C, parties: readonly Party[], reader: string | undefined): C {
  const own = new Set(parties.flatMap((party, place) => (party.account === reader ? [place] : [])))
  const seen = one.parties.filter(({ role, place }) => own.has(place) || role === 'applicant' || role === 'joint-applicant').map((party) => (own.has(party.place) ? party : { ...party, phone: null }))
  return { ...one, sight: 'third-party', parties: seen, form: {}, scenario: {}, files: [], steps: [], copies: [], missing: [], payments: [], results: [], suspensions: [], terms: [], subCases: [], parent: null, before: [], warnings: [], notified: [], owed: [], commitment: null, place: null }
}

/** What keeps somebody away from steps of the review; nothing keeps who is no civil servant. */
async function partOf({ sql }: Ground, { case: row, allSteps }: WholeCase, officer: Caller | undefined): Promise<Parameters<typeof possibleActs>[0]['part']> {
  if (!officer) return { presided: false, entered: null, investigated: false }
  return { ...(await findPart(sql, row.id, officer.id)), investigated: investigatedIn(allSteps, officer.id) }
}

/** Whom the caller stands in for, where a step of the case is with somebody else. */
async function deputiesOf(ground: Ground, { allSteps }: WholeCase, caller: Caller | undefined): Promise<string[]> {
  const isTaken = allSteps.some((step) => step.state === 'open' && step.assignee !== null && step.assignee !== caller?.id)
  return caller?.kind === 'staff' && isTaken ? deputisedBy(ground.sql, caller.id, dateInChina(ground.clock.now())) : []
}

/** Where something is masked for an officer: in parties that are not himself, and in the form. */
function maskedIn(parties: readonly Party[], reader: string | undefined, inForm: readonly string[]): string[] {
  return [...parties.flatMap(({ account, idNumber, phone }, place) => (account !== null && account === reader ? [] : [...(idNumber === '' ? [] : [`/parties/${place}/idNumber`]), ...(phone ? [`/parties/${place}/phone`] : [])])), ...inForm]
}

/** Everybody sees the own numbers whole and those of others masked, other parties of the case included. */
function describeParty({ account, ...party }: Party, reader: string | undefined) {
  return account !== null && account === reader ? party : { ...party, idNumber: maskNumber(party.idNumber), phone: party.phone && maskNumber(party.phone) }
}

/** What a list is narrowed by: the same for lists, for counts and for what a person has saved. */
export const listQuery = {
  view: Type.Optional(Type.Unsafe<View>({ enum: ['todo', 'mine', 'department', 'finished', 'copied', 'own'] })), q: Type.Optional(Type.String({ maxLength: 100 })), item: Type.Optional(Type.String({ maxLength: 80 })),
  state: Type.Optional(StateShape), lamp: Type.Optional(Type.Unsafe<ListLamp>({ enum: ['green', 'amber', 'red', 'none'] })),
  step: Type.Optional(Type.String({ maxLength: 40, description: 'Has an open step of this kind' })), at: Type.Optional(Type.String({ maxLength: 80, description: 'Has an open step that waits in this organisation' })),
  phase: Type.Optional(Type.Unsafe<Phase>({ enum: ['mine-to-do', 'running', 'ended'], description: "Of one's own matters: wait for oneself, run, ended" })),
  free: Type.Optional(Type.Boolean({ description: 'Has an open step that nobody has taken' })), payment: Type.Optional(Type.Unsafe<PaymentWait>({ enum: ['waiting', 'overdue'], description: 'Waits for a payment, or for one whose day has passed' })), handling: Type.Optional(Type.String({ maxLength: 80, description: 'The unit that handles' })),
}
const ListQuery = Type.Object(listQuery)
export type ListQuery = Static<typeof ListQuery>

/** The filter of a list, for a caller and how far that one reaches. */
export async function filterOf(ground: Ground, call: { caller: Caller | undefined; reach: Reach; query: ListQuery }): Promise<CaseFilter> {
  const caller = callerOf(call)
  const { q, item, state, lamp, phase, step, at, free, handling, payment } = call.query
  const today = dateInChina(ground.clock.now())
  const headed = caller.posts.filter((post) => post.role === 'head').map((post) => post.organisation)
  const governments = [...(await findOrganisations(ground.sql, headed)).values()].filter(({ kind }) => kind === 'government').map(({ code }) => code)
  return {
    view: caller.kind === 'staff' ? (call.query.view === 'own' ? 'todo' : (call.query.view ?? 'todo')) : 'own', me: caller.id, items: call.reach.items,
    posts: caller.posts, organisations: call.reach.organisations, sections: call.reach.sections ?? [], governments, q, item, state, lamp, phase, step, at, free, handling, payment, today,
    deputises: caller.kind === 'staff' ? await deputisedBy(ground.sql, caller.id, today) : [],
  }
}

/** The rows of a list as the API describes them. */
export async function rowsOf(ground: Ground, rows: CaseListRow[], filter: CaseFilter) {
  const organisations = await findOrganisations(ground.sql, rows.flatMap((row) => [row.handling, ...[row.team, row.window, ...row.steps.map((step) => step.section)].filter((one) => one !== null), ...row.steps.map((step) => step.organisation)]))
  return Promise.all(rows.map(async (row) => describeRow(row, await getItemVersion(ground.sql, row.itemVersion), organisations, filter)))
}

function describeRow(row: CaseListRow, item: Item, organisations: Awaited<ReturnType<typeof findOrganisations>>, filter: CaseFilter) {
  const mayDo = (step: CaseStep) => filter.posts.some(({ role, organisation, of }) => role === step.role && organisation === (of === undefined ? step.organisation : step.section)) && (step.assignee === null || [filter.me, ...filter.deputises].includes(step.assignee))
  const suspended = row.suspendedAt !== null
  return {
    number: row.number, item: { code: row.item, name: item.content.name }, state: row.state, outcome: row.outcome, annulledOn: row.annulledOn, burdens: matterOf(item.content)?.burdens ?? false, payment: row.payment && { ...row.payment, isMissed: row.payment.until < filter.today.toString() }, applicant: row.applicant,
    openedAt: timeText(row.openedAt), dueAt: row.dueAt, lamp: lampOf(row, filter.today), suspended,
    finishedAt: row.finishedAt && timeText(row.finishedAt), handling: nameOrganisation(organisations, row.handling), team: filter.view === 'own' || row.team === null ? null : nameOrganisation(organisations, row.team), window: filter.view === 'own' || row.window === null ? null : nameOrganisation(organisations, row.window),
    steps: row.steps.map((step) => ({
      id: step.id, name: step.name, kind: step.kind, assignee: step.assignee, organisation: nameOrganisation(organisations, step.organisation), section: filter.view === 'own' || step.section === null ? null : nameOrganisation(organisations, step.section), mine: mayDo(step),
      inBulk: mayDo(step) ? (bulkOutcome(step, { state: row.state, suspended }, item) ?? null) : null,
    })),
  }
}

/** The reading operations. */
export function readRoutes(ground: Ground): Route[] {
  return [listRoute(ground), countRoute(ground), caseRoute(ground), timelineRoute(ground), fileRoute(ground), drawingRoute(ground)]
}

function listRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases', access: readers,
    zh: '列出办件：工作人员的待办，或本人的办件', en: "List cases: a civil servant's work, or one's own matters",
    query: Type.Object({ ...listQuery, ...pageQuery }),
    answer: pageOf(RowShape), example: { as: '{clerk}', query: { view: 'todo' } },
    handle: async (call) => {
      const after = readCursor(call.query.cursor, 2)
      const limit = call.query.limit ?? 20
      const filter = await filterOf(ground, call)
      const rows = await listCases(ground.sql, filter, limit + 1, after && { openedAt: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.openedAt.toString(), row.id])
      return { items: await rowsOf(ground, items, filter), next }
    },
  })
}

function countRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/case-counts', access: [{ who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' }],
    zh: '统计各工作列表的办件数（至多计到一千）', en: 'Count the cases of each work list (up to 1,000)',
    answer: Type.Object({ todo: Type.Integer(), mine: Type.Integer(), department: Type.Integer(), finished: Type.Integer() }), example: { as: '{clerk}' },
    handle: async (call) => countViews(ground.sql, await filterOf(ground, { caller: call.caller, reach: call.reach, query: {} })),
  })
}

function caseRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number', reads: { of: 'case', param: 'number', what: 'case', purpose: 'handling' }, access: readers, zh: '读取一个办件', en: 'Read a case',
    params: numberParam, answer: CaseShape, example: { as: '{resident}', params: { number: '{submitted}' } },
    handle: async (call) => describeCase(ground, await visibleCase(ground, call.params.number, call.reach, true), call),
  })
}

function timelineRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/timeline', reads: { of: 'case', param: 'number', what: 'course', purpose: 'handling' }, access: readers, zh: '读取办件的全部经过', en: 'Read everything that happened in a case',
    params: numberParam, answer: TimelineShape, example: { as: '{resident}', params: { number: '{submitted}' } },
    handle: async ({ params, reach, caller }) => {
      const id = await visibleCase(ground, params.number, reach, true)
      const isStaff = caller?.kind === 'staff'
      const parties = isStaff ? [] : await findParties(ground.sql, id)
      const places = isThirdOnly(parties, caller?.id) ? parties.filter((party) => party.account === caller?.id).map((party) => party.ordinal) : undefined
      const entries = (await entriesOf(ground.sql, id)).filter((entry) => (isStaff || !innerKinds.includes(entry.kind)) && (!places || concernsThird(entry, places))).map((entry) => (isStaff ? entry : { ...entry, facts: toldFacts(entry.facts) }))
      const words = new Map((await findWords(ground.sql, id)).map((word) => [word.entry, isStaff ? maskTold(word.content) : toldWords(word)]))
      const people = await namesOf(ground.sql, entries.map((entry) => entry.actor))
      return { items: entries.map((entry) => timelineRow(entry, { name: people.get(entry.actor)?.name ?? null, organisation: people.get(entry.actor)?.organisation?.name ?? null }, words.get(entry.id))) }
    },
  })
}

function fileRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/files/:file', reads: { of: 'case', param: 'number', what: 'paper', purpose: 'handling' }, access: readers, produces: 'application/octet-stream', zh: '下载办件的一份材料', en: 'Download a file of a case',
    params: Type.Object({ number: Type.String({ maxLength: 60 }), file: Type.String({ format: 'uuid' }) }), example: { as: '{resident}', params: { number: '{submitted}', file: '{file}' } },
    handle: async ({ params, reach, reply }) => {
      const id = await visibleCase(ground, params.number, reach)
      const file = (await findWholeCase(ground.sql, id))?.files.find((one) => one.id === params.file)
      if (!file || file.sha256 === '') throw caseNotFound({ file: params.file })
      sendFile(reply, { type: file.type, name: file.name, content: await ground.files.read(file.sha256) })
    },
  })
}

function drawingRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/cases/:number/process', access: readers, produces: 'application/xml', zh: '读取办件所用版本的流程图', en: 'Read the process a case runs on (BPMN 2.0 XML)',
    params: numberParam, example: { as: '{clerk}', params: { number: '{submitted}' } },
    handle: async ({ params, reach, reply }) => {
      const whole = await findWholeCase(ground.sql, await visibleCase(ground, params.number, reach))
      if (!whole) throw caseNotFound()
      reply.type('application/xml; charset=utf-8').send((await getItemVersion(ground.sql, whole.case.itemVersion)).processXml)
    },
  })
}
