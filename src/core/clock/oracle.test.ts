// The limits of the law against a second, naive reckoning that walks the calendar day by day (test/naive-calendar.ts): a table of
// articles over days that are awkward, and 10,000 random cases. What an article says stands in the table, not in our code.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { makeCalendar, type CalendarYear } from '#engines/calendar'
import type { ItemContent, LawLimit } from '#core/packs'
import { daysFrom, walk, windowEnd, type NaiveUnit } from '../../../test/naive-calendar.ts'
import { correctionLimit, decisionLimits, deliveryLimit, extensionLimit, noticeLimit, type Applied } from './limits.ts'
import { dueOf } from './reckoning.ts'
import { startOf } from './windows.ts'

const folder = new URL('../../../packs/yunzhou/calendar/', import.meta.url)
const calendar = makeCalendar(readdirSync(folder).map((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as CalendarYear))
const date = (text: string) => Temporal.PlainDate.from(text)

const body = '11990100700140426Y'
const item = (more: Partial<ItemContent> = {}): ItemContent => ({
  code: 'X', codeScheme: 'local', name: { zh: '事项' }, type: 'ADMIN_PERMIT', targets: ['natural'], bodies: { receiving: body, handling: body, deciding: body }, caseKind: 'PROMISED', materials: [], ...more,
})
const joint = (tiered?: boolean) => item({ bodies: { ...item().bodies, joint: [{ organisation: body, task: { zh: '意见' }, ...(tiered ? { tiered } : {}) }] } })
const other = (type: ItemContent['type'], statutory: LawLimit, more: ItemContent['limits'] = {}) => item({ type, limits: { statutory, ...more } })
const byLaw = (law: string, article: string) => ({ basis: { law, article } })
const windows: [string, string][] = [['04-10', '04-25'], ['09-20', '10-15']]
const overYear: [string, string][] = [['12-20', '01-10'], ['02-10', '02-29']]
const inWindows = (list: [string, string][], limit: LawLimit) => item({
  limits: { statutory: limit, correction: { days: 0, unit: 'calendar', starts: 'window-end', ...byLaw('教师资格条例', '第十五条') } },
  acceptance: { windows: list.map(([from, to]) => ({ from, to })), inPerson: true, ...byLaw('教师资格条例', '第十四条') },
})
const teacher = inWindows(windows, { days: 30, unit: 'calendar', starts: 'window-end', ...byLaw('教师资格条例', '第十六条') })

/** What is reckoned of an item: which of its limits our code finds, and what the article says of it, for the walk. */
interface Rule {
  law: string
  content: ItemContent
  ours: (content: ItemContent) => Applied | undefined
  says: { count: number; unit: NaiveUnit; from: 'day' | 'windows' | 'received'; windows?: [string, string][]; moves?: boolean }
  extended?: { ours: number; says: [number, NaiveUnit] }
  /** A standstill after so many days, so many days long: only limits for the decision stand still. */
  still?: { after: number; long: number; counts: boolean }
}

const decided = (content: ItemContent) => decisionLimits(content).find(({ kind }) => kind === 'law')
const promised = (content: ItemContent) => decisionLimits(content).find(({ kind }) => kind === 'promise')
const day = (count: number, unit: NaiveUnit, more: Partial<Rule['says']> = {}): Rule['says'] => ({ count, unit, from: 'day', ...more })

const passport = other('ADMIN_CONFIRMATION', { days: 15, unit: 'calendar', starts: 'receipt', ...byLaw('护照法', '第六条') })
const school = other('ADMIN_PERMIT', { days: 3, unit: 'months', ...byLaw('民办教育促进法', '第十七条') }, { extension: { days: 1, unit: 'months' } })
const injury = other('ADMIN_CONFIRMATION', { days: 60, unit: 'calendar', ...byLaw('工伤保险条例', '第二十条') })
const register = other('OTHER_POWER', { days: 3, unit: 'working', ...byLaw('市场主体登记管理条例', '第十九条') }, { extension: { days: 3, unit: 'working' } })
const openness = other('PUBLIC_SERVICE', { days: 20, unit: 'working', starts: 'receipt', ...byLaw('政府信息公开条例', '第三十三条') }, { extension: { days: 20, unit: 'working' } })
const appeal = other('OTHER_POWER', { days: 60, unit: 'calendar', ...byLaw('信访工作条例', '第三十四条') }, { extension: { days: 30, unit: 'calendar' } })

const rules: Rule[] = [
  { law: '许可法 32 一次告知，五日', content: item(), ours: noticeLimit, says: day(5, 'working', { from: 'received' }) },
  { law: '许可法 42 二十日', content: item(), ours: decided, says: day(20, 'working') },
  { law: '许可法 42 二十日，45 检测十二日不计', content: item(), ours: decided, says: day(20, 'working'), still: { after: 4, long: 12, counts: true } },
  { law: '许可法 42 二十日，延长十日', content: item(), ours: decided, says: day(20, 'working'), extended: { ours: 10, says: [10, 'working'] } },
  { law: '许可法 42 延长十日，45 听证二十日不计', content: item(), ours: decided, says: day(20, 'working'), extended: { ours: 10, says: [10, 'working'] }, still: { after: 9, long: 20, counts: true } },
  { law: '许可法 42 联合办理四十五日', content: joint(), ours: decided, says: day(45, 'working') },
  { law: '许可法 42 联合办理四十五日，延长十五日', content: joint(), ours: decided, says: day(45, 'working'), extended: { ours: 15, says: [15, 'working'] } },
  { law: '许可法 43 下级先审二十日', content: joint(true), ours: decided, says: day(20, 'working') },
  { law: '许可法 44 送达十日', content: item(), ours: deliveryLimit, says: day(10, 'working') },
  { law: '许可法 44 送达十日，45 不停', content: item(), ours: deliveryLimit, says: day(10, 'working'), still: { after: 2, long: 9, counts: false } },
  { law: '许可法 32 五日，45 不停', content: item(), ours: noticeLimit, says: day(5, 'working', { from: 'received' }), still: { after: 1, long: 9, counts: false } },
  { law: '许可法 42 承诺七个工作日', content: item({ limits: { promised: { days: 7, unit: 'working' } } }), ours: promised, says: day(7, 'working') },
  { law: '护照法 6 自收到之日起十五日', content: passport, ours: decided, says: day(15, 'calendar', { from: 'received' }) },
  { law: '居住证暂行条例 9 十五日', content: other('ADMIN_CONFIRMATION', { days: 15, unit: 'calendar', ...byLaw('居住证暂行条例', '第九条') }), ours: decided, says: day(15, 'calendar') },
  { law: '工伤保险条例 20 六十日', content: injury, ours: decided, says: day(60, 'calendar') },
  { law: '工伤保险条例 20 等待结论四十日中止', content: injury, ours: decided, says: day(60, 'calendar'), still: { after: 20, long: 40, counts: true } },
  { law: '市场主体登记管理条例 19 三个工作日', content: register, ours: decided, says: day(3, 'working') },
  { law: '市场主体登记管理条例 19 再延长三个工作日', content: register, ours: decided, says: day(3, 'working'), extended: { ours: 3, says: [3, 'working'] } },
  { law: '政府信息公开条例 33 自收到申请之日起二十个工作日', content: openness, ours: decided, says: day(20, 'working', { from: 'received' }) },
  { law: '政府信息公开条例 33 延长二十个工作日，征求意见不计', content: openness, ours: decided, says: day(20, 'working', { from: 'received' }), extended: { ours: 20, says: [20, 'working'] }, still: { after: 6, long: 15, counts: true } },
  { law: '信访工作条例 34 六十日，延长三十日', content: appeal, ours: decided, says: day(60, 'calendar'), extended: { ours: 30, says: [30, 'calendar'] } },
  { law: '社会团体登记管理条例 12 收到全部有效文件六十日', content: other('OTHER_POWER', { days: 60, unit: 'calendar', starts: 'complete', ...byLaw('社会团体登记管理条例', '第十二条') }), ours: decided, says: day(60, 'calendar') },
  { law: '民办教育促进法 17 三个月；民法典 202', content: school, ours: decided, says: day(3, 'months') },
  { law: '民办教育促进法 17 三个月，45 专家评审三十日不计', content: school, ours: decided, says: day(3, 'months'), still: { after: 10, long: 30, counts: true } },
  { law: '民办教育促进法 17 三个月，延长一个月；民法典 202', content: school, ours: decided, says: day(3, 'months'), extended: { ours: 1, says: [1, 'months'] } },
  { law: '证券法 22 三个月、保险法 71 六个月：六个月；民法典 202', content: other('ADMIN_PERMIT', { days: 6, unit: 'months', ...byLaw('保险法', '第七十一条') }), ours: decided, says: day(6, 'months') },
  { law: '民用航空法 105 十二个月；民法典 202', content: other('ADMIN_PERMIT', { days: 12, unit: 'months', ...byLaw('民用航空法', '第一百零五条') }), ours: decided, says: day(12, 'months') },
  { law: '教师资格条例 16 受理期限终止之日起三十日', content: teacher, ours: decided, says: day(30, 'calendar', { from: 'windows', windows }) },
  { law: '教师资格条例 16 受理期限终止之日起三十日，45 鉴定十日不计', content: teacher, ours: decided, says: day(30, 'calendar', { from: 'windows', windows }), still: { after: 70, long: 10, counts: true } },
  { law: '教师资格条例 15 受理期限终止前补齐；民法典 203', content: teacher, ours: correctionLimit, says: day(0, 'calendar', { from: 'windows', windows, moves: true }) },
  { law: '跨年的受理期', content: inWindows(overYear, { days: 20, unit: 'working', starts: 'window-end', ...byLaw('许可法', '第四十二条') }), ours: decided, says: day(20, 'working', { from: 'windows', windows: overYear }) },
  { law: '民法典 203 补正十五日，末日休假顺延', content: item({ limits: { correction: { days: 15, unit: 'calendar', ...byLaw('云州市补正规定', '第三条') } } }), ours: correctionLimit, says: day(15, 'calendar', { moves: true }) },
]

/** Days before holidays, make-up days, 29 February, ends of months, ends of years with and without the next notice. */
const awkward = ['2024-01-31', '2024-02-09', '2024-02-29', '2025-01-24', '2026-02-13', '2026-04-30', '2026-08-31', '2026-09-24', '2026-12-18', '2027-11-30']
const received = '2026-03-06'

test('every article meets every awkward day: rules and days make at least 200 rows', () => assert.ok(rules.length * awkward.length >= 200, `${rules.length * awkward.length} rows`))

for (const rule of rules) {
  for (const start of awkward) {
    test(`${rule.law}: ${start}`, () => {
      const limit = rule.ours(rule.content) ?? assert.fail('no such limit')
      const { says, still, extended } = rule
      const receipt = says.from === 'received' ? start : says.from === 'windows' ? start : received
      // Where the limit runs from receipt, acceptance comes some days later, and must not matter.
      const event = says.from === 'received' ? date(start).add({ days: 4 }) : date(start)
      const startsOn = startOf(limit.starts, { receipt: date(receipt), complete: date(start), event }, rule.content.acceptance)
      const from = date(start).add({ days: still?.after ?? 0 })
      const stretch = still && { from, to: from.add({ days: still.long }) }
      const found = dueOf(calendar, { ...limit, startsOn }, {
        ...(stretch ? { suspensions: [stretch] } : {}),
        ...(extended ? { extended: { days: extended.ours, unit: extensionLimit(rule.content)?.unit ?? assert.fail('no extension') } } : {}),
      })
      const expected = walk({
        start: says.from === 'windows' ? windowEnd(says.windows ?? [], start) : start, count: says.count, unit: says.unit, moves: says.moves ?? false,
        stills: stretch && still?.counts ? [[stretch.from.toString(), stretch.to.toString()]] : [], extensions: extended ? [extended.says] : [],
      })
      assert.deepEqual([found.due.toString(), found.provisional], [expected.due, expected.provisional])
    })
  }
}

// A few ends known from the notices themselves, so that two reckonings which agree are not both wrong.
const known: [string, Parameters<typeof walk>[0], string][] = [
  ['国庆和调休上班的周六（国办发明电〔2025〕7号）', { start: '2026-09-28', count: 5, unit: 'working' }, '2026-10-10'],
  ['闰年二月二十九日起三个月（民法典 202）', { start: '2024-02-29', count: 3, unit: 'months' }, '2024-05-29'],
  ['十一月三十日起三个月，二月没有三十日（民法典 202）', { start: '2026-11-30', count: 3, unit: 'months' }, '2027-02-28'],
  ['一月三十一日起一个月，闰年（民法典 202）', { start: '2024-01-31', count: 1, unit: 'months' }, '2024-02-29'],
  ['末日是周六，顺延到周一（民法典 203）', { start: '2026-11-23', count: 5, unit: 'calendar', moves: true }, '2026-11-30'],
]
for (const [name, limit, due] of known) test(`the walk knows: ${name}`, () => assert.equal(walk(limit).due, due))

/** Numbers from a seed (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

test('10,000 random limits end where the walk ends: units, standstills, extensions, windows, make-up days, 29 February, provisional years (许可法 42, 45, 82; 民法典 202, 203)', () => {
  const random = seeded(5)
  const starts = daysFrom('2020-01-01', '2027-12-31')
  const units = ['working', 'calendar', 'months'] as const
  const kinds = ['law', 'promise', 'notice', 'delivery', 'correction', 'gap'] as const
  const units3 = () => units[random(3)] ?? 'working'
  let touched = 0
  for (let round = 0; round < 10_000; round++) {
    const start = starts[random(starts.length)] ?? ''
    const kind = kinds[random(6)] ?? 'law'
    const unit = units3()
    const count = unit === 'months' ? random(13) : random(61)
    const isDeciding = kind === 'law' || kind === 'promise'
    const stills = Array.from({ length: random(4) }, (): [string, string] => {
      const from = date(start).add({ days: random(80) })
      return [from.toString(), from.add({ days: random(31) }).toString()]
    })
    const extension = random(3) === 0 ? { days: random(20), unit: units3() } : undefined
    const fromWindow = random(4) === 0
    const startsOn = startOf(fromWindow ? 'window-end' : 'acceptance', { receipt: date(start), complete: date(start), event: date(start) }, { windows: windows.map(([from, to]) => ({ from, to })), basis: { law: '教师资格条例' } })
    const found = dueOf(calendar, { kind, days: count, unit, startsOn }, { suspensions: stills.map(([from, to]) => ({ from: date(from), to: date(to) })), ...(extension ? { extended: extension } : {}) })
    const expected = walk({
      start: fromWindow ? windowEnd(windows, start) : start, count, unit, stills: isDeciding ? stills : [],
      extensions: isDeciding && extension ? [[extension.days, extension.unit]] : [], moves: kind === 'correction' || kind === 'gap',
    })
    if (expected.provisional) touched++
    assert.deepEqual([found.due.toString(), found.provisional], [expected.due, expected.provisional], `round ${round}: ${kind} ${count} ${unit} from ${start}`)
  }
  assert.ok(touched > 500, 'few of them touch a provisional year')
})
