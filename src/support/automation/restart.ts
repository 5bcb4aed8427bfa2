// Starting automatic decisions again: asked for by an approver or head of the deciding body, and by another of them confirmed (双人复核).
import { Type } from 'typebox'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { AccessRule } from '#base/http'
import { getItem } from '#core/items'
import { automaticOf } from '#core/packs'
import { automationLock, mayRestart, restartAutomation } from './acts.ts'
import { notAutomatic } from './automation.ts'

export const restartCode = 'automation-restart'

/** The kind of proposal by which an item is decided automatically again. */
export function restartKind(ground: Ground): ProposalKind {
  const directors: AccessRule[] = [{ who: ['staff'], roles: ['approver', 'head'], scope: 'department' }]
  return proposalKind({
    code: restartCode, name: { zh: '重新启用自动办理', en: 'Start automatic decisions again' }, asks: directors, decides: directors, sees: [{ who: ['staff'], roles: ['audit-admin'], scope: 'all' }],
    shape: Type.Object({ item: Type.String({ minLength: 1, maxLength: 80 }) }, { additionalProperties: false }),
    example: { ask: { as: '{automatic-approver}', content: { item: '{stopped-item}' } }, decide: { as: '{automatic-second}', id: '{asked-restart}' } },
    subjectOf: ({ item }) => item, locks: ({ item }) => [automationLock(item)],
    organisationOf: async (sql, { item }) => (await getItem(sql, item, ground.clock.now())).content.bodies.deciding,
    check: async (act, { item }) => {
      const found = await getItem(act.tx, item, act.now)
      if (!automaticOf(found.content)) throw notAutomatic({ item })
      await mayRestart(act, found)
    },
    apply: async (act, { content, reason }) => restartAutomation(act, await getItem(act.tx, content.item, act.now), reason),
    describe: async (sql, { item }) => {
      const { name } = (await getItem(sql, item, ground.clock.now())).content
      return { zh: `重新启用“${name.zh}”的自动办理`, en: `Decide “${name.en ?? name.zh}” automatically again` }
    },
  })
}
