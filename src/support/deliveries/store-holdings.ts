// What letters hold about people: they are archived with their case.
import { ofCase, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const letterHoldings: readonly Holding[] = [
  { table: 'deliveries.letters', purpose: 'archives', whose: `(${ofCase()}) and t.addressee is null`, ended: null, stays: 'archive', erase: null, copy: ['t.number', 't.kind', 't.dated', 't.organisation', 't.content'], file: { digest: 't.sha256', folder: "'letters'", name: "t.number || '.pdf'" } },
  { table: 'deliveries.records', purpose: 'archives', whose: `(${ofCase()}) and t.place = -1`, ended: null, stays: 'archive', erase: null, copy: ['t.means', 't.delivered_on', 't.refused', 't.paper_asked_at'] },
  { table: 'deliveries.papers', purpose: 'archives', whose: `(${ofCase()}) and t.place = -1`, ended: null, stays: 'archive', erase: null, copy: ['t.means', 't.given_on'] },
]
