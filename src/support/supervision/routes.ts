// HTTP of supervision: what those concerned with a late case may know of it: that it is late, why, who looks after it, what was answered.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { findWholeCase, findWords, lampOf, readers, visibleCase } from '#core/cases'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { findOfLate } from './store.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const LateShape = Type.Object({
  late: Type.Boolean(), dueOn: nullable(Type.String({ format: 'date' })), step: nullable(TextSchema), body: Named,
  supervision: nullable(Type.Object({ number: Type.String(), superior: Named, openedAt: Type.String({ format: 'date-time' }), answeredAt: nullable(Type.String()), closedAt: nullable(Type.String()), answer: nullable(Type.String()) })),
})

export function supervisionRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/cases/:number/supervision', access: readers, zh: '读取办件是否逾期、停在哪里、由谁督办', en: 'Read whether a case is late, where it stands, and who supervises it', params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
      answer: LateShape, example: { as: '{resident}', params: { number: '{submitted}' } },
      handle: async ({ params, reach }) => {
        const id = await visibleCase(ground, params.number, reach)
        const whole = await findWholeCase(ground.sql, id)
        if (!whole) throw new Error(`case ${id} is gone`)
        const { case: row } = whole
        const matter = await findOfLate(ground.sql, id)
        const names = await findOrganisations(ground.sql, [row.handling, ...(matter ? [matter.superior] : [])])
        const isRed = lampOf({ ...row, suspendedAt: row.suspendedAt === null ? null : Temporal.Instant.from(row.suspendedAt) }, dateInChina(ground.clock.now())) === 'red'
        return {
          late: isRed, dueOn: matter?.dueOn ?? (isRed ? row.dueAt : null), step: whole.allSteps.find((step) => step.state === 'open')?.name ?? null, body: nameOrganisation(names, row.handling),
          supervision: matter
            ? { number: matter.number, superior: nameOrganisation(names, matter.superior), openedAt: timeText(matter.openedAt), answeredAt: matter.answeredAt && timeText(matter.answeredAt), closedAt: matter.closedAt && timeText(matter.closedAt), answer: await answerOf(ground, matter.supervisionCase) }
            : null,
        }
      },
    }),
  ]
}

/** What the late body answered, as it wrote it for the person who waits. */
async function answerOf(ground: Ground, supervisionCase: string): Promise<string | null> {
  const said = (await findWords(ground.sql, supervisionCase)).findLast((words) => words.kind === 'cases.step-completed')?.content as { opinion?: string } | undefined
  return said?.opinion ?? null
}
