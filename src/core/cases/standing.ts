// How a case stands before the law of its acceptance, for its page: warnings, what was notified, papers owed, the promise, the place in
// the order. Reads only what the item's law can have.
import type { Sql } from '#base/db'
import type { Item } from '#core/items'
import { Type } from 'typebox'
import { TextSchema } from '#core/packs'
import { adultWards, birthOf } from '#core/people'
import type { Alone } from './capacity.ts'
import { warningKinds, warningsOf, type Warning } from './papers.ts'
import { knowsOwed } from './promised.ts'
import { findCommitment, findNotified, findOwed, findPlace, type Commitment, type Owed, type Place } from './store-acceptance.ts'
import type { WholeCase } from './store.ts'

export interface Standing {
  warnings: Warning[]
  notified: { material?: string; text: string }[]
  owed: Owed[]
  commitment: Commitment | null
  place: (Place & { count: number }) | null
}

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])

/** These parts in the shape of a case. */
export const standingShapes = {
  warnings: Type.Array(Type.Object({ kind: Type.Unsafe<Warning['kind']>({ enum: [...warningKinds] }), material: Type.Optional(Type.String()), field: Type.Optional(Type.String()), text: TextSchema }), { description: 'What is missing or not met as the application stands; it stops nothing by itself' }),
  notified: Type.Array(Type.Object({ material: Type.Optional(Type.String()), text: Type.String() }), { description: 'What the one-time notice named, in its order' }),
  owed: Type.Array(Type.Object({ material: Type.String(), why: Type.Unsafe<Owed['why']>({ enum: ['gap', 'promise'] }), dueOn: nullable(Type.String({ format: 'date' })), metAt: nullable(Type.String()), late: nullable(Type.Unsafe<NonNullable<Owed['late']>>({ enum: ['waiting', 'taken', 'refused'], description: 'It came after its day: waits for a person, was taken or refused in writing' })) })),
  commitment: nullable(Type.Object({ kind: Type.Unsafe<Commitment['kind']>({ enum: ['proof', 'permit'] }), digest: Type.String(), materials: Type.Array(Type.String()), madeAt: Type.String(), withdrawnAt: nullable(Type.String()) })),
  place: nullable(Type.Object({ place: Type.Integer(), ahead: Type.Integer(), granted: Type.Integer(), earlierOpen: Type.Integer(), count: Type.Integer() }, { description: 'Where numbers are limited: the place in the order of acceptance' })),
}

/** Reads how a case stands. */
export async function findStanding(sql: Sql, whole: WholeCase, item: Item): Promise<Standing> {
  const { case: row, terms } = whole
  const { content } = item
  const owed = knowsOwed(content) ? await findOwed(sql, row.id) : []
  const commitment = content.promise ? ((await findCommitment(sql, row.id)) ?? null) : null
  const place = content.quota ? await findPlace(sql, row.id) : undefined
  return {
    warnings: ['submitted', 'correcting', 'accepted'].includes(row.state) ? warningsIn(whole, item, commitment, await aloneIn(sql, whole)) : [],
    notified: terms.some(({ kind }) => kind === 'correction') ? await findNotified(sql, row.id) : [],
    owed, commitment, place: place && content.quota ? { ...place, count: content.quota.count } : null,
  }
}

/** The applicant, where it is a person for whom nobody acts. */
async function aloneIn(sql: Sql, { case: row, parties }: WholeCase): Promise<Alone | undefined> {
  const [applicant] = parties
  if (applicant?.kind !== 'natural' || applicant.role !== 'applicant' || parties.some(({ role }) => role === 'agent')) return undefined
  return { born: birthOf(applicant), isAdultWard: applicant.account !== null && (await adultWards(sql, [applicant.account], Temporal.Instant.from(row.openedAt))).length > 0 }
}

function warningsIn({ case: row, form, scenario, files, parties }: WholeCase, item: Item, commitment: Commitment | null, alone: Alone | undefined): Warning[] {
  return warningsOf(item, {
    form, scenario, applicant: parties[0]?.kind ?? 'natural', materials: new Set(files.map(({ material }) => material)), receivedOn: Temporal.PlainDate.from(row.receivedOn),
    replaced: new Set(commitment && commitment.withdrawnAt === null ? commitment.materials : []), roles: parties.map(({ role }) => role), alone,
  })
}
