// HTTP of the supervisor's board: what is open, what is late, and longest, where it piles up; and how many cases a list holds, by the same filter.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findItem } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { countCases, listLongestLate, pileUp, type Pile } from './list.ts'
import { filterOf, listQuery, rowsOf } from './routes-read.ts'
import { RowShape } from './views.ts'

const handlers: Access = [{ who: ['staff'], roles: ['window', 'clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const supervisors: Access = [{ who: ['staff'], roles: ['head', 'approver'], scope: 'department' }]
const Named = Type.Object({ code: Type.String(), name: TextSchema })
const CountShape = Type.Object({ count: Type.Integer(), red: Type.Integer(), amber: Type.Integer(), green: Type.Integer(), none: Type.Integer() })
const figures = { count: Type.Integer(), red: Type.Integer(), amber: Type.Integer(), oldest: Type.String({ format: 'date-time' }) }
const BoardShape = Type.Object({
  total: CountShape,
  late: Type.Array(RowShape, { description: 'Late longest, longest first; at most ten' }),
  items: Type.Array(Type.Object({ item: Named, handling: Named, ...figures })),
  places: Type.Array(Type.Object({ organisation: Named, step: Type.String(), free: Type.Integer({ description: 'Taken by nobody' }), ...figures })),
})

const lateMax = 10

const figuresOf = ({ count, red, amber, oldest }: Pile) => ({ count, red, amber, oldest: timeText(oldest) })

/** The operations of the board. */
export function boardRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/case-count', access: handlers, zh: '统计一个工作列表的办件数和时限灯', en: 'Count the cases of a list, and those under each lamp', query: Type.Object(listQuery), answer: CountShape,
      example: { as: '{clerk}', query: { view: 'department', lamp: 'red' } }, handle: async (call) => countCases(ground.sql, await filterOf(ground, call)),
    }),
    route({
      method: 'GET', path: '/api/board', access: supervisors, zh: '督办看板：超期、堆积，按事项和部门', en: 'What is open and late, and where it piles up, by item and department', answer: BoardShape, example: { as: '{head}' },
      handle: async ({ caller, reach }) => {
        const filter = await filterOf(ground, { caller, reach, query: { view: 'department' } })
        const { items, places } = await pileUp(ground.sql, filter)
        const known = await findOrganisations(ground.sql, [...items.map((pile) => pile.other), ...places.map((pile) => pile.key)])
        const total = await countCases(ground.sql, filter)
        return {
          total,
          late: await rowsOf(ground, await listLongestLate(ground.sql, filter, lateMax), filter),
          items: await Promise.all(items.map(async (pile) => ({ item: { code: pile.key, name: (await findItem(ground.sql, pile.key, ground.clock.now()))?.content.name ?? { zh: pile.key } }, handling: nameOrganisation(known, pile.other), ...figuresOf(pile) }))),
          places: places.map((pile) => ({ organisation: nameOrganisation(known, pile.key), step: pile.other, free: pile.free, ...figuresOf(pile) })),
        }
      },
    }),
  ]
}
