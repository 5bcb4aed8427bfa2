// The end of a guardianship before its time: capacity restored by a court (民法典 24), a guardian revoked (36), another in his place (30, 31, 39), or a ward
// of sixteen who lives by his own work (18). Asked for by one officer with the number of the proof, confirmed by another (双人复核).
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { dateInChina } from '#base/time'
import { agencyLock } from './acts-agency.ts'
import { forgetCallers } from './callers.ts'
import { endGrounds, guardianshipNotFound, mustFitGround, type EndGround } from './guardian.ts'
import { endGuardianship } from './guardianship-ends.ts'
import { namesOf } from './read.ts'
import { Id } from './shapes.ts'
import { selectBorn, selectGuardianship } from './store-guardians.ts'

const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]
const groundWords: Readonly<Record<EndGround, { zh: string; en: string }>> = {
  restored: { zh: '法院认定恢复行为能力', en: 'capacity restored by a court' }, 'self-supporting': { zh: '已满十六周岁，以自己的劳动收入为主要生活来源', en: 'sixteen, and lives by the own work' },
  'guardian-revoked': { zh: '撤销监护人资格', en: 'the guardian was revoked' }, replaced: { zh: '依协议、指定或者判决另有监护人', en: 'others are guardians, by agreement, designation or judgment' },
}

/** The kinds of change of guardianships. */
export function guardianChanges(ground: Ground): ProposalKind[] {
  return [
    proposalKind({
      code: 'guardianship-end', name: { zh: '终止监护登记', en: 'End a guardianship' }, asks: by('security-admin'), decides: by('security-admin', 'system-admin'), sees: by('audit-admin'),
      shape: Type.Object({ ward: Id, guardianship: Id, ground: Type.Unsafe<EndGround>({ type: 'string', enum: [...endGrounds] }), reference: Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]{1,80}$', description: 'Number of the judgment, designation or agreement' }) }, { additionalProperties: false }),
      example: { ask: { as: '{security-admin}', content: { ward: '{ward}', guardianship: '{guardianship}', ground: 'guardian-revoked', reference: '（2026）云9901民特12号' } }, decide: { as: '{system-admin}', id: '{asked-guardianship-end}' } },
      subjectOf: ({ guardianship }) => guardianship,
      locks: ({ guardianship }) => [agencyLock(guardianship)],
      check: async (act, { ward, guardianship, ground: why }) => {
        const one = await selectGuardianship(act.tx, guardianship, act.now)
        if (one?.ward !== ward) throw guardianshipNotFound({ guardianship })
        mustFitGround(why, { kind: one.kind, born: await selectBorn(act.tx, ward) }, dateInChina(act.now))
      },
      apply: async (act, { content: { guardianship, ground: why } }) => void (await endGuardianship(act, guardianship, why)),
      // A session in which the guardian acts is remembered as the ward's.
      done: ({ ward }) => forgetCallers(ground, ward),
      describe: async (sql, { ward, guardianship, ground: why, reference }) => {
        const names = await namesOf(sql, [ward])
        const guardian = (await selectGuardianship(sql, guardianship, ground.clock.now()))?.guardianName
        const [name, words] = [names.get(ward)?.name ?? ward, groundWords[why] ?? { zh: '', en: '' }]
        return { zh: `终止${guardian ?? '监护人'}对${name}的监护：${words.zh}，证明编号 ${reference}`, en: `End the guardianship of ${guardian ?? 'the guardian'} for ${name}: ${words.en}, no. ${reference}` }
      },
    }),
  ]
}
