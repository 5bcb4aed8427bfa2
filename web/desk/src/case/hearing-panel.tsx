// The hearings of a case: where each stands, until when, who presides, what was written; and what may be done now, in the server's words.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask, sendAct } from '../api/client.ts'
import type { Case, CaseAct, Hearing, Hearings, HearingStepAct } from '../api/types.ts'
import { ActDrawer, type Body } from '../parts/act-drawer.tsx'
import type { ActField } from '../parts/act-fields.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { formatMoment } from '../parts/text.ts'

type Possible = Hearings['acts'][number]
type Kind = { fields: ActField[] } & ({ sent: CaseAct; below?: false } | { sent: HearingStepAct; below: true })

const reason: ActField = { name: 'reason', kind: 'words', required: true }
const minutesLengthMax = 60_000

const hearingKinds: Record<string, Kind> = {
  'offer-hearing': { sent: 'hearings', fields: [{ name: 'reason', kind: 'words', required: true }] },
  'call-hearing': { sent: 'hearing-call', fields: [{ name: 'ground', kind: 'choice', required: true, options: ['law', 'public-interest'], words: 'choice.hearingGround' }, { name: 'expectedDays', kind: 'days', required: true, start: 30 }, reason] },
  'record-right-told': { sent: 'telling', below: true, fields: [{ name: 'means', kind: 'choice', required: true, options: ['window', 'post'] }, { name: 'proof', kind: 'line' }] },
  'schedule-hearing': {
    sent: 'schedule', below: true,
    fields: [
      { name: 'at', kind: 'moment', required: true }, { name: 'hall', kind: 'line', required: true }, { name: 'presider', kind: 'colleague', among: 'case', required: true },
      { name: 'isPublic', kind: 'choice', required: true, options: ['yes', 'no'], words: 'choice.isPublic', first: 'yes' }, { name: 'closedReason', kind: 'words', required: true, when: { field: 'isPublic', value: 'no' } },
    ],
  },
  'write-minutes': { sent: 'minutes', below: true, fields: [{ name: 'attended', kind: 'parties' }, { name: 'minutes', kind: 'words', required: true, lengthMax: minutesLengthMax }] },
  'record-signature': { sent: 'signatures', below: true, fields: [{ name: 'party', kind: 'party', required: true }, { name: 'answer', kind: 'choice', required: true, options: ['signed', 'refused'], words: 'choice.signature', first: 'signed' }, { name: 'reason', kind: 'words', when: { field: 'answer', value: 'refused' } }] },
}

/** What is asked in the words of the desk, as the API writes it: moments are of China. */
function asApi({ at, hall, isPublic, party, ...rest }: Body, name: string): Body {
  return {
    ...rest, ...(typeof at === 'string' ? { at: `${at}:00+08:00` } : {}), ...(hall === undefined ? {} : { place: hall }), ...(isPublic === undefined ? {} : { isPublic: isPublic === 'yes' }), ...(party === undefined ? {} : { place: party }),
    ...(name === 'write-minutes' && rest['attended'] === undefined ? { attended: [] } : {}),
  }
}

function OneHearing({ one }: { one: Hearing }) {
  const { t } = useTranslation()
  return (
    <>
      <p>
        <span className={one.isLate ? 'tag tag-correcting' : 'tag tag-open'}>{t(one.ending === null ? `procedure.hearing.state.${one.state}` : `procedure.hearing.ending.${one.ending}`)}</span> {one.isLate && <strong className="due due-red">{t('procedure.hearing.late')}</strong>}
      </p>
      <Facts
        rows={[
          [t('procedure.hearing.askBy'), one.state === 'offered' ? (one.askBy ?? t('procedure.hearing.notTold')) : null],
          [t('procedure.hearing.holdBy'), one.state === 'held' || one.state === 'closed' ? null : one.holdBy],
          [t('procedure.hearing.at'), one.at === null ? null : formatMoment(one.at)],
          [t('procedure.hearing.place'), one.place],
          [t('procedure.hearing.presider'), one.state === 'scheduled' && one.presider === null ? t('procedure.hearing.noPresider') : one.presider],
          [t('procedure.hearing.objection'), one.objection === null ? null : t(`procedure.hearing.objectionIs.${one.objection}`)],
          [t('procedure.hearing.attended'), one.attended.map((each) => `${each.name}：${t(`procedure.hearing.answer.${each.answer ?? 'waiting'}`)}`).join('；')],
        ]}
      />
      {one.minutes !== null && (
        <details>
          <summary>{t('procedure.hearing.minutes')}</summary>
          <blockquote className="said">{one.minutes}</blockquote>
        </details>
      )}
    </>
  )
}

export function HearingPanel({ found, onChanged }: { found: Case; onChanged: () => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Possible | null>(null)
  const { number } = found
  const query = useQuery({ queryKey: ['case', number, 'hearings'], queryFn: () => ask(api.GET('/api/cases/{number}/hearings', { params: { path: { number } } })) })
  if (query.error !== null) return <RefusalNotice error={query.error} again={() => void query.refetch()} />
  const { acts = [], items = [] } = query.data ?? {}
  const offered = acts.filter(({ act }) => act in hearingKinds)
  if (items.length === 0 && offered.length === 0) return null
  const kind = open === null ? undefined : hearingKinds[open.act]
  return (
    <Panel title={t('procedure.hearing.title')}>
      {items.map((one) => (
        <OneHearing key={one.id} one={one} />
      ))}
      <div className="acts">
        {offered.map((possible) => (
          <Button key={possible.act} onClick={() => setOpen(possible)} block>
            {t(`act.${possible.act}`)}
          </Button>
        ))}
      </div>
      {open !== null && kind !== undefined && (
        <ActDrawer
          key={open.act}
          title={t(`act.${open.act}`)}
          explanation={t(`act.about.${open.act}`)}
          fields={kind.fields}
          context={{ at: { number }, parties: found.parties.flatMap(({ place, name, role }) => (open.parties === undefined || open.parties.includes(place) ? [{ place, name, role }] : [])) }}
          send={(body, key) => {
            const sent = asApi(body, open.act)
            return kind.below === true ? sendAct({ case: number, hearing: open.hearing ?? '', act: kind.sent }, sent, key) : sendAct({ case: number, act: kind.sent }, sent, key)
          }}
          stale={['cases', 'case']}
          onClose={(changed) => {
            setOpen(null)
            if (changed) onChanged()
          }}
        />
      )}
    </Panel>
  )
}
