// 紧急授权: who needs a case outside the own reach in an emergency reads it at once, for a short time, with reason and case. The officers are told,
// every reading is noted with this ground, it ends by itself, and another person looks at it afterwards. It gives nothing to do: it is for
// reading alone. GB/T 22239-2019 8.1.4.2 (least right), 个人信息保护法 6, 44.
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { refusal } from '#base/problem'
import { closeEmergency, countEmergencies, findEmergency, forgetCallers, openEmergency, postsHeld } from '#core/people'
import { isVisible } from './list.ts'
import { caseNotFound } from './refusals.ts'
import { findCaseId } from './store.ts'

/** [K] Cases that one person may have open in this way at a time. */
const openMax = 3

export const emergencyNotNeeded = refusal({
  code: 'cases.emergency-not-needed', status: 409,
  zh: '您的岗位本来就可以查看这个办件，不需要紧急授权。', en: 'Your post lets you read this case as it is: there is no need for emergency access.',
  nextZh: '请直接打开办件。', nextEn: 'Open the case.',
})
export const emergenciesTooMany = refusal({
  code: 'cases.emergencies-too-many', status: 409,
  zh: '您同时生效的紧急授权已达上限。', en: 'You have as much emergency access at a time as one person may have.',
  nextZh: '请等前面的到期；确需更多的，请由本单位负责人联系安全管理员。', nextEn: 'Wait until the earlier ones end; where more is needed, have your head call the security administrator.',
})

const business: AccessRule[] = [{ who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'own' }]
const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]

/** The kind of proposal by which a case is read in an emergency: it holds at once, and is looked at afterwards by the security administrator. */
export function emergencyKind(ground: Ground): ProposalKind {
  return proposalKind({
    code: 'emergency-access', name: { zh: '紧急授权', en: 'Emergency access' }, asks: business, decides: by('security-admin'), sees: by('audit-admin'), atOnce: true,
    shape: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60, description: 'Number of the case' }) }, { additionalProperties: false }),
    example: { ask: { as: '{emergency-officer}', content: { number: '{submitted}' } }, decide: { as: '{security-admin}', id: '{taken-emergency}' } },
    subjectOf: ({ number }, askedBy) => `${askedBy} ${number}`,
    caseOf: ({ number }) => number,
    locks: () => [],
    check: async (act, { number }) => {
      const id = await findCaseId(act.tx, number)
      if (!id) throw caseNotFound({ number })
      const posts = await postsHeld(act.tx, act.actor.id, act.now)
      const reach = { all: false, own: act.actor.id, organisations: posts.flatMap(({ organisation, section }) => (section === null ? [organisation] : [])), sections: posts.flatMap(({ section }) => section ?? []) }
      if (await isVisible(act.tx, id, reach)) throw emergencyNotNeeded({ number })
      if ((await countEmergencies(act.tx, act.actor.id, act.now)) >= openMax) throw emergenciesTooMany({ most: openMax })
    },
    apply: async (act, { id, content: { number }, askedBy }) => {
      const matter = await findCaseId(act.tx, number)
      if (!matter) throw caseNotFound({ number })
      const until = await openEmergency(act, { id, account: askedBy, matter, minutes: ground.emergencyMinutes })
      act.record('cases.emergency-opened', { subject: matter, facts: { account: askedBy, until: until.toString(), proposal: id } })
    },
    undo: async (act, { id, content: { number } }) => {
      const matter = await findCaseId(act.tx, number)
      if (matter && (await closeEmergency(act, id))) act.record('cases.emergency-ended', { subject: matter, facts: { proposal: id } })
    },
    done: (_, askedBy) => forgetCallers(ground, askedBy),
    describe: async (sql, { number }, { id }) => {
      const until = (await findEmergency(sql, id))?.until.toZonedDateTimeISO('Asia/Shanghai').toString({ smallestUnit: 'minute', offset: 'never', timeZoneName: 'never' }).replace('T', ' ') ?? ''
      return { zh: `紧急查看办件 ${number}，至 ${until}`, en: `Read case ${number} in an emergency, until ${until}` }
    },
  })
}
