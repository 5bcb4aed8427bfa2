// How a guardianship is shown: to one of its parties, or with an account to an officer.
import { Type, type Static } from 'typebox'
import { timeText } from '#base/time'
import { endsOfAge, guardianProofs, guardianshipKinds, type Guardianship, type GuardianshipEnd, type GuardianshipKind, type GuardianProof } from './guardian.ts'

const nullable = Type.Union([Type.String(), Type.Null()])
const ends = ['of-age', 'over', 'account-ended', 'restored', 'self-supporting', 'guardian-revoked', 'replaced'] as const satisfies readonly GuardianshipEnd[]

/** A guardianship as account pages show it too. */
export const GuardianshipShape = Type.Object({
  id: Type.String({ format: 'uuid' }), side: Type.Unsafe<'ward' | 'guardian'>({ type: 'string', enum: ['ward', 'guardian'], description: 'ward: somebody is my guardian · guardian: I am somebody’s' }),
  account: Type.String({ description: 'Of the other one' }), name: Type.String({ description: 'Of the other one' }),
  kind: Type.Unsafe<GuardianshipKind>({ type: 'string', enum: [...guardianshipKinds] }), proof: Type.Unsafe<GuardianProof>({ type: 'string', enum: [...guardianProofs] }), jointly: Type.Boolean(), untilOfAge: Type.Boolean({ description: '`to` is the eighteenth birthday' }),
  from: Type.String(), to: Type.String(), endedAt: nullable, endedBecause: Type.Union([Type.Unsafe<GuardianshipEnd>({ type: 'string', enum: [...ends] }), Type.Null()]),
  objection: Type.Union([Type.Object({ id: Type.String(), own: Type.Boolean() }), Type.Null()], { description: 'The guardians of the ward do not agree: nothing new is done until a window has settled it' }),
})

/** How one is shown to one of its parties, or of one's account to an officer. */
export function showGuardianship(one: Guardianship, account: string): Static<typeof GuardianshipShape> {
  const isWard = one.ward === account
  return {
    id: one.id, side: isWard ? 'ward' : 'guardian', account: isWard ? one.guardian : one.ward, name: isWard ? one.guardianName : one.wardName, kind: one.kind, proof: one.proof, jointly: one.jointly, untilOfAge: endsOfAge(one), from: timeText(one.from), to: timeText(one.to),
    endedAt: one.revokedAt && timeText(one.revokedAt), endedBecause: one.endedBecause, objection: one.objection === null || one.revokedAt !== null ? null : { id: one.objection, own: one.objectedBy === account },
  }
}
