// Checks the official calendars of a pack: each year once, in the file of its name, and right by the calendar engine (放假办法 art. 2).
import { findYearFaults } from '#engines/calendar'
import type { Draft } from './draft.ts'
import type { Report } from './faults.ts'
import { pathOfPointer } from './source.ts'

/** Reports faults of the calendar files. */
export function checkCalendar(draft: Draft, report: Report): void {
  for (const { value, at } of draft.calendar) {
    const name = `${value.year}.yaml`
    if (!at().file.endsWith(`/${name}`)) report.add('calendar', at('year'), { why: { zh: `这一年的文件应当名为 ${name}。`, en: `the file of this year is named ${name}.` } })
    for (const fault of findYearFaults(value)) report.add('calendar', at(...pathOfPointer(fault.path)), { why: { zh: `${fault.zh}。`, en: `${fault.en}.` } })
  }
}
