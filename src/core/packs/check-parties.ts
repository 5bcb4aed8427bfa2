// Checks what an item says of those who take part beside its applicant: that somebody applies for it at all, that no machine decides over them,
// and that what is decided between two sides has two (行政裁决). Never says who may take part: that is the item's own law.
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { automaticOf } from './schema-automation.ts'

/** Reports faults of every item with other parties, or without those that it needs. */
export function checkParties(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    const { value, at } = item
    const { parties, opensFrom = 'application' } = value
    if (parties && opensFrom !== 'application') report.add('parties-not-applied-for', at('parties'), { opensFrom })
    if (parties && automaticOf(value)) report.add('automation-not-lawful', at('parties'), { what: { zh: '共同申请人确认、听取对方意见', en: 'the word of joint applicants and of the other side' } })
    checkExampleSides(item, report)
    if (value.type === 'ADMIN_ADJUDICATION' && opensFrom === 'application' && !parties?.respondents) report.add('adjudication-without-respondent', at('type'))
  }
}

function checkExampleSides({ value: { parties }, examples }: DraftItem, report: Report): void {
  const most = parties?.respondents?.max ?? 0
  const least = Math.min(most, 1)
  for (const { value, at } of examples) {
    const count = value.respondents?.length ?? 0
    if (count < least || count > most) report.add('example-respondents', at(...(count > 0 ? ['respondents'] : [])), { count, least, most })
  }
}
