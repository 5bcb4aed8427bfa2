// How a hearing looks to its reader: civil servants of the case see all, parties what concerns them, the public what is announced.
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { findWholeCase, postsIn, sectionsIn, type WholeCase } from '#core/cases'
import { getItemVersion } from '#core/items'
import { isRevocation } from '#core/packs'
import { namesOf } from '#core/people'
import { canBeHeard, type Hearing } from './hearing.ts'
import { listHearings } from './store.ts'

/** Acts open on a hearing, or on a case that has none yet. */
export type HearingAct = 'offer-hearing' | 'call-hearing' | 'ask-hearing' | 'record-right-told' | 'schedule-hearing' | 'object-to-presider' | 'write-minutes' | 'record-signature' | 'confirm-minutes' | 'withdraw-hearing'

const conducting = ['clerk', 'examiner', 'approver', 'head']

/** The hearings of a case with the acts that are open to a caller. The acts themselves check again. */
export async function describeHearings(ground: Ground, caseId: string, caller: Caller | undefined) {
  const whole = await findWholeCase(ground.sql, caseId)
  const hearings = whole ? await listHearings(ground.sql, caseId) : []
  const item = whole && (await getItemVersion(ground.sql, whole.case.itemVersion)).content
  const names = await namesOf(ground.sql, hearings.flatMap((one) => one.presider ?? []))
  const isStaff = caller?.kind === 'staff'
  const places = whole?.parties.flatMap((party, place) => (party.account !== null && party.account === caller?.id ? [place] : [])) ?? []
  const isOpen = whole?.case.state === 'accepted' && item !== undefined && canBeHeard(item)
  const live = hearings.find((one) => one.state !== 'held' && one.state !== 'closed')
  // Before a revocation the notice offers the hearing, and nothing is asked before it (处罚法 63, 64).
  const byNotice = item !== undefined && isRevocation(item)
  const acts = !whole || !isOpen ? [] : (isStaff ? staffActs(whole, live, { ...caller, posts: postsIn(caller.posts, sectionsIn(whole.case, whole.allSteps)) }) : partyActs(live, places, ground.clock.now())).filter(({ act }) => !byNotice || (act !== 'offer-hearing' && act !== 'record-right-told' && (act !== 'ask-hearing' || hearings.length > 0)))
  return {
    right: isOpen, acts,
    items: hearings.map((one) => ({
      id: one.id, origin: one.origin, state: one.state, ending: one.ending, offeredOn: one.offeredOn, askBy: one.askBy, askedOn: one.askedOn, holdBy: one.holdBy,
      isLate: one.holdBy !== null && !['held', 'closed', 'minuted'].includes(one.state) && (one.at ? dateInChina(one.at).toString() : dateInChina(ground.clock.now()).toString()) > one.holdBy,
      at: one.at && timeText(one.at), place: one.place, presider: (one.presider && names.get(one.presider)?.name) ?? null, isPublic: one.isPublic, noticedOn: one.noticedOn,
      objection: one.objection?.state ?? null, minutes: isStaff || one.attended.some(({ place }) => places.includes(place)) ? one.minutes : null,
      attended: one.attended.map(({ place, answer, on }) => ({ place, name: whole?.parties[place]?.name ?? '', answer, on })),
    })),
  }
}

function staffActs({ case: row }: WholeCase, live: Hearing | undefined, caller: Caller): { act: HearingAct; hearing?: string; parties?: number[] }[] {
  if (!caller.posts.some((post) => conducting.includes(post.role) && [row.handling, row.deciding].includes(post.organisation))) return []
  if (!live) return [{ act: 'offer-hearing' }, { act: 'call-hearing' }]
  const on = { hearing: live.id }
  if (live.state === 'offered') return [...(live.askBy === null ? [{ act: 'record-right-told' as const, ...on }] : []), { act: 'call-hearing' }]
  if (live.state === 'called') return [{ act: 'schedule-hearing', ...on }]
  if (live.state === 'scheduled') return [...(live.presider === caller.id && live.objection?.state !== 'open' ? [{ act: 'write-minutes' as const, ...on }] : []), { act: 'schedule-hearing', ...on }]
  const waiting = live.attended.filter(({ answer }) => answer === null).map(({ place }) => place)
  return live.state === 'minuted' && live.presider === caller.id ? [{ act: 'record-signature', parties: waiting, ...on }] : []
}

function partyActs(live: Hearing | undefined, places: readonly number[], now: Temporal.Instant): { act: HearingAct; hearing?: string }[] {
  if (places.length === 0) return []
  if (!live || live.state === 'offered') return [{ act: 'ask-hearing' }]
  const on = { hearing: live.id }
  const acts: { act: HearingAct; hearing?: string }[] = []
  const isBefore = live.at !== null && Temporal.Instant.compare(now, live.at) < 0
  if (live.state === 'scheduled' && isBefore && live.objection?.state !== 'open') acts.push({ act: 'object-to-presider', ...on })
  if (live.state === 'minuted' && live.attended.some(({ place, answer }) => places.includes(place) && answer === null)) acts.push({ act: 'confirm-minutes', ...on })
  if (live.origin === 'request' && live.askedBy !== null && places.includes(live.askedBy) && ['late', 'called', 'scheduled'].includes(live.state)) acts.push({ act: 'withdraw-hearing', ...on })
  return acts
}

